import { type Points, type Yen, yen } from '../money/amount.ts'
import type { Policy } from '../policy/policy.ts'

/** What one unit costs the buyer, and the points that come with it. */
export interface Costs {
  readonly price: Yen
  readonly shipping: Yen
  /** Effective points for one unit. */
  readonly points: Points
}

/** What leaves the buyer's hands: price + shipping. */
export const outlay = ({ price, shipping }: Costs): Yen => yen(price + shipping)

/** What remains spent once the points are used: price + shipping − points. */
export const netOfPoints = ({ price, shipping, points }: Costs): Yen =>
  yen(price + shipping - points)

/**
 * The landed price that product and subscription answers show, and offers compete by:
 * price + shipping before, price + shipping − points since announced change 3 §.
 */
export const landedPrice = (costs: Costs, policy: Policy): Yen =>
  policy.terms.landedPrice === 'net-of-points' ? netOfPoints(costs) : outlay(costs)

/**
 * The price that an automated update compares by: points are ignored before, and counted since
 * announced change 2 §.
 */
export const automationPrice = (costs: Costs, policy: Policy): Yen =>
  policy.terms.automatedPriceUpdate === 'keep-percentage' ? netOfPoints(costs) : outlay(costs)
