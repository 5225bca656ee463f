import type { Language, Sentence } from '../../kit/language.ts'
import { marketplaceWord } from '../marketplace-word.ts'

/** What the words of choices are called. */
const WORDS: Readonly<Record<string, Sentence>> = {
  professional: { ja: '大口出品', en: 'Professional' },
  individual: { ja: '小口出品', en: 'Individual' },
  GIFT_CARD: { ja: 'ギフト券', en: 'Gift cards' },
  reset: { ja: 'ポイントを0にする', en: 'Points to zero' },
  keep: { ja: '付与率を維持', en: 'Keep the percentage' },
  'keep-percentage': { ja: '付与率を維持', en: 'Keep the percentage' },
  true: { ja: 'あり', en: 'Yes' },
  false: { ja: 'なし', en: 'No' },
  'with-shipping': { ja: '価格＋配送料', en: 'Price + shipping' },
  'net-of-points': { ja: '価格＋配送料−ポイント', en: 'Price + shipping − points' },
  'half-even': { ja: '銀行丸め（最近接偶数）', en: 'Half to even' },
  'half-up': { ja: '四捨五入', en: 'Half up' },
  floor: { ja: '切り捨て', en: 'Down' },
  ceil: { ja: '切り上げ', en: 'Up' },
  shipment: { ja: '発送時', en: 'At shipment' },
  delay: { ja: '発送の数日後', en: 'Days after shipment' },
  delivery: { ja: '配達時', en: 'At delivery' },
  'return-window': { ja: '返品期間の終了時', en: 'After the return window' },
  rolling: { ja: '最終の獲得・利用から', en: 'From the last earning or use' },
  'dated-lots': { ja: '獲得ごと', en: 'Each earning by itself' },
  grace: { ja: '猶予する', en: 'Grace' },
  expire: { ja: '失効させる', en: 'Lapse' },
  operator: { ja: '運営が回収', en: 'The operator keeps them' },
  'buyer-keeps': { ja: '購入者が保持', en: 'The buyer keeps them' },
  seller: { ja: '出品者に返す', en: 'Back to the seller' },
  off: { ja: '適用しない', en: 'Off' },
  warn: { ja: '警告する', en: 'Warn' },
  block: { ja: '拒否する', en: 'Refuse' },
}

/** A word of the terms, a marketplace's id included, as people say it. */
export const wordIn = (word: string, language: Language): string =>
  WORDS[word]?.[language] ?? marketplaceWord(word, language)
