import { AMOUNT_MAX, type Yen, yen } from '../money/amount.ts'
import type { PointsSetting, SellerFacts } from '../offers/offer.ts'
import { effectivePoints } from '../offers/points.ts'
import type { Policy } from '../policy/policy.ts'
import type { Contender } from './featured.ts'

/** A contender whose price is still open: with what its points at any price follow from. */
export interface PricedOffer extends Contender {
  readonly marketplace: string
  /** What its seller set for the SKU; null for the account default. */
  readonly pointsSet: PointsSetting | null
  readonly facts: SellerFacts
}

/** The same offer at another price; its points keep their ratio to it. */
export function offerAt<O extends PricedOffer>(offer: O, price: Yen, policy: Policy): O {
  const { marketplace, pointsSet, facts } = offer
  const { points } = effectivePoints({ price, points: pointsSet, marketplace }, facts, policy)
  return { ...offer, price, points }
}

/**
 * The highest whole price from 1 yen on for which `holds` is true; null when not even 1 yen does.
 * `holds` must be true up to some price and false above it.
 */
export function highestPrice(holds: (price: Yen) => boolean): Yen | null {
  if (!holds(yen(1))) return null
  let low = 1
  // Doubling first: prices lie near the low end of what an amount can be.
  let high = 2
  while (high < AMOUNT_MAX && holds(yen(high))) {
    low = high
    high = Math.min(high * 2, AMOUNT_MAX)
  }
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2)
    if (holds(yen(middle))) low = middle
    else high = middle
  }
  return yen(low)
}
