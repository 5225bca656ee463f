import { type Points, type Yen, yen, yenOf } from '../money/amount.ts'
import {
  decideOfferPoints,
  type PointsAsk,
  type ShownPoints,
  shownPoints,
} from '../offers/points.ts'
import type { OfferWarning } from '../offers/warnings.ts'
import type { FeeRate, Policy } from '../policy/policy.ts'
import { landedPrice, outlay } from '../pricing/landed.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import { proceedsOf, sell, withFeeRate } from './sale.ts'

export interface OfferQuestion {
  readonly price: Yen
  /** Yen for one unit; 0 when absent. */
  readonly shipping?: Yen
  /** None when absent. */
  readonly points?: PointsAsk
  readonly category?: string | null
  /** Instead of the policy's fee table. */
  readonly rate?: FeeRate
}

export interface FeePreview {
  readonly refused?: never
  readonly fee: Yen
  /** What the rate is applied to: price + shipping − points. */
  readonly base: Yen
  readonly points: Points
  readonly rate: FeeRate
  readonly policyVersion: number
}

export interface OfferPreview extends FeePreview {
  readonly shown: ShownPoints
  /** What the points cost the seller. */
  readonly pointsCost: Yen
  /** What one sale leaves on the seller's proceeds; negative when it costs more than it brings. */
  readonly proceeds: number
  /** As the policy shows and ranks it. */
  readonly landed: Yen
  readonly outlay: Yen
  readonly warnings: readonly OfferWarning[]
}

/**
 * What one sale of an offer would bring: points, fee, proceeds and landed price, computed by
 * placing and shipping it in memory. "(1,000 + 340 − 100) × 10 % = 124 JPY".
 *
 * Refusals: those of `decideOfferPoints`, then those of `decidePlacement`. Whether the seller may
 * offer points at all is `mayOfferPoints`'.
 */
export function previewOffer(question: OfferQuestion, policy: Policy): Refusal | OfferPreview {
  const { price, shipping = yen(0), points: ask = { by: 'none' } } = question
  const decided = decideOfferPoints(price, ask, policy)
  if (isRefusal(decided)) return decided
  const rules = withFeeRate(policy, question.rate)
  const { category = null } = question
  const sold = sell({ price, shipping, pointsPerUnit: decided.points, category }, rules)
  if (isRefusal(sold)) return sold
  const { granted, feeCharged, fee: rate } = sold.line
  const costs = { price, shipping, points: granted }
  return {
    fee: feeCharged,
    base: yen(price + shipping - granted),
    points: granted,
    rate,
    policyVersion: policy.version,
    shown: shownPoints(granted, price, policy.terms.rounding),
    pointsCost: yenOf(granted),
    proceeds: proceedsOf(sold.shipped.postings),
    landed: landedPrice(costs, policy),
    outlay: outlay(costs),
    warnings: decided.warnings,
  }
}

/** The referral fee of one sale, as `previewOffer` finds it. */
export function previewFee(question: OfferQuestion, policy: Policy): Refusal | FeePreview {
  const preview = previewOffer(question, policy)
  if (isRefusal(preview)) return preview
  const { fee, base, points, rate, policyVersion } = preview
  return { fee, base, points, rate, policyVersion }
}
