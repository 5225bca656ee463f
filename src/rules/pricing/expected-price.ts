import type { Points, Yen } from '../money/amount.ts'
import type { Policy } from '../policy/policy.ts'
import { highestPrice, offerAt, type PricedOffer } from './at-price.ts'
import { type Contender, compareOffers, ineligibility, rankOffers } from './featured.ts'
import { landedPrice } from './landed.ts'

/** What an offer would have to cost to be featured. */
export type ExpectedPrice<C extends Contender> =
  | {
      readonly status: 'VALID_FOEP'
      /** The highest price at which it is featured, and its points at that price. */
      readonly price: Yen
      readonly points: Points
      /** What is featured if the offer costs more. */
      readonly competing: C
      readonly current: C | null
    }
  | { readonly status: 'NO_COMPETING_OFFER'; readonly current: C | null }
  /** It is not active, out of stock, or its seller is not in good standing. */
  | { readonly status: 'OFFER_NOT_ELIGIBLE'; readonly current: C | null }
  /** No price makes it featured: the competing offer costs too little. */
  | { readonly status: 'ASIN_NOT_ELIGIBLE'; readonly competing: C; readonly current: C | null }

/**
 * The featured offer expected price: the highest listing price at which `own` would be featured
 * among the `others` on the product and group of conditions, its points keeping their ratio.
 * Shipping, stock and everybody else's offers stay as they are, and ties are decided as
 * `rankOffers` decides them, so at this price the offer wins and one yen above it does not.
 */
export function expectedPrice<C extends PricedOffer>(
  own: C,
  others: readonly C[],
  policy: Policy,
  threshold: Yen | null,
): ExpectedPrice<C> {
  const current = rankOffers([own, ...others], policy, threshold).featured
  // The price is what is asked for, so it disqualifies nothing here.
  if (ineligibility(own, landedPrice(own, policy), null)) {
    return { status: 'OFFER_NOT_ELIGIBLE', current }
  }
  const competing = rankOffers(others, policy, threshold).featured
  if (competing === null) return { status: 'NO_COMPETING_OFFER', current }
  // Dearer is never better: landed price and net price do not fall with the price, outlay rises.
  // What comes before the competing offer lands at no more, so the threshold allows it, too.
  const price = highestPrice(
    (asked) => compareOffers(offerAt(own, asked, policy), competing, policy) < 0,
  )
  if (price === null) return { status: 'ASIN_NOT_ELIGIBLE', competing, current }
  const { points } = offerAt(own, price, policy)
  return { status: 'VALID_FOEP', price, points, competing, current }
}
