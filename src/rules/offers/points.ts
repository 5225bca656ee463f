import { isAmount, type Points, points, type Yen, yen } from '../money/amount.ts'
import {
  type BasisPoints,
  formatPercent,
  mulDiv,
  type Rounding,
  WHOLE_BPS,
} from '../money/ratio.ts'
import type { Policy } from '../policy/policy.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { mayOfferPoints } from './eligibility.ts'
import type { Offer, PointsSetting, SellerFacts } from './offer.ts'
import { judgePremium, limitPremium } from './premium-cap.ts'
import type { OfferWarning } from './warnings.ts'

/**
 * What a seller asks for. Every `PointsSetting` is a `PointsAsk` too: undo asks for the old one.
 */
export type PointsAsk =
  /** Hundredths of a percent of the price; 0 removes the points. */
  | { readonly by: 'percentage'; readonly bps: BasisPoints }
  /** Points for one unit; 0 removes them. `ofPrice`: the price they were set for, if not this. */
  | { readonly by: 'amount'; readonly points: number; readonly ofPrice?: number }
  /** No points on this SKU, whatever the account default says. */
  | { readonly by: 'none' }
  /** Nothing of its own: the account default, where the policy has one. */
  | { readonly by: 'default' }

export interface OfferPoints {
  readonly refused?: never
  readonly setting: PointsSetting | null
  /** For one unit, from the setting alone; 0 for none or `default`. */
  readonly points: Points
  readonly warnings: readonly OfferWarning[]
}

const NONE: PointsSetting = { by: 'percentage', bps: 0 }

/**
 * Sets the points of an offer at a price §: as a percentage, from which points =
 * round(price × rate) for one unit, or as an amount whose exact ratio to the price is in range.
 * 1.00 % and 50.00 % are in range, 0.99 % and 50.01 % are not; an amount is compared as the exact
 * fraction it is, before any rounding. Whether the seller may offer points is `mayOfferPoints`'.
 *
 * Refusals, in order: `amount_out_of_range`, `points_ratio_out_of_range`, `points_ratio_step`,
 * `points_above_premium_cap`.
 */
export function decideOfferPoints(
  price: Yen,
  ask: PointsAsk,
  policy: Policy,
): Refusal | OfferPoints {
  const setting = settingOf(price, ask)
  if (setting !== null && 'refused' in setting) return setting
  if (setting === null || isNone(setting)) return { setting, points: points(0), warnings: [] }
  const outside = outOfRange(setting, policy)
  if (outside) return outside
  const warnings = judgeSetting(price, setting, policy)
  if (isRefusal(warnings)) return warnings
  return { setting, points: pointsAt(price, setting, policy.terms.rounding), warnings }
}

/** The warnings of a setting (one that is not none) at a price, or a premium cap's refusal. */
export function judgeSetting(
  price: Yen,
  setting: PointsSetting,
  policy: Policy,
): Refusal | readonly OfferWarning[] {
  const offered = pointsAt(price, setting, policy.terms.rounding)
  if (offered === 0) return [{ warning: 'points_round_to_zero', price }]
  const premium = judgePremium(price, offered, policy)
  if (premium === undefined) return []
  return 'refused' in premium ? premium : [premium]
}

export const isNone = (setting: PointsSetting): boolean =>
  setting.by === 'percentage' && setting.bps === 0

function settingOf(price: Yen, ask: PointsAsk): Refusal | PointsSetting | null {
  switch (ask.by) {
    case 'default':
      return null
    case 'none':
      return NONE
    case 'percentage':
      if (!Number.isSafeInteger(ask.bps)) return refuse('amount_out_of_range')
      return { by: 'percentage', bps: ask.bps }
    case 'amount': {
      const { points: amount, ofPrice = price } = ask
      if (!isAmount(amount) || !isAmount(ofPrice) || ofPrice < 1) {
        return refuse('amount_out_of_range')
      }
      if (amount === 0) return NONE
      return { by: 'amount', points: points(amount), ofPrice: yen(ofPrice) }
    }
    default:
      return ask satisfies never
  }
}

