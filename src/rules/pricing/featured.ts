import type { SellerId } from '../ids.ts'
import { type Yen, yen } from '../money/amount.ts'
import type { OfferStatus, Standing } from '../offers/offer.ts'
import type { Policy } from '../policy/policy.ts'
import type { Instant } from '../time/instant.ts'
import { type Costs, landedPrice, netOfPoints, outlay } from './landed.ts'

/** An offer on a product in one group of conditions, as it competes for being featured. */
export interface Contender extends Costs {
  readonly seller: SellerId
  readonly sku: string
  readonly status: OfferStatus
  readonly stock: number
  readonly standing: Standing
  /** Since when it has been listed. */
  readonly listedAt: Instant
}

/** Why an offer cannot be featured at all, in the order in which it is checked. */
export type Ineligibility =
  | { readonly because: 'not_active' }
  | { readonly because: 'out_of_stock' }
  | { readonly because: 'standing_not_good' }
  /** Its landed price is `by` yen above the competitive price threshold. */
  | { readonly because: 'above_competitive_price'; readonly by: Yen }

/** Where an eligible offer first fell behind the featured one. */
export type Defeat =
  | { readonly because: 'higher_landed_price'; readonly by: Yen }
  | { readonly because: 'fewer_points'; readonly by: Yen }
  | { readonly because: 'higher_outlay'; readonly by: Yen }
  | { readonly because: 'listed_later' }
  | { readonly because: 'later_in_order' }

/** Why the featured offer won: by what it first differs from the runner-up. */
export type Victory =
  | { readonly because: 'only_eligible_offer' }
  | { readonly because: 'lowest_landed_price'; readonly by: Yen }
  | { readonly because: 'more_points'; readonly by: Yen }
  | { readonly because: 'lower_outlay'; readonly by: Yen }
  | { readonly because: 'listed_earlier' }
  | { readonly because: 'earlier_in_order' }

export type Standpoint<C extends Contender> =
  | { readonly offer: C; readonly landed: Yen; readonly place: 'featured'; readonly won: Victory }
  | { readonly offer: C; readonly landed: Yen; readonly place: 'behind'; readonly lost: Defeat }
  | {
      readonly offer: C
      readonly landed: Yen
      readonly place: 'ineligible'
      readonly lost: Ineligibility
    }

/** Every offer of the product, best first, those that cannot be featured last. */
export interface Ranking<C extends Contender> {
  readonly featured: C | null
  readonly standings: readonly Standpoint<C>[]
}

/**
 * Ranks the offers on one product and group of conditions, and names the featured offer (Buy Box).
 *
 * Eligible is what is active, in stock, of a seller in good standing, and not above the
 * competitive price threshold where one is given. Eligible offers compete, in this order, by
 * 1. the lower landed price, as the policy defines it: points are part of the price §;
 * 2. the lower price net of points, that is more points for the same landed price;
 * 3. the lower outlay, that is less to pay before points come back;
 * 4. the longer listing; 5. the lower seller number, then the SKU, so that no two are equal.
 */
export function rankOffers<C extends Contender>(
  offers: readonly C[],
  policy: Policy,
  competitivePrice: Yen | null = null,
): Ranking<C> {
  const judged = offers.map((offer) => {
    const landed = landedPrice(offer, policy)
    return { offer, landed, lost: ineligibility(offer, landed, competitivePrice) }
  })
  const order = (a: { readonly offer: C }, b: { readonly offer: C }) =>
    compareOffers(a.offer, b.offer, policy)
  const eligible = judged.filter(({ lost }) => lost === null).sort(order)
  const others = judged.filter(({ lost }) => lost !== null).sort(order)
  const first = eligible[0]
  return {
    featured: first?.offer ?? null,
    standings: [
      ...eligible.map(({ offer, landed }): Standpoint<C> => {
        if (offer === first?.offer) {
          return { offer, landed, place: 'featured', won: victory(offer, eligible[1], policy) }
        }
        const lost = defeat(offer, first?.offer as C, policy)
        return { offer, landed, place: 'behind', lost }
      }),
      ...others.map(
        ({ offer, landed, lost }): Standpoint<C> => ({
          ...{ offer, landed, place: 'ineligible' },
          lost: lost as Ineligibility,
        }),
      ),
    ],
  }
}

/** Why an offer cannot be featured; null when it can. */
export function ineligibility(
  offer: Contender,
  landed: Yen,
  competitivePrice: Yen | null,
): Ineligibility | null {
  if (offer.status !== 'active') return { because: 'not_active' }
  if (offer.stock < 1) return { because: 'out_of_stock' }
  if (offer.standing !== 'good') return { because: 'standing_not_good' }
  if (competitivePrice !== null && landed > competitivePrice) {
    return { because: 'above_competitive_price', by: yen(landed - competitivePrice) }
  }
  return null
}

/** The differences that decide, in order; positive where `a` is worse. */
const differences = (a: Contender, b: Contender, policy: Policy) =>
  [
    landedPrice(a, policy) - landedPrice(b, policy),
    netOfPoints(a) - netOfPoints(b),
    outlay(a) - outlay(b),
    a.listedAt - b.listedAt,
  ] as const

/** Negative when `a` comes before `b`: the documented order of offers, without equals. */
export const compareOffers = (a: Contender, b: Contender, policy: Policy): number =>
  differences(a, b, policy).find((difference) => difference !== 0) ??
  (a.seller - b.seller || (a.sku < b.sku ? -1 : 1))

function defeat(loser: Contender, winner: Contender, policy: Policy): Defeat {
  const [landed, net, paid, age] = differences(loser, winner, policy)
  if (landed !== 0) return { because: 'higher_landed_price', by: yen(landed) }
  if (net !== 0) return { because: 'fewer_points', by: yen(net) }
  if (paid !== 0) return { because: 'higher_outlay', by: yen(paid) }
  return { because: age !== 0 ? 'listed_later' : 'later_in_order' }
}

const VICTORY_OVER = {
  higher_landed_price: 'lowest_landed_price',
  fewer_points: 'more_points',
  higher_outlay: 'lower_outlay',
  listed_later: 'listed_earlier',
  later_in_order: 'earlier_in_order',
} as const

function victory(
  winner: Contender,
  runnerUp: { readonly offer: Contender } | undefined,
  policy: Policy,
): Victory {
  if (runnerUp === undefined) return { because: 'only_eligible_offer' }
  const lost = defeat(runnerUp.offer, winner, policy)
  return { ...lost, because: VICTORY_OVER[lost.because] } as Victory
}
