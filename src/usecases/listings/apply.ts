import type { Sql } from '../../database/connect.ts'
import { numbers, texts } from '../../ledger/arrays.ts'
import type { SellerId } from '../../rules/ids.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Work } from '../once.ts'
import { announceEffects, type Effect } from '../outbox.ts'
import { isText, LONGEST } from '../text.ts'
import { type Author, decideListing, type ListingAsk, type ListingDecision } from './decide.ts'
import { KNOWN_COLUMNS, type KnownListing, type KnownRow, knownOf } from './listing.ts'
import { type ChangeReason, type WrittenListing, writeListings } from './write.ts'

/** What became of each ask, in their order. */
export type Decided = readonly (Refusal | ListingDecision)[]

/** Listings of a seller by SKU. */
export async function readListings(
  sql: Sql,
  seller: SellerId,
  skus: readonly string[],
): Promise<Map<string, KnownListing>> {
  // The offset keeps the planner from any other way than one look-up for each SKU.
  const { rows } = await sql.query<KnownRow>({
    name: 'read-listings',
    text: `select ${KNOWN_COLUMNS} from unnest($2::text[]) as n (sku) cross join lateral
      (select * from listing where seller_id = $1 and sku = n.sku offset 0) as l`,
    values: [seller, texts(skus)],
  })
  return new Map(rows.map((row) => [row.sku, knownOf(row)]))
}

/** As `readListings`, for a few, which stay as they are until the transaction ends. */
export async function lockListings(
  sql: Sql,
  seller: SellerId,
  skus: readonly string[],
): Promise<Map<string, KnownListing>> {
  // Sorted by id, as every batch that takes stock locks them: none can wait for each other.
  const { rows } = await sql.query<KnownRow>({
    name: 'lock-listings',
    text: `select ${KNOWN_COLUMNS} from listing l where seller_id = $1 and sku = any($2::text[])
      order by id for no key update`,
    values: [seller, texts(skus)],
  })
  return new Map(rows.map((row) => [row.sku, knownOf(row)]))
}

/**
 * Listings that are locked first, so that those who change the same one take turns. A lock writes
 * the row; of more, it is cheaper to notice in the end that one has changed, and to start again.
 */
const LOCKED_MAX = 50

/** Listings that are about to be written. */
export const readToWrite = (
  { sql, again = false }: Work,
  seller: SellerId,
  skus: readonly string[],
): Promise<Map<string, KnownListing>> =>
  (again || skus.length <= LOCKED_MAX ? lockListings : readListings)(sql, seller, skus)

/**
 * Makes the rest of a transaction find rows by their keys, whatever the statistics say: while a
 * table is being filled they are always old, and a plan made for a small one would read it whole
 * for every batch.
 */
export const preferKeys = (sql: Sql) =>
  sql.query({
    name: 'prefer-keys',
    text: `select set_config('enable_seqscan', 'off', true),
        set_config('enable_hashjoin', 'off', true),
      set_config('enable_mergejoin', 'off', true),
      set_config('plan_cache_mode', 'force_custom_plan', true)`,
  })

/** Those of the products that the asks name for SKUs not yet listed, that exist. */
export async function knownProducts(
  sql: Sql,
  asks: readonly ListingAsk[],
  known: ReadonlyMap<string, KnownListing>,
): Promise<Set<string>> {
  const wanted = new Set<string>()
  for (const { sku, asin } of asks) {
    if (asin !== undefined && !known.has(sku) && isText(asin, LONGEST.asin)) wanted.add(asin)
  }
  if (wanted.size === 0) return wanted
  const { rows } = await sql.query<{ asin: string }>({
    name: 'known-products',
    text: 'select asin from product where asin = any($1::text[])',
    values: [texts([...wanted])],
  })
  return new Set(rows.map((row) => row.asin))
}

/**
 * Decides what is asked of a seller's SKUs, each by itself: a refused one harms no other. A SKU
 * named a second time is refused as `sku_named_twice`, a new one of an unknown product as
 * `product_not_found`.
 */
