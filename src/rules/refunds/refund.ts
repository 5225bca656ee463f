import { move, type Posting, type PostingContext } from '../book/posting.ts'
import { type Points, points, type Yen, yen, yenOf } from '../money/amount.ts'
import { nextPartWithin } from '../money/prorate.ts'
import { lineOf, type Order, type OrderLine, withLines } from '../orders/order.ts'
import { type BuyerBook, debit } from '../points/book.ts'
import { bringBack, lapseOverdue } from '../points/restore.ts'
import type { ClaimPoints, Policy } from '../policy/policy.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import type { Instant } from '../time/instant.ts'
import { type RefundAmounts, type RefundAsk, refundAmounts } from './amounts.ts'
import { feeCreditOf } from './fee-credit.ts'

/** Why money goes back: decides who ends up with the points. */
export type RefundCause = 'refund' | 'return' | 'goodwill' | 'guarantee_claim' | 'chargeback'

export interface RefundLineAsk {
  readonly line: number
  readonly ask: RefundAsk
}

/** What one line's refund does, in every amount that a preview shows. */
export interface RefundedLine {
  readonly line: number
  readonly principal: Yen
  readonly shipping: Yen
  /** Granted points that this refund deals with. */
  readonly pointsDue: Points
  /** Taken from the buyer's points. */
  readonly clawedBack: Points
  /** The part of `pointsDue` that the cash refund is reduced by. */
  readonly shortfall: Points
  /** Redeemed points given back to the buyer. */
  readonly pointsBack: Points
  readonly cash: Yen
  /** Credited to the seller for the points. */
  readonly pointsToSeller: Points
  readonly feeCredit: Yen
}

export interface Refunded {
  readonly refused?: never
  readonly book: BuyerBook
  readonly order: Order
  readonly postings: readonly Posting[]
  readonly lines: readonly RefundedLine[]
  /** Points that came back after their time and lapsed at once. */
  readonly expired: Points
}

/**
 * Refunds lines of one order, each by itself and in the order asked. For a line with principal P
 * and granted points G, when `refunded` of P has been given back in all:
 *
 * 1. due = round(G × refunded ÷ P) − what was due before. 10 % of 1,000 JPY + 200 pt: 20 pt.
 * 2. The refund goes back to the tenders proportionally: redeemed points as points, the rest cash.
 * 3. The clawback takes what is due from the line's unvested points, then from the balance; what
 *    it can not take reduces the cash §. 1,000 + 200 pt with 50 left: 850 JPY, and 200 pt to the
 *    seller.
 * 4. The seller is debited the refund, credited the points due and the fee on what was undone.
 *
 * A claim or a chargeback differs only in where the points go (`ClaimPoints`).
 * Previews are this same decision, not posted.
 *
 * `policy` is the version the order was placed under; `inForce` the one at `at`, which says when
 * points in the buyer's hands lapse.
 */
export function decideRefund(
  before: BuyerBook,
  order: Order,
  ask: readonly RefundLineAsk[] | 'full',
  cause: RefundCause,
  policy: Policy,
  at: Instant,
  inForce: Policy = policy,
): Refusal | Refunded {
  const targets = ask === 'full' ? refundable(order) : ask
  if (targets.length === 0) return refuse('nothing_to_refund')
  const keeper = keeperOf(cause, policy)
  let book = before
  const postings: Posting[] = []
  const lines: OrderLine[] = []
  const refunded: RefundedLine[] = []
  let lotsBack = order.lotsBack
  for (const target of targets) {
    const line = lineOf(order, target.line)
    if (!line) return refuse('line_not_found', { line: target.line })
    if (lines.some((done) => done.line === target.line)) {
      return refuse('line_named_twice', { line: target.line })
    }
    const amounts = refundAmounts(line, target.ask, policy.terms.rounding)
    if (isRefusal(amounts)) return amounts
    const step = refundLine(book, line, amounts, keeper, policy)
    const restored = bringBack(book, { ...order, lotsBack }, step.result.pointsBack, inForce, at)
    const fromBalance = points(step.result.clawedBack - step.fromUnvested)
    book = debit(restored, fromBalance).book
    book = { ...book, unvested: points(book.unvested - step.fromUnvested) }
    lotsBack += step.result.pointsBack
    const about = { at, policyVersion: policy.version, order: order.id, line: line.line }
    postings.push(...refundPostings(step, keeper, cause, { ...about, seller: line.seller }))
    lines.push(step.line)
    refunded.push(step.result)
  }
  const rest = lapseOverdue(book, inForce, at)
  return {
    book: rest.book,
    order: { ...withLines(order, lines), lotsBack },
    postings: [...postings, ...rest.postings],
    lines: refunded,
    expired: rest.expired,
  }
}

