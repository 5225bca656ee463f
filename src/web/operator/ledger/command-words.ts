import type { Sentences } from '../../kit/language.ts'

/** What a command of the journal is called on screens. */
export const COMMANDS: Sentences = {
  'order.placed': { ja: '注文', en: 'Order placed' },
  'order.shipped': { ja: '発送の確認', en: 'Shipment confirmed' },
  'order.delivered': { ja: '配達完了', en: 'Delivered' },
  'order.cancelled': { ja: 'キャンセル', en: 'Cancelled' },
  'order.quantity_changed': { ja: '数量の変更', en: 'Quantity changed' },
  'order.refunded': { ja: '返金', en: 'Refunded' },
  'order.returned': { ja: '返品', en: 'Returned' },
  'order.claimed': { ja: '保証による返金', en: 'Guarantee claim' },
  'order.charged_back': { ja: 'チャージバック', en: 'Chargeback' },
  'points.ripened': { ja: '確定・失効の時刻の到来', en: 'Points came of age' },
  'points.granted': { ja: 'ポイントの付与', en: 'Points given' },
  'points.adjusted': { ja: 'ポイントの調整', en: 'Points corrected' },
  'settlement.disbursed': { ja: '決済', en: 'Settlement' },
}
