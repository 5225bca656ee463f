import { type Points, points, type Yen } from '../money/amount.ts'
import { mulDiv, WHOLE_BPS } from '../money/ratio.ts'
import type { Policy } from '../policy/policy.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { OfferWarning } from './warnings.ts'

/**
 * The most points that Japan's premium law † lets come with one unit: a share of the price, or a
 * fixed amount below the small price (20 %, and 200 yen below 1,000 yen, in the presets).
 */
export function premiumCap(price: Yen, policy: Policy): Points {
  const { rateBps, smallPrice, smallCap } = policy.terms.premiumCap
  return points(price < smallPrice ? smallCap : mulDiv(price, rateBps, WHOLE_BPS, 'floor'))
}

/** The points that a blocking policy leaves of those offered; every other policy leaves all. */
export const limitPremium = (price: Yen, offered: Points, policy: Policy): Points =>
  policy.terms.premiumCap.mode === 'block'
    ? points(Math.min(offered, premiumCap(price, policy)))
    : offered

/** What the policy says of points above the cap: nothing, a warning, or no. */
export function judgePremium(
  price: Yen,
  offered: Points,
  policy: Policy,
): Refusal | OfferWarning | undefined {
  const { mode } = policy.terms.premiumCap
  const cap = premiumCap(price, policy)
  if (mode === 'off' || offered <= cap) return undefined
  if (mode === 'block') return refuse('points_above_premium_cap', { points: offered, cap })
  return { warning: 'points_above_premium_cap', points: offered, cap }
}
