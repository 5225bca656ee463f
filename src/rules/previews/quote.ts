import type { BuyerId, OrderId } from '../ids.ts'
import { type Points, points, type Yen, yen } from '../money/amount.ts'
import { type LineTerms, lineTotal } from '../orders/order.ts'
import { decidePlacement } from '../orders/place.ts'
import type { BuyerBook } from '../points/book.ts'
import type { Policy } from '../policy/policy.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import type { Instant } from '../time/instant.ts'

export interface QuotedLine {
  readonly line: number
  readonly principal: Yen
  readonly shipping: Yen
  /** Points to be earned if the whole line ships. */
  readonly promised: Points
  /** Points that would pay for this line. */
  readonly redeemed: Points
}

/** What a cart would cost and earn if it were ordered now. */
export interface Quote {
  readonly refused?: never
  readonly lines: readonly QuotedLine[]
  readonly total: Yen
  readonly redeemed: Points
  /** What is left to pay in cash. */
  readonly cash: Yen
  readonly promised: Points
  /** The most points this cart could take from this balance. */
  readonly redeemable: Points
  readonly available: Points
  readonly policyVersion: number
}

/**
 * Quotes a cart by placing it in memory: the amounts are those of the order that would follow.
 * Refusals: those of `decidePlacement`.
 */
export function quoteCart(
  book: BuyerBook,
  cart: readonly LineTerms[],
  redeem: Points | 'max',
  policy: Policy,
  at: Instant,
): Refusal | Quote {
  const purchase = {
    ...{ order: 0 as OrderId, buyer: 0 as BuyerId, lines: cart },
    payment: 'prepaid',
  } as const
  const place = (spend: Points | 'max') =>
    decidePlacement(book, { ...purchase, redeem: spend }, policy, at)
  const placed = place(redeem)
  const most = place('max')
  if (isRefusal(placed)) return placed
  return {
    lines: placed.order.lines.map((line) => ({
      line: line.line,
      principal: yen(lineTotal(line) - line.shipping),
      shipping: line.shipping,
      promised: points(line.pointsPerUnit * line.quantity),
      redeemed: line.redeemed,
    })),
    total: placed.total,
    redeemed: placed.redeemed,
    cash: yen(placed.total - placed.redeemed),
    promised: placed.promised,
    redeemable: isRefusal(most) ? points(0) : most.redeemed,
    available: book.available,
    policyVersion: policy.version,
  }
}
