import { move, type Posting } from '../book/posting.ts'
import { isAmount, type Points, points } from '../money/amount.ts'
import type { BuyerBook } from '../points/book.ts'
import { bringBack, lapseOverdue } from '../points/restore.ts'
import type { Policy } from '../policy/policy.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import type { Instant } from '../time/instant.ts'
import { lineOf, type Order, orderTotal, withLines } from './order.ts'
import { QUANTITY_MAX } from './place.ts'
import { heldShare, openUnits, type Units } from './units.ts'

export interface Cancelled {
  readonly refused?: never
  readonly book: BuyerBook
  readonly order: Order
  readonly postings: readonly Posting[]
  /** Held points that went back to the buyer. */
  readonly released: Points
  /** Of those, lapsed at once because their time had passed. */
  readonly expired: Points
  readonly units: readonly Units[]
}

/**
 * Cancels units before they ship. Nothing was earned yet, so only the held points move §.
 *
 * `policy` is the version the order was placed under; `inForce` the one at `at`, which says when
 * points in the buyer's hands lapse.
 */
export function decideCancellation(
  book: BuyerBook,
  order: Order,
  ask: readonly Units[] | 'all',
  policy: Policy,
  at: Instant,
  inForce: Policy = policy,
): Refusal | Cancelled {
  const units = openUnits(order, ask)
  if (isRefusal(units)) return units

  // From here the cancellation must succeed.
  const context = { at, policyVersion: policy.version, order: order.id }
  const postings: Posting[] = []
  let released = 0
  const lines = units.map(({ line, quantity }) => {
    const share = points(heldShare(line, quantity, policy.terms.rounding))
    released += share
    postings.push(
      ...move('buyer_held', 'buyer_available', share, 'points_released', {
        ...context,
        line: line.line,
      }),
    )
    return {
      ...line,
      cancelledQuantity: line.cancelledQuantity + quantity,
      released: points(line.released + share),
    }
  })
  const unheld = { ...book, held: points(book.held - released) }
  const back = bringBack(unheld, order, points(released), inForce, at)
  const rest = lapseOverdue(back, inForce, at)
  return {
    book: rest.book,
    order: { ...withLines(order, lines), lotsBack: order.lotsBack + released },
    postings: [...postings, ...rest.postings],
    released: points(released),
    expired: rest.expired,
    units: units.map(({ line, quantity }) => ({ line: line.line, quantity })),
  }
}

/**
 * Sets a new quantity of a line before shipment. Fewer units are a cancellation of the
 * difference; more are possible while nothing of the line has shipped or been cancelled, at the
 * frozen price. No points are earned or returned by it §.
 */
export function decideQuantityChange(
  book: BuyerBook,
  order: Order,
  ask: Units,
  policy: Policy,
  at: Instant,
  inForce: Policy = policy,
): Refusal | Cancelled {
  const line = lineOf(order, ask.line)
  if (!line) return refuse('line_not_found', { line: ask.line })
  const current = line.quantity - line.cancelledQuantity
  const { quantity } = ask
  if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > QUANTITY_MAX) {
    return refuse('quantity_out_of_range', { maximum: QUANTITY_MAX })
  }
  if (quantity === current) return refuse('quantity_unchanged', { line: ask.line })
  if (quantity < current) {
    const fewer = [{ line: ask.line, quantity: current - quantity }]
    return decideCancellation(book, order, fewer, policy, at, inForce)
  }
  if (line.shippedQuantity + line.cancelledQuantity > 0) {
    return refuse('quantity_fixed', { line: ask.line })
  }
  const grown = withLines(order, [{ ...line, quantity }])
  if (!isAmount(orderTotal(grown.lines))) return refuse('amount_out_of_range')
  const none = points(0)
  return {
    book,
    order: grown,
    postings: [],
    released: none,
    expired: none,
    units: [],
  }
}
