import type { Language } from '../../usecases/sentence.ts'
import type { Sentence } from '../language.ts'

const label = (en: string, ja: string): Sentence => ({ en, ja })

/** What each figure of a result is called. */
const LABELS = {
  fee: label('Referral fee', '販売手数料'),
  base: label('Fee base', '手数料の対象額'),
  points: label('Points granted', '付与ポイント'),
  rate: label('Fee rate', '手数料率'),
  pointsCost: label('Cost of points', 'ポイント原資'),
  proceeds: label('Proceeds', '売上金'),
  landed: label('Landed price', '実質価格'),
  outlay: label('Price + shipping', '商品代金＋配送料'),
  cash: label('Cash to the buyer', '購入者への返金額'),
  pointsReturned: label('Points back to the seller', '出品者に戻るポイント'),
  pointsBack: label('Points back to the buyer', '購入者に戻る利用ポイント'),
  clawedBack: label('Taken from the balance', '残高から回収'),
  shortfall: label('Taken from the cash', '返金額から差引'),
  feeCredit: label('Fee credited', '手数料の払戻し'),
  balanceAfter: label('Balance afterwards', '返金後の残高'),
} as const satisfies Readonly<Record<string, Sentence>>

export type Label = keyof typeof LABELS

export const labelOf = (name: Label, language: Language): string => LABELS[name][language]
