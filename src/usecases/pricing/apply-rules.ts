import type { PoolClient, Sql } from '../../database/connect.ts'
import { numbers } from '../../ledger/arrays.ts'
import type { Policy } from '../../rules/policy/policy.ts'
import { decideReprice, type Reprice } from '../../rules/pricing/reprice.ts'
import { isRefusal } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import { recordListings } from '../listings/apply.ts'
import { decideListing } from '../listings/decide.ts'
import { KNOWN_COLUMNS, type KnownListing, type KnownRow, knownOf } from '../listings/listing.ts'
import type { OfferGroup, ProductOffer } from '../products/offers.ts'
import { type SellerRow, sellerOf } from '../sellers/account.ts'
import { type PricingEntry, readLowered, recordDecisions } from './decisions.ts'
import { type RuleRow, ruleOf } from './rule-rows.ts'

/** Who changes a price by a rule, as the history of listings shows it. */
export const AUTOMATION = 'automated-pricing'

/** An offer whose rule is to decide, among the others on the product. */
interface Turn {
  readonly row: RuleRow
  readonly own: ProductOffer
  readonly group: OfferGroup
  readonly policy: Policy
}

/** What a rule decided. */
interface Verdict extends Turn {
  readonly decided: Reprice<ProductOffer>
}

/**
 * Lets the rules decide on the groups of offers given, and does what they decide: a price change
 * by a rule is a change of the listing like any other, with source `automated`, and brings its own
 * event. A listing that somebody has changed meanwhile is left alone: that change brings its event,
 * too. Returns how many prices were set.
 */
export async function applyRules(
  sql: PoolClient,
  groups: readonly { readonly group: OfferGroup; readonly policy: Policy }[],
  now: Instant,
): Promise<number> {
  const turns = await turnsOf(sql, groups)
  if (turns.length === 0) return 0
  const lowered = await readLowered(
    sql,
    turns.map(({ row }) => row.listing_id),
  )
  const verdicts = turns.map((turn): Verdict => {
    const { row, own, group, policy } = turn
    const others = group.standings.map(({ offer }) => offer).filter((offer) => offer !== own)
    const { threshold } = group
    const past = lowered.get(row.listing_id) ?? []
    const facts = { policy, threshold, lowered: past, now }
    return { ...turn, decided: decideReprice(own, others, ruleOf(row), facts) }
  })
  const entries = await setPrices(sql, verdicts, now)
  await recordDecisions(sql, [...entries, ...verdicts.flatMap(heldOf)], now, now)
  await noteVerdicts(sql, verdicts)
  return entries.filter(({ what }) => what === 'changed').length
}

async function turnsOf(
  sql: Sql,
  groups: readonly { readonly group: OfferGroup; readonly policy: Policy }[],
): Promise<readonly Turn[]> {
  const offers = new Map<number, Omit<Turn, 'row'>>()
  for (const { group, policy } of groups) {
    for (const { offer } of group.standings) {
      offers.set(offer.listing, { own: offer, group, policy })
    }
  }
  const { rows } = await sql.query<RuleRow>({
    name: 'rules-of-listings',
    text: `select r.* from unnest($1::bigint[]) as n (id) cross join lateral
      (select * from pricing_rule where listing_id = n.id and enabled offset 0) as r
      order by listing_id`,
    values: [numbers([...offers.keys()])],
  })
  return rows.flatMap((row) => {
    const found = offers.get(row.listing_id)
    return found ? [{ row, ...found }] : []
  })
}

/** Sets the prices that were decided, each seller's together; tells what became of each. */
async function setPrices(
  sql: PoolClient,
  verdicts: readonly Verdict[],
  now: Instant,
): Promise<readonly PricingEntry[]> {
  const moves = verdicts.filter(({ decided }) => decided.outcome === 'change')
  if (moves.length === 0) return []
  const known = await lockUnchanged(sql, moves)
  const sellers = await readSellers(sql, moves)
  const work = { sql, caller: AUTOMATION, at: now, now }
  const entries: PricingEntry[] = []
  for (const [id, own] of Map.groupBy(moves, ({ row }) => row.seller_id)) {
    const seller = sellers.get(id)
    if (seller === undefined) continue
    const found = own.flatMap((move) => {
      const listing = known.get(move.row.listing_id)
      return listing && move.decided.outcome === 'change' ? [{ move, listing }] : []
    })
    const policy = own[0]?.policy as Policy
    const author = {
      seller: sellerOf(seller),
      by: AUTOMATION,
      source: 'automated',
      policy,
    } as const
    const decisions = found.map(({ move, listing }) => {
      const { price } = move.decided as { readonly price: number }
      return decideListing(listing, { sku: listing.sku, price }, author)
    })
    await recordListings(work, author, decisions)
    found.forEach(({ move }, index) => {
      const decision = decisions[index]
      if (decision !== undefined)
        entries.push(entryOf(move, isRefusal(decision) ? decision.refused : null))
    })
  }
  return entries
}