export function decideListings(
  author: Author,
  asks: readonly ListingAsk[],
  known: ReadonlyMap<string, KnownListing>,
  products: ReadonlySet<string>,
): Decided {
  const seen = new Set<string>()
  return asks.map((ask) => {
    if (seen.has(ask.sku)) return refuse('sku_named_twice', { sku: ask.sku })
    seen.add(ask.sku)
    const decided = decideListing(known.get(ask.sku), ask, author)
    if (isRefusal(decided) || decided.what !== 'created' || products.has(decided.asin)) {
      return decided
    }
    return refuse('product_not_found', { asin: decided.asin })
  })
}

/**
 * Reads, decides, writes with history and outbox: how every change of a listing comes about. `as`
 * is the reason that history shows, where it is not the change's own.
 */
export async function applyToListings(
  work: Work,
  author: Author,
  asks: readonly ListingAsk[],
  as?: ChangeReason,
): Promise<Decided> {
  return (await writeAsks(work, author, asks, as)).decided
}

/** As `applyToListings`, and says what was written. */
export async function writeAsks(
  work: Work,
  author: Author,
  asks: readonly ListingAsk[],
  as?: ChangeReason,
): Promise<{ readonly decided: Decided; readonly written: readonly WrittenListing[] }> {
  const skus = asks.map((ask) => ask.sku)
  const known = await readToWrite(work, author.seller.id, skus)
  const products = await knownProducts(work.sql, asks, known)
  const decided = decideListings(author, asks, known, products)
  return { decided, written: await recordListings(work, author, decided, as) }
}

/** Writes what was decided, and tells others. */
export async function recordListings(
  work: Work,
  author: Author,
  decided: Decided,
  as?: ChangeReason,
): Promise<readonly WrittenListing[]> {
  const accepted = decided.filter((one): one is ListingDecision => !isRefusal(one))
  const written = await writeListings(work, author, accepted, as)
  if (author.source === 'app' && written.length > 0) await noteAppChange(work, author, written)
  await announceEffects(work.sql, effectsOf(author, written), work.at, work.now)
  return written
}

/** Remembers what an app changed together, in the order in which its seller reads it. */
const noteAppChange = (work: Work, author: Author, written: readonly WrittenListing[]) =>
  work.sql.query({
    name: 'note-app-change',
    text: `insert into app_change (seller_id, changed_by, at, listings, versions)
      values ($1, $2, to_timestamp($3::float8 / 1000), $4, $5)`,
    values: [
      ...[author.seller.id, author.by, work.at],
      ...[numbers(written.map(({ id }) => id)), numbers(written.map(({ version }) => version))],
    ],
  })

/** Listings named in one outbox row. */
const NAMED_MAX = 500

/**
 * | topic                  | payload                                                        |
 * |------------------------|----------------------------------------------------------------|
 * | `listing.changed`      | seller, by, source, listings: [[id, version], …]               |
 * | `listing.points_reset` | the same, of those whose points a price-only update took       |
 * | `offer.changed`        | asins: […], the products whose offers are no longer as before  |
 */
function effectsOf({ seller, by, source }: Author, written: readonly WrittenListing[]): Effect[] {
  const effects: Effect[] = []
  for (let start = 0; start < written.length; start += NAMED_MAX) {
    const part = written.slice(start, start + NAMED_MAX)
    const tell = (topic: string, of: readonly WrittenListing[]) => {
      const listings = of.map(({ id, version }) => [id, version])
      effects.push({ topic, payload: { seller: seller.reference, by, source, listings } })
    }
    tell('listing.changed', part)
    const reset = part.filter(({ reason }) => reason === 'points_reset')
    if (reset.length > 0) tell('listing.points_reset', reset)
    const asins = [...new Set(part.map(({ decision }) => asinOf(decision)))]
    effects.push({ topic: 'offer.changed', payload: { asins } })
  }
  return effects
}

const asinOf = (decision: ListingDecision): string =>
  decision.what === 'created' ? decision.asin : decision.before.asin
