import type { Sentences } from '../../kit/language.ts'
import type { Order } from '../answers.ts'

export const STATUS: Sentences<Order['status']> = {
  unshipped: { ja: '発送準備中', en: 'Preparing' },
  partially_shipped: { ja: '一部発送済み', en: 'Partly shipped' },
  shipped: { ja: '発送済み', en: 'Shipped' },
  cancelled: { ja: 'キャンセル済み', en: 'Cancelled' },
}

/** Points of an order by what has become of them. */
export function pointsOf(order: Order) {
  const sum = (of: (line: Order['lines'][number]) => number) =>
    order.lines.reduce((total, line) => total + of(line), 0)
  const granted = sum((line) => line.pointsGranted)
  const unvested = sum((line) => line.pending)
  const returned = sum((line) => line.pointsReturned)
  return {
    /** Will be earned when the rest ships. */
    promised: sum((line) => line.pointsPerUnit * openUnits(line)),
    /** Earned, not spendable yet. */
    unvested,
    returned,
    /** Earned for good: spendable, or spent by now. */
    vested: granted - unvested - returned,
  }
}

/** Units that have neither shipped nor been cancelled. */
export const openUnits = (line: Order['lines'][number]): number =>
  line.quantity - line.shippedQuantity - line.cancelledQuantity
