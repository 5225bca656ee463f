import type { Points, Yen } from '../money/amount.ts'
import type { Policy } from '../policy/policy.ts'
import type { Instant } from '../time/instant.ts'
import { offerAt, type PricedOffer } from './at-price.ts'
import { type Contender, rankOffers } from './featured.ts'
import { decideReprice, type RepriceReason } from './reprice.ts'
import type { PricingRule } from './rule.ts'

/** The offers of other SKUs on a product as they were from some moment on. */
export interface RecordedOffers<C extends Contender> {
  readonly at: Instant
  readonly offers: readonly C[]
  readonly threshold: Yen | null
  /** Whether the SKU itself was featured then. */
  readonly wasFeatured: boolean
}

export interface SimulatedMove {
  readonly at: Instant
  readonly because: RepriceReason
  readonly before: Yen
  readonly price: Yen
  readonly points: Points
  readonly net: Yen
}

export interface Simulation {
  /** The price at the end. */
  readonly price: Yen
  readonly moves: readonly SimulatedMove[]
  /** Decisions that were held back as a price war. */
  readonly damped: number
  /** Milliseconds looked at, and how many of them the SKU was, and would have been, featured. */
  readonly span: number
  readonly featuredAsRecorded: number
  readonly featuredWithRule: number
}

/**
 * What a rule would have done to an offer on recorded changes, in their order, until `end`. The
 * others' offers are taken as recorded: nobody reacts to a price that was never there ‡.
 */
export function simulateRule<C extends Contender>(
  own: PricedOffer,
  recorded: readonly RecordedOffers<C>[],
  rule: PricingRule,
  policy: Policy,
  end: Instant,
): Simulation {
  let offer = own
  let damped = 0
  let featuredAsRecorded = 0
  let featuredWithRule = 0
  const moves: SimulatedMove[] = []
  const lowered: Instant[] = []
  recorded.forEach(({ at, offers, threshold, wasFeatured }, index) => {
    const decided = decideReprice(offer, offers, rule, { policy, threshold, lowered, now: at })
    if (decided.outcome === 'change') {
      const { because, price, net } = decided
      const next = offerAt(offer, price, policy)
      moves.push({ at, because, before: offer.price, price, points: next.points, net })
      if (price < offer.price) lowered.unshift(at)
      offer = next
    } else if (decided.because === 'damped') damped += 1
    const span = (recorded[index + 1]?.at ?? end) - at
    if (wasFeatured) featuredAsRecorded += span
    const { featured } = rankOffers<C | PricedOffer>([offer, ...offers], policy, threshold)
    if (featured === offer) featuredWithRule += span
  })
  const span = end - (recorded[0]?.at ?? end)
  return { price: offer.price, moves, damped, span, featuredAsRecorded, featuredWithRule }
}
