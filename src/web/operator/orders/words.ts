import type { Sentences } from '../../kit/language.ts'
import type { Order } from './answers.ts'

export const STATUS: Sentences<Order['status']> = {
  unshipped: { ja: '未発送', en: 'Unshipped' },
  partially_shipped: { ja: '一部発送済み', en: 'Partly shipped' },
  shipped: { ja: '発送済み', en: 'Shipped' },
  cancelled: { ja: 'キャンセル済み', en: 'Cancelled' },
}