/** The listings that still are what the rules saw, held until the transaction ends. */
async function lockUnchanged(
  sql: Sql,
  moves: readonly Verdict[],
): Promise<ReadonlyMap<number, KnownListing>> {
  const seen = new Map(moves.map(({ own }) => [own.listing, own.version]))
  // In the order of ids, as everybody locks listings.
  const { rows } = await sql.query<KnownRow>({
    name: 'lock-listings-by-id',
    text: `select ${KNOWN_COLUMNS} from listing l where id = any($1::bigint[])
      order by id for no key update`,
    values: [numbers([...seen.keys()])],
  })
  const unchanged = rows.filter(({ id, version }) => seen.get(id) === version)
  return new Map(unchanged.map((row) => [row.id, knownOf(row)]))
}

async function readSellers(
  sql: Sql,
  moves: readonly Verdict[],
): Promise<ReadonlyMap<number, SellerRow>> {
  const { rows } = await sql.query<SellerRow>({
    name: 'sellers-by-id',
    text: 'select * from seller where id = any($1::bigint[])',
    values: [numbers([...new Set(moves.map(({ row }) => row.seller_id))])],
  })
  return new Map(rows.map((row) => [row.id, row]))
}

function entryOf({ row, own, decided }: Verdict, refused: string | null): PricingEntry {
  const price = decided.outcome === 'change' ? decided.price : null
  const net = decided.outcome === 'change' ? decided.net : null
  return {
    listing: row.listing_id,
    version: row.version,
    what: refused === null ? 'changed' : 'held',
    because: refused ?? decided.because,
    facts: { ...factsOf(decided), net },
    priceBefore: own.price,
    price: refused === null ? price : null,
  }
}

/** A rule that holds for another reason than before says so, once; what is as wanted is silent. */
function heldOf({ row, own, decided }: Verdict): PricingEntry[] {
  if (decided.outcome !== 'hold' || decided.because === 'already_there') return []
  if (decided.because === row.because) return []
  return [
    {
      ...{ listing: row.listing_id, version: row.version, what: 'held', because: decided.because },
      ...{ facts: factsOf(decided), priceBefore: own.price, price: null },
    },
  ]
}

function factsOf(decided: Reprice<ProductOffer>): object {
  const { competitor } = decided
  const until = decided.outcome === 'hold' ? decided.until : null
  return {
    ...(competitor && {
      competitor: {
        seller: competitor.sellerReference,
        price: competitor.price,
        shipping: competitor.shipping,
        points: competitor.points,
      },
    }),
    ...(until !== null && { until }),
  }
}

/** Why each rule decided so, and when it must look again. Few change: the others stay unwritten. */
async function noteVerdicts(sql: Sql, verdicts: readonly Verdict[]): Promise<void> {
  const noted = verdicts.flatMap(({ row, decided }) => {
    const settled = decided.because === 'already_there'
    const because = settled ? row.because : decided.because
    const wakeAt = decided.outcome === 'hold' ? decided.until : null
    const same = because === row.because && wakeAt === row.wake_at
    return same ? [] : [{ id: row.listing_id, because, wakeAt }]
  })
  if (noted.length === 0) return
  await sql.query({
    name: 'note-verdicts',
    text: `update pricing_rule r set because = n.because,
        wake_at = to_timestamp(n.wake_at::float8 / 1000)
      from unnest($1::bigint[], $2::text[], $3::bigint[]) as n (id, because, wake_at)
      where r.listing_id = n.id`,
    values: [
      numbers(noted.map(({ id }) => id)),
      noted.map(({ because }) => because),
      numbers(noted.map(({ wakeAt }) => wakeAt)),
    ],
  })
}
