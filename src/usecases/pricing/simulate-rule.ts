import type { SellerId } from '../../rules/ids.ts'
import type { Yen } from '../../rules/money/amount.ts'
import { points } from '../../rules/money/amount.ts'
import { offerAt, type PricedOffer } from '../../rules/pricing/at-price.ts'
import type { Contender } from '../../rules/pricing/featured.ts'
import { decidePricingRule, type PricingRuleAsk } from '../../rules/pricing/rule.ts'
import { type RecordedOffers, type Simulation, simulateRule } from '../../rules/pricing/simulate.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import { after, DAY, type Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import type { OfferGroup } from '../products/offers.ts'
import { ownOffer } from './expected-price.ts'
import type { RecordedOffer } from './snapshot.ts'

export interface SimulateAsk extends PricingRuleAsk {
  readonly seller: string
  readonly sku: string
  /** How many days back to look; 30 unless named. */
  readonly days?: number
}

export interface RuleSimulation extends Simulation {
  readonly refused?: never
  readonly from: Instant
  readonly to: Instant
  /** Recorded changes of offers that it was tried on. */
  readonly changes: number
  /** Whether there were more than could be looked at: then it begins later. */
  readonly cut: boolean
}

const DAYS_MAX = 365
/** The newest changes that are looked at. */
const CHANGES_MAX = 5_000

/**
 * What a rule would have done to a SKU on the changes of offers that were recorded, before it is
 * switched on. It begins with the price that the SKU had then, and with its points as they are set
 * now. Refusals: those of `decidePricingRule`, `days_out_of_range`, `seller_not_found`,
 * `listing_not_found`.
 */
export async function simulatePricingRule(
  engine: Engine,
  ask: SimulateAsk,
): Promise<Refusal | RuleSimulation> {
  const { days = 30 } = ask
  const rule = decidePricingRule(ask)
  if (isRefusal(rule)) return rule
  if (!Number.isInteger(days) || days < 1 || days > DAYS_MAX) {
    return refuse('days_out_of_range', { maximum: DAYS_MAX })
  }
  const found = await ownOffer(engine, ask.seller, ask.sku)
  if (found.refused !== undefined) return found
  const { own, asin, policy, group } = found
  const to = engine.clock.now()
  const since = after(to, -days * DAY)
  const rows = await recordedChanges(engine, asin, group, since)
  const cut = rows.length > CHANGES_MAX
  const recorded = rows
    .slice(0, CHANGES_MAX)
    .toReversed()
    .map((row) => recordedOffers(row, own.listing, since))
  const from = recorded[0]?.at ?? to
  const price = await priceAt(engine, own.listing, from)
  const offer: PricedOffer = { ...own, status: 'active', stock: Math.max(own.stock, 1) }
  const start = offerAt(offer, price ?? own.price, policy)
  const simulation = simulateRule(start, recorded, rule, policy, to)
  return { ...simulation, from, to, changes: recorded.length, cut }
}

interface ChangeRow {
  readonly event_at: Instant
  readonly threshold: Yen | null
  readonly offers: readonly RecordedOffer[]
}

/** The changes since a moment and the last one before it, newest first. */
async function recordedChanges(
  engine: Engine,
  asin: string,
  { marketplace, condition }: Pick<OfferGroup, 'marketplace' | 'condition'>,
  since: Instant,
): Promise<readonly ChangeRow[]> {
  const { rows } = await engine.pool.query<ChangeRow>({
    name: 'recorded-changes',
    text: `select event_at, threshold, offers from offer_change
      where asin = $1 and marketplace = $5 and condition = $2::condition_group
        and n >= coalesce((
          select n from offer_change
          where asin = $1 and marketplace = $5 and condition = $2::condition_group
            and event_at <= to_timestamp($3::float8 / 1000) order by n desc limit 1), 0)
      order by n desc limit $4`,
    values: [asin, condition, since, CHANGES_MAX + 1, marketplace],
  })
  return rows
}

function recordedOffers(
  { event_at, threshold, offers }: ChangeRow,
  listing: number,
  since: Instant,
): RecordedOffers<Contender> {
  return {
    at: event_at < since ? since : event_at,
    threshold,
    wasFeatured: offers.some((one) => one.listing === listing && one.place === 'featured'),
    offers: offers.flatMap((one) => (one.listing === listing ? [] : [contenderOf(one)])),
  }
}

const contenderOf = (one: RecordedOffer): Contender => ({
  seller: one.seller as SellerId,
  sku: one.sku,
  price: one.price,
  shipping: one.shipping,
  points: points(one.points),
  status: 'active',
  stock: 1,
  standing: one.standing,
  listedAt: one.listedAt,
})

/** A listing's price at a moment; null before there was one. */
async function priceAt(engine: Engine, listing: number, at: Instant): Promise<Yen | null> {
  const { rows } = await engine.pool.query<{ price: Yen }>({
    name: 'price-at',
    text: `select price from listing_history where listing_id = $1
      and event_at <= to_timestamp($2::float8 / 1000) order by version desc limit 1`,
    values: [listing, at],
  })
  return rows[0]?.price ?? null
}
