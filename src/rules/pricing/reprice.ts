import { type Yen, yen } from '../money/amount.ts'
import type { Policy } from '../policy/policy.ts'
import { after, HOUR, type Instant } from '../time/instant.ts'
import { highestPrice, offerAt, type PricedOffer } from './at-price.ts'
import { type Contender, rankOffers } from './featured.ts'
import { automationPrice } from './landed.ts'
import { type PricingRule, wantedPrice } from './rule.ts'

/** Why a rule sets a price. */
export type RepriceReason =
  /** Where the rule wants to stand: at its competitor's price, or its step below it. */
  | 'matches_competitor'
  | 'beats_competitor'
  /** As near as the floor or the ceiling allows. */
  | 'at_floor'
  | 'at_ceiling'
  /** Nobody competes, and the price was outside of floor and ceiling. */
  | 'back_in_range'

/** Why a rule leaves a price as it is. */
export type HoldReason =
  | 'already_there'
  | 'no_competitor'
  /** Lowered too often within an hour: a price war is waited out. */
  | 'damped'
  /** Not active or out of stock: nobody could buy at the price. */
  | 'not_offered'
  /** No price stands between floor and ceiling: shipping alone is above the ceiling. */
  | 'range_unreachable'

export type Reprice<C extends Contender> =
  | {
      readonly outcome: 'change'
      readonly because: RepriceReason
      readonly price: Yen
      /** What the price is compared by, afterwards. */
      readonly net: Yen
      readonly competitor: C | null
    }
  | {
      readonly outcome: 'hold'
      readonly because: HoldReason
      /** When to look again, where time alone can change the answer. */
      readonly until: Instant | null
      readonly competitor: C | null
    }

/** What a rule knows beside the offers. */
export interface RepriceFacts {
  readonly policy: Policy
  /** The competitive price threshold of the product. */
  readonly threshold: Yen | null
  /** When the rule lowered the price last, newest first; `LOWERED_MAX` of them are enough. */
  readonly lowered: readonly Instant[]
  readonly now: Instant
}

/** A rule lowers a price at most so often within `LOWERED_WITHIN` ‡. */
export const LOWERED_MAX = 5
export const LOWERED_WITHIN = HOUR

/**
 * Decides the price of an offer by its rule, after an offer on the same product and group of
 * conditions has changed.
 *
 * - `others` are the other offers; those of the same seller are no competitors.
 * - The price follows the competitor's in both directions, between floor and ceiling: never below
 *   the floor, whatever the competitor asks.
 * - Points keep their ratio to the price where the policy keeps it §; the lowest price is taken
 *   that comes to the wanted one net of points.
 * - After `LOWERED_MAX` reductions within an hour the price rests until the first of them is an
 *   hour old. Increases are never held back.
 * - For the same offers the answer is the same, and after it was followed it is `already_there`.
 */
export function decideReprice<C extends Contender>(
  own: PricedOffer,
  others: readonly C[],
  rule: PricingRule,
  facts: RepriceFacts,
): Reprice<C> {
  const { policy } = facts
  if (own.status !== 'active' || own.stock < 1) return hold('not_offered')
  const competitor = competitorOf(own, others, rule, facts)
  const standing = automationPrice(own, policy)
  const wanted = competitor
    ? wantedPrice(automationPrice(competitor, policy), rule.step, policy)
    : standing
  const aim = Math.min(Math.max(wanted, rule.floor), rule.ceiling)
  if (standing === aim) return hold(competitor ? 'already_there' : 'no_competitor', competitor)
  const price = lowestPriceFor(own, aim, policy)
  const net = automationPrice(offerAt(own, price, policy), policy)
  if (net < rule.floor || net > rule.ceiling) return hold('range_unreachable', competitor)
  if (price === own.price) return hold('already_there', competitor)
  const rest = price < own.price ? restUntil(facts) : null
  if (rest !== null) return hold('damped', competitor, rest)
  return {
    outcome: 'change',
    because: reasonOf(wanted, aim, rule, competitor),
    price,
    net,
    competitor,
  }
}

function hold<C extends Contender>(
  because: HoldReason,
  competitor: C | null = null,
  until: Instant | null = null,
): Reprice<C> {
  return { outcome: 'hold', because, until, competitor }
}

function competitorOf<C extends Contender>(
  own: Contender,
  others: readonly C[],
  rule: PricingRule,
  { policy, threshold }: RepriceFacts,
): C | null {
  const rivals = others.filter(
    ({ seller, status, stock }) => seller !== own.seller && status === 'active' && stock > 0,
  )
  if (rule.target === 'featured') return rankOffers(rivals, policy, threshold).featured
  const net = (offer: C) => automationPrice(offer, policy)
  return rivals.reduce<C | null>((low, one) => (low && net(low) <= net(one) ? low : one), null)
}

function reasonOf(
  wanted: number,
  aim: number,
  rule: PricingRule,
  competitor: Contender | null,
): RepriceReason {
  if (competitor === null) return 'back_in_range'
  if (aim > wanted) return 'at_floor'
  if (aim < wanted) return 'at_ceiling'
  return rule.step.by === 'match' ? 'matches_competitor' : 'beats_competitor'
}

/** The lowest price at which the offer is compared by at least `aim`. */
function lowestPriceFor(own: PricedOffer, aim: number, policy: Policy): Yen {
  const below = highestPrice((price) => automationPrice(offerAt(own, price, policy), policy) < aim)
  return yen((below ?? 0) + 1)
}

/** Until when the price must not be lowered again; null when it may be. */
function restUntil({ lowered, now }: RepriceFacts): Instant | null {
  const first = lowered[LOWERED_MAX - 1]
  if (first === undefined) return null
  const until = after(first, LOWERED_WITHIN)
  return until > now ? until : null
}