/** The setting as a fraction of the price. */
export const ratioOf = (setting: PointsSetting): readonly [part: number, whole: number] =>
  setting.by === 'percentage' ? [setting.bps, WHOLE_BPS] : [setting.points, setting.ofPrice]

function outOfRange(setting: PointsSetting, policy: Policy): Refusal | undefined {
  const { minimumBps, maximumBps, stepBps } = policy.terms.offering
  const [part, whole] = ratioOf(setting).map(BigInt) as [bigint, bigint]
  // part / whole against bps / 10,000, multiplied out: exact.
  const scaled = part * BigInt(WHOLE_BPS)
  if (scaled < BigInt(minimumBps) * whole || scaled > BigInt(maximumBps) * whole) {
    return refuse('points_ratio_out_of_range', {
      minimum: formatPercent(minimumBps),
      maximum: formatPercent(maximumBps),
    })
  }
  // The finest step leaves amounts free: their ratio need not be a whole number of basis points.
  if (stepBps > 1 && scaled % (BigInt(stepBps) * whole) !== 0n) {
    return refuse('points_ratio_step', { step: formatPercent(stepBps) })
  }
  return undefined
}

/** Points for one unit at a price: round(price × ratio). */
export function pointsAt(price: Yen, setting: PointsSetting, rounding: Rounding): Points {
  const [part, whole] = ratioOf(setting)
  return points(mulDiv(price, part, whole, rounding))
}

/** The points that an offer really carries, and where they come from. */
export interface EffectivePoints {
  readonly points: Points
  readonly from: 'sku' | 'account_default' | 'none'
  /** The setting in force; null with `none`. */
  readonly setting: PointsSetting | null
}

/**
 * Resolves the points of an offer: what the SKU sets (an explicit 0 is an exception), else the
 * seller's account default where the policy has one †, else none. A seller that may not offer
 * points now (`mayOfferPoints`) offers none, whatever is set; a blocking premium cap limits what
 * a default, or a setting from before the cap, would come to ‡.
 */
export function effectivePoints(
  offer: Pick<Offer, 'price' | 'points' | 'marketplace'>,
  seller: SellerFacts,
  policy: Policy,
): EffectivePoints {
  const { offering, rounding } = policy.terms
  const fallback =
    offering.accountDefault && seller.defaultBps !== null
      ? ({ by: 'percentage', bps: seller.defaultBps } as const)
      : null
  const setting = offer.points ?? fallback
  if (setting === null || isNone(setting) || mayOfferPoints(seller, offer.marketplace, policy)) {
    return { points: points(0), from: 'none', setting: null }
  }
  const full = pointsAt(offer.price, setting, rounding)
  return {
    points: limitPremium(offer.price, full, policy),
    from: offer.points === null ? 'account_default' : 'sku',
    setting,
  }
}

/**
 * Checks an account-wide default † before it is stored: in range and step like any percentage;
 * 0 removes it. Refusals: `account_default_not_offered`, then those of `decideOfferPoints`.
 */
export function decideAccountDefault(
  bps: BasisPoints,
  policy: Policy,
): Refusal | { readonly refused?: never; readonly defaultBps: BasisPoints | null } {
  if (!policy.terms.offering.accountDefault) return refuse('account_default_not_offered')
  if (!Number.isSafeInteger(bps)) return refuse('amount_out_of_range')
  if (bps === 0) return { defaultBps: null }
  return outOfRange({ by: 'percentage', bps }, policy) ?? { defaultBps: bps }
}

/** What stands under the price: the points, and their share of it with at most two decimals. */
export interface ShownPoints {
  readonly points: Points
  readonly bps: BasisPoints
  /** The percentage as written, without trailing zeros: `10`, `3.3`, `3.33`. */
  readonly percent: string
}

export function shownPoints(offered: Points, price: Yen, rounding: Rounding): ShownPoints {
  const bps = mulDiv(offered, WHOLE_BPS, price, rounding)
  return { points: offered, bps, percent: formatPercent(bps) }
}
