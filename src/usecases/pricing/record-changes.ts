import type { PoolClient, Sql } from '../../database/connect.ts'
import { texts } from '../../ledger/arrays.ts'
import { bigint, bytea, int, json, label, moment, text } from '../../ledger/batch/columns.ts'
import { inserter } from '../../ledger/batch/statements.ts'
import type { Instant } from '../../rules/time/instant.ts'
import { announceEffects, type Effect } from '../outbox.ts'
import type { OfferGroup, ProductOffers, RankedOffer } from '../products/offers.ts'
import { GROUPS, type OfferSnapshot, snapshotOf } from './snapshot.ts'
import type { Touch } from './touched.ts'

/** A change of the offers on a product that buyers could see. */
export interface OfferChange {
  readonly n: number
  readonly touch: Touch
  readonly policyVersion: number
  readonly snapshot: OfferSnapshot
  readonly group: OfferGroup
  /** The listing that was featured before; null for none. */
  readonly featuredBefore: number | null
}

/**
 * Records which of the products' offers are no longer what they were: a snapshot of each change,
 * and where another offer is featured now, which, instead of which, and why. Tells both sellers.
 */
export async function recordChanges(
  sql: PoolClient,
  products: ReadonlyMap<string, ProductOffers>,
  touched: ReadonlyMap<string, Touch>,
  now: Instant,
): Promise<readonly OfferChange[]> {
  const known = await readStates(sql, [...products.keys()])
  const changes: OfferChange[] = []
  for (const [asin, { policy, groups }] of products) {
    const touch = touched.get(asin)
    if (touch === undefined) continue
    for (const group of groups) {
      const snapshot = snapshotOf(asin, group)
      const before = known.get(keyOf(snapshot))
      if (before?.digest === snapshot.digest) continue
      const n = (before?.n ?? 0) + 1
      const featuredBefore = before?.featured ?? null
      const policyVersion = policy.version
      changes.push({ n, touch, policyVersion, snapshot, group, featuredBefore })
    }
  }
  if (changes.length === 0) return changes
  const rows = changes.map((change) => ({ change, now }))
  await writeStates(sql, rows)
  await insertChanges(sql, rows)
  const featured = changes.filter((one) => one.snapshot.featured !== one.featuredBefore)
  await insertFeatured(sql, featured.map(contestOf))
  await announceEffects(sql, featured.map(effectOf), now, now)
  return changes
}

interface Place {
  readonly asin: string
  readonly marketplace: string
  readonly condition: string
}

const keyOf = ({ asin, marketplace, condition }: Place) => `${marketplace} ${condition} ${asin}`

interface State extends Place {
  readonly n: number
  readonly digest: string
  readonly featured: number | null
}

async function readStates(sql: Sql, asins: readonly string[]): Promise<Map<string, State>> {
  const { rows } = await sql.query<State>({
    name: 'offer-states',
    text: `select asin, marketplace, condition, n, encode(digest, 'hex') as digest, featured
      from offer_state where asin = any($1::text[])`,
    values: [texts(asins)],
  })
  return new Map(rows.map((row) => [keyOf(row), row]))
}

interface Row {
  readonly change: OfferChange
  readonly now: Instant
}

const asin = text<Row>('asin', ({ change }) => change.snapshot.asin)
const marketplace = text<Row>('marketplace', ({ change }) => change.snapshot.marketplace)
const condition = label<Row, (typeof GROUPS)[number]>(
  'condition',
  'condition_group',
  GROUPS,
  ({ change }) => change.snapshot.condition,
)
const n = bigint<Row>('n', ({ change }) => change.n)

const writeStates = inserter<Row>(
  'offer_state',
  [
    asin,
    marketplace,
    condition,
    n,
    bytea('digest', ({ change }) => change.snapshot.digest),
    bigint('featured', ({ change }) => change.snapshot.featured),
  ],
  `on conflict (asin, marketplace, condition) do update
    set n = excluded.n, digest = excluded.digest, featured = excluded.featured`,
)

const insertChanges = inserter<Row>('offer_change', [
  asin,
  marketplace,
  condition,
  n,
  bigint('event_id', ({ change }) => change.touch.event),
  int('policy_version', ({ change }) => change.policyVersion),
  bigint('threshold', ({ change }) => change.snapshot.threshold),
  int('total', ({ change }) => change.snapshot.total),
  int('eligible', ({ change }) => change.snapshot.eligible),
  json('offers', ({ change }) => JSON.stringify(change.snapshot.offers)),
  moment('event_at', ({ change }) => change.touch.at),
  moment('recorded_at', ({ now }) => now),
])

/** Who won and who lost; either may be nobody. */
interface Contest {
  readonly change: OfferChange
  readonly won: RankedOffer | undefined
  readonly lost: RankedOffer | undefined
}

function contestOf(change: OfferChange): Contest {
  const { snapshot, featuredBefore, group } = change
  const find = (listing: number | null) =>
    group.standings.find(({ offer }) => offer.listing === listing)
  return { change, won: find(snapshot.featured), lost: find(featuredBefore) }
}

const why = (ranked: RankedOffer) => (ranked.place === 'featured' ? ranked.won : ranked.lost)
const listingOf = (ranked: RankedOffer | undefined) => ranked?.offer.listing ?? null
const sellerOf = (ranked: RankedOffer | undefined) => ranked?.offer.seller ?? null
const reasonOf = (ranked: RankedOffer | undefined) => (ranked ? JSON.stringify(why(ranked)) : null)

const insertFeatured = inserter<Contest>('featured_change', [
  text('asin', ({ change }) => change.snapshot.asin),
  text('marketplace', ({ change }) => change.snapshot.marketplace),
  label('condition', 'condition_group', GROUPS, ({ change }) => change.snapshot.condition),
  bigint('n', ({ change }) => change.n),
  bigint('won_listing', ({ won }) => listingOf(won)),
  bigint('won_seller', ({ won }) => sellerOf(won)),
  json('won', ({ won }) => reasonOf(won)),
  bigint('lost_listing', ({ lost }) => listingOf(lost)),
  bigint('lost_seller', ({ lost }) => sellerOf(lost)),
  json('lost', ({ lost }) => reasonOf(lost)),
  moment('event_at', ({ change }) => change.touch.at),
])

/** Both sellers see the same: what anybody sees on the product's page. */
function effectOf(change: OfferChange): Effect {
  const { won, lost } = contestOf(change)
  const { asin, condition } = change.snapshot
  const facts = (ranked: RankedOffer | undefined) =>
    ranked
      ? {
          seller: ranked.offer.sellerReference,
          sku: ranked.offer.sku,
          landed: ranked.landed,
          ...why(ranked),
        }
      : null
  const sellers = [sellerOf(won), sellerOf(lost)].filter((id) => id !== null)
  const payload = { asin, condition, won: facts(won), lost: facts(lost) }
  return { topic: 'featured_offer.changed', payload, sellers: [...new Set(sellers)] }
}