const refundable = (order: Order): RefundLineAsk[] =>
  order.lines
    .filter((l) => l.principal + l.shippingCharged > l.refundedPrincipal + l.refundedShipping)
    .map((line) => ({ line: line.line, ask: { of: 'full' } }))

function keeperOf(cause: RefundCause, policy: Policy): ClaimPoints {
  if (cause === 'guarantee_claim') return policy.terms.guaranteeClaim
  if (cause === 'chargeback') return policy.terms.chargeback
  return 'seller'
}

interface LineStep {
  readonly line: OrderLine
  readonly result: RefundedLine
  readonly fromUnvested: number
}

function refundLine(
  book: BuyerBook,
  line: OrderLine,
  amounts: RefundAmounts,
  keeper: ClaimPoints,
  policy: Policy,
): LineStep {
  const { rounding } = policy.terms
  const amount = amounts.principal + amounts.shipping
  const refundedPrincipal = yen(line.refundedPrincipal + amounts.principal)
  const refundedShipping = yen(line.refundedShipping + amounts.shipping)
  const paid = line.principal + line.shippingCharged
  const { granted, principal, captured, pointsDue: dueBefore } = line
  const due = nextPartWithin(
    amounts.principal,
    ...([granted, refundedPrincipal, principal, dueBefore, rounding] as const),
  )
  const refundedTotal = refundedPrincipal + refundedShipping
  // Parcels round their captured points apart, so a later parcel can shift the share by a point.
  const back = nextPartWithin(amount, captured, refundedTotal, paid, line.pointsBack, rounding)
  const claimed = keeper === 'buyer-keeps' ? 0 : due
  const fromUnvested = Math.min(claimed, line.unvested)
  const clawed = fromUnvested + Math.min(claimed - fromUnvested, book.available + back)
  const shortfall = claimed - clawed
  const next = {
    ...line,
    refundedPrincipal,
    refundedShipping,
    pointsDue: points(line.pointsDue + due),
    pointsBack: points(line.pointsBack + back),
    unvested: points(line.unvested - fromUnvested),
  }
  const { credit } = feeCreditOf(next, policy)
  return {
    line: { ...next, feeCredited: yen(line.feeCredited + credit) },
    fromUnvested,
    result: {
      line: line.line,
      ...{ principal: amounts.principal, shipping: amounts.shipping },
      pointsDue: points(due),
      clawedBack: points(clawed),
      shortfall: points(shortfall),
      pointsBack: points(back),
      cash: yen(amount - back - shortfall),
      pointsToSeller: points(keeper === 'seller' ? due : 0),
      feeCredit: credit,
    },
  }
}

const CAUSE_KINDS = {
  refund: ['refund_principal', 'refund_shipping'],
  return: ['refund_principal', 'refund_shipping'],
  goodwill: ['refund_principal', 'refund_shipping'],
  guarantee_claim: ['claim_principal', 'claim_shipping'],
  chargeback: ['chargeback_principal', 'chargeback_shipping'],
} as const

function refundPostings(
  { result, fromUnvested }: LineStep,
  keeper: ClaimPoints,
  cause: RefundCause,
  about: PostingContext,
): Posting[] {
  const [principal, shipping] = CAUSE_KINDS[cause]
  const { pointsBack: back, clawedBack, shortfall } = result
  const fromBalance = points(clawedBack - fromUnvested)
  const [to, kind] =
    keeper === 'seller'
      ? (['seller_proceeds', 'points_returned'] as const)
      : (['operator_claims', 'points_clawed_back'] as const)
  return [
    ...move('seller_proceeds', 'buyer_payments', result.principal, principal, about),
    ...move('seller_proceeds', 'buyer_payments', result.shipping, shipping, about),
    ...move('buyer_payments', 'points_funding', yenOf(back), 'points_restored', about),
    ...move('redeemed', 'buyer_available', back, 'points_restored', about),
    ...move('buyer_unvested', 'returned', points(fromUnvested), 'points_clawed_back', about),
    ...move('buyer_available', 'returned', fromBalance, 'points_clawed_back', about),
    ...move('points_funding', to, yenOf(clawedBack), kind, about),
    ...move('buyer_payments', to, yenOf(shortfall), 'points_shortfall', about),
    ...move('referral_fees', 'seller_proceeds', result.feeCredit, 'referral_fee_credit', about),
  ]
}
