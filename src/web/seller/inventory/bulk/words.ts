import type { Sentence, Sentences } from '../../../kit/language.ts'
import type { BulkAction } from './ask.ts'

/** What each action is called. */
export const ACTIONS: Sentences<BulkAction> = {
  points: { ja: 'ポイント率を設定', en: 'Set the points percentage' },
  noPoints: { ja: 'ポイントを外す', en: 'Take the points away' },
  priceBy: { ja: '価格を金額で増減', en: 'Raise or lower prices by yen' },
  priceByPercent: { ja: '価格を率で増減', en: 'Raise or lower prices by percent' },
  stock: { ja: '在庫数を設定', en: 'Set the stock' },
  activate: { ja: '出品を再開', en: 'Offer again' },
  deactivate: { ja: '出品を停止', en: 'Stop offering' },
}

/** The number that an action needs, with its unit. */
export const NUMBERS: Readonly<Partial<Record<BulkAction, Sentence>>> = {
  points: { ja: '%', en: '%' },
  priceBy: { ja: '円', en: 'yen' },
  priceByPercent: { ja: '%', en: '%' },
}
