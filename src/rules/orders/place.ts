import { move, type Posting } from '../book/posting.ts'
import { feeRateOf } from '../fees/referral.ts'
import type { BuyerId, OrderId } from '../ids.ts'
import { isAmount, type Points, points, type Yen, yen } from '../money/amount.ts'
import { prorate } from '../money/prorate.ts'
import { type BuyerBook, debit } from '../points/book.ts'
import type { Policy } from '../policy/policy.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Instant } from '../time/instant.ts'
import {
  type LineTerms,
  lineTotal,
  type Order,
  type OrderLine,
  orderTotal,
  type Payment,
} from './order.ts'

/** Lines an order may have, and units a line may have. */
export const LINES_MAX = 200
export const QUANTITY_MAX = 9_999

export interface Purchase {
  readonly order: OrderId
  readonly buyer: BuyerId
  readonly lines: readonly LineTerms[]
  /** Points to spend, or `max` for as many as the balance and the rules allow. */
  readonly redeem: Points | 'max'
  readonly payment: Payment
}

export interface Placed {
  readonly refused?: never
  readonly book: BuyerBook
  readonly order: Order
  readonly postings: readonly Posting[]
  readonly total: Yen
  readonly redeemed: Points
  /** Points the buyer will earn if everything ships. */
  readonly promised: Points
}

/**
 * Freezes the terms on the lines and sets the redeemed points aside.
 *
 * Redeemed points are a payment, not a discount: prices and fees know nothing of them. They are
 * split over the lines by price and shipping, largest remainder, ties to the earlier line.
 * Refusals, in order: lines, quantities, amounts, then the redemption's limits and balance.
 */
export function decidePlacement(
  book: BuyerBook,
  ask: Purchase,
  policy: Policy,
  at: Instant,
): Refusal | Placed {
  const invalid = invalidLines(ask.lines)
  if (invalid) return invalid
  const total = orderTotal(ask.lines)
  if (!isAmount(total)) return refuse('amount_out_of_range')
  const { excludedProductTypes } = policy.terms.redemption
  const weights = ask.lines.map((line) =>
    line.productType !== null && excludedProductTypes.includes(line.productType)
      ? 0
      : lineTotal(line),
  )
  const redeemed = redemption(book, ask.redeem, weights, policy)
  if (typeof redeemed === 'object') return redeemed

  // From here the purchase must succeed.
  const shares = prorate(redeemed, weights)
  const spent = debit(book, redeemed)
  const order: Order = {
    id: ask.order,
    buyer: ask.buyer,
    placedAt: at,
    policyVersion: policy.version,
    payment: ask.payment,
    lines: ask.lines.map((terms, index) => newLine(terms, index + 1, shares[index] ?? 0, policy)),
    lots: spent.lots,
    lotsBack: 0,
  }
  const context = { at, policyVersion: policy.version, order: ask.order }
  return {
    book: { ...spent.book, held: points(book.held + redeemed), lastOrderedAt: at },
    order,
    postings: move('buyer_available', 'buyer_held', redeemed, 'points_held', context),
    total: yen(total),
    redeemed,
    promised: points(ask.lines.reduce((sum, line) => sum + line.pointsPerUnit * line.quantity, 0)),
  }
}

function invalidLines(lines: readonly LineTerms[]): Refusal | undefined {
  if (lines.length === 0) return refuse('order_without_lines')
  if (lines.length > LINES_MAX) return refuse('too_many_lines', { maximum: LINES_MAX })
  for (const line of lines) {
    if (!Number.isSafeInteger(line.quantity) || line.quantity < 1 || line.quantity > QUANTITY_MAX) {
      return refuse('quantity_out_of_range', { maximum: QUANTITY_MAX })
    }
    if (!isAmount(line.price) || line.price < 1 || !isAmount(line.shipping)) {
      return refuse('amount_out_of_range')
    }
    if (!isAmount(line.pointsPerUnit) || line.pointsPerUnit > line.price) {
      return refuse('points_out_of_range')
    }
  }
  return undefined
}

/** How many points this purchase spends. */
function redemption(
  book: BuyerBook,
  ask: Points | 'max',
  weights: readonly number[],
  policy: Policy,
): Points | Refusal {
  const { minimum, maximumPerOrder } = policy.terms.redemption
  const payable = weights.reduce((a, b) => a + b, 0)
  if (ask === 'max') {
    const most = Math.min(book.available, payable, maximumPerOrder)
    return points(most < minimum ? 0 : most)
  }
  if (ask === 0) return ask
  if (ask < minimum) return refuse('redemption_below_minimum', { minimum })
  if (ask > maximumPerOrder) return refuse('redemption_above_maximum', { maximum: maximumPerOrder })
  if (ask > payable) return refuse('redemption_above_total', { total: payable })
  if (ask > book.available) return refuse('balance_too_low', { available: book.available })
  return ask
}

const newLine = (terms: LineTerms, line: number, redeemed: number, policy: Policy): OrderLine => ({
  line,
  seller: terms.seller,
  sku: terms.sku,
  asin: terms.asin,
  category: terms.category,
  productType: terms.productType,
  quantity: terms.quantity,
  price: terms.price,
  shipping: terms.shipping,
  pointsPerUnit: terms.pointsPerUnit,
  fee: feeRateOf(policy, terms.category),
  redeemed: points(redeemed),
  cancelledQuantity: 0,
  shippedQuantity: 0,
  released: points(0),
  captured: points(0),
  principal: yen(0),
  shippingCharged: yen(0),
  granted: points(0),
  unvested: points(0),
  vestAt: null,
  feeCharged: yen(0),
  feeCredited: yen(0),
  refundedPrincipal: yen(0),
  refundedShipping: yen(0),
  pointsDue: points(0),
  pointsBack: points(0),
})
