import type { SellerId } from '../../../rules/ids.ts'
import type { Points, Yen } from '../../../rules/money/amount.ts'
import type { Policy } from '../../../rules/policy/policy.ts'
import { type Contender, rankOffers, type Standpoint } from '../../../rules/pricing/featured.ts'
import type { Instant } from '../../../rules/time/instant.ts'

/** An offer of another seller, as the API ranks it. */
export interface OtherOffer {
  readonly seller: string
  readonly sellerName: string
  readonly price: number
  readonly shipping: number
  readonly points: number
  readonly landed: number
  readonly place: 'featured' | 'behind' | 'ineligible'
}

export interface Terms {
  readonly price: number
  readonly shipping: number
  readonly points: number
}

/** Who ours is among the contenders. */
const OURS = 'ours'

/**
 * Where an offer of ours would stand among the others, by the rule that ranks real ones.
 * Ours counts as the newest, so that a tie is not promised to be won; offers that can not
 * be featured are not.
 */
export function standOf(
  ours: Terms,
  others: readonly OtherOffer[],
  policy: Policy,
): Standpoint<Contender> | undefined {
  const contender = (terms: Terms, at: number, sku: string, isEligible: boolean): Contender => ({
    ...{ seller: at as SellerId, sku, status: 'active', stock: 1 },
    standing: isEligible ? 'good' : 'suspended',
    listedAt: at as Instant,
    price: terms.price as Yen,
    shipping: terms.shipping as Yen,
    points: terms.points as Points,
  })
  const all = [
    ...others.map((offer, index) =>
      contender(offer, index, `other-${index}`, offer.place !== 'ineligible'),
    ),
    contender(ours, others.length, OURS, true),
  ]
  return rankOffers(all, policy).standings.find(({ offer }) => offer.sku === OURS)
}
