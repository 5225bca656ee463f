import { type Points, type Yen, yen } from '../money/amount.ts'
import { mulDiv, type Rounding } from '../money/ratio.ts'
import type { FeeRate, Policy } from '../policy/policy.ts'

/** The fee rate of a product category; the standard rate where the table has none. */
export function feeRateOf(policy: Policy, category: string | null): FeeRate {
  const { standard, categories } = policy.terms.fees
  // An own property: a category called "constructor" is not every object's constructor.
  const known = category !== null && Object.hasOwn(categories, category)
  return (known ? categories[category] : undefined) ?? standard
}

/** What one sale, or what remains of it after refunds, is charged on. */
export interface FeeBase {
  readonly principal: number
  readonly shipping: number
  readonly points: number
  /** Units still sold, for the minimum per unit. */
  readonly units: number
}

/**
 * The referral fee: (price + shipping − points) × rate, at least the minimum per unit §, and
 * never more than the sale ‡: nothing sold, nothing charged.
 * "(1,000 + 340 − 100) × 10 % = 124 JPY".
 */
export function referralFee(base: FeeBase, rate: FeeRate, rounding: Rounding): Yen {
  const total = base.principal + base.shipping
  const proportional = mulDiv(total - base.points, rate.rateBps, 10_000, rounding)
  return yen(Math.min(total, Math.max(proportional, rate.minimum * base.units)))
}

/** The fee of one offer as a seller asks for it beforehand; points may be 0. */
export function estimateFee(
  price: Yen,
  shipping: Yen,
  granted: Points,
  rate: FeeRate,
  rounding: Rounding,
): Yen {
  return referralFee({ principal: price, shipping, points: granted, units: 1 }, rate, rounding)
}
