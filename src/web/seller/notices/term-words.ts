import { percent } from '../../kit/format.ts'
import type { Language, Sentence } from '../../kit/language.ts'

/** What a field of the rules means to a seller. */
const FIELDS: Readonly<Record<string, Sentence>> = {
  agreementVersion: { ja: '必要な規約のバージョン', en: 'Agreement that must be accepted' },
  plans: { ja: 'ポイントを設定できるプラン', en: 'Plans that may offer points' },
  automatedPriceUpdate: {
    ja: '自動価格調整での更新',
    en: 'An update by automated pricing',
  },
  landedPrice: { ja: '支払総額の計算', en: 'The landed price' },
  rounding: { ja: '端数処理', en: 'Rounding' },
  'offering.minimumBps': { ja: 'ポイントの下限', en: 'Fewest points' },
  'offering.maximumBps': { ja: 'ポイントの上限', en: 'Most points' },
  'offering.stepBps': { ja: 'ポイントの刻み', en: 'Percentages in steps of' },
  'offering.priceOnlyUpdate': { ja: '価格のみの更新', en: 'An update of the price alone' },
  'offering.accountDefault': { ja: 'アカウント全体のポイント設定', en: 'Account-wide default' },
  guaranteeClaim: { ja: '保証申請のポイント', en: 'Points of a guarantee claim' },
  chargeback: { ja: 'チャージバックのポイント', en: 'Points of a chargeback' },
  'fees.standard.rateBps': { ja: '販売手数料の標準料率', en: 'Standard referral fee' },
  'settlement.days': { ja: '決済期間（日）', en: 'Days of a settlement period' },
  'settlement.reserveBps': { ja: '留保の割合', en: 'Reserve' },
  'expiry.months': { ja: '購入者のポイントの有効期間（月）', en: 'Months until points expire' },
  'premiumCap.mode': { ja: '景品類の限度額の扱い', en: 'The premium cap' },
}

const VALUES: Readonly<Record<string, Sentence>> = {
  reset: { ja: 'ポイントは0にリセット', en: 'points are reset to zero' },
  keep: { ja: 'ポイントの割合を維持', en: 'the percentage is kept' },
  'keep-percentage': { ja: 'ポイントの割合を維持', en: 'the percentage is kept' },
  'with-shipping': { ja: '価格＋配送料', en: 'price + shipping' },
  'net-of-points': { ja: '価格＋配送料−ポイント', en: 'price + shipping − points' },
  'half-up': { ja: '四捨五入', en: 'half up' },
  'half-even': { ja: '銀行丸め（最近接偶数）', en: 'half to even' },
  professional: { ja: '大口出品', en: 'professional' },
  individual: { ja: '小口出品', en: 'individual' },
  operator: { ja: '運営が受け取る', en: 'kept by the operator' },
  'buyer-keeps': { ja: '購入者に残る', en: 'kept by the buyer' },
  seller: { ja: '出品者に戻る', en: 'returned to the seller' },
  warn: { ja: '警告', en: 'warned of' },
  block: { ja: '設定不可', en: 'refused' },
  off: { ja: '確認なし', en: 'not checked' },
  true: { ja: '利用できる', en: 'offered' },
  false: { ja: '利用できない', en: 'not offered' },
}

export const fieldWord = (field: string, language: Language): string =>
  FIELDS[field]?.[language] ?? field

/** A value of a field in words: a percentage where it is one, a list with its words. */
export function valueWord(field: string, value: unknown, language: Language): string {
  if (Array.isArray(value)) {
    return value.map((one) => valueWord(field, one, language)).join(language === 'ja' ? '・' : ', ')
  }
  if (typeof value === 'number') return /Bps$/.test(field) ? percent(value) : String(value)
  const word = VALUES[String(value)]
  return word ? word[language] : value === undefined ? '–' : JSON.stringify(value)
}
