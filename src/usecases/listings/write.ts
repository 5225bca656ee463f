import type { PoolClient } from '../../database/connect.ts'
import { numbers } from '../../ledger/arrays.ts'
import { bigint, type Column, int, label, moment, text } from '../../ledger/batch/columns.ts'
import { inserter, rowsOf, stored, writer } from '../../ledger/batch/statements.ts'
import { CONDITIONS } from '../../rules/offers/offer.ts'
import type { UpdateSource } from '../../rules/offers/warnings.ts'
import { LostRace, type Work } from '../once.ts'
import { searchForm, sellersGramsOf } from '../products/search-text.ts'
import { type Author, type ListingDecision, STATUSES } from './decide.ts'
import { columnsOfPoints, type ListingState } from './listing.ts'

export const CHANGE_REASONS = [
  ...(['created', 'changed', 'points_reset', 'points_reset_undone'] as const),
  'import_rolled_back',
] as const
export type ChangeReason = (typeof CHANGE_REASONS)[number]

const SOURCES = ['manual', 'automated', 'app', 'file'] as const satisfies readonly UpdateSource[]

/** A listing as it is written, with the number and version it now has. */
export interface WrittenListing {
  readonly id: number
  readonly version: number
  readonly reason: ChangeReason
  readonly decision: ListingDecision
}

type Made = WrittenListing & { readonly decision: { readonly what: 'created' } }
type Changed = WrittenListing & { readonly decision: { readonly what: 'changed' } }

/**
 * Writes decisions and their history, each table with one statement, however many there are;
 * unchanged listings are left out. Throws `LostRace` when a listing is no longer what the decision
 * saw, which can only be without its lock; nothing may be kept then.
 */
export async function writeListings(
  work: Work,
  author: Author,
  decisions: readonly ListingDecision[],
  as?: ChangeReason,
): Promise<readonly WrittenListing[]> {
  const made = await numbered(work.sql, decisions)
  const changed = decisions.flatMap((one) => changedOf(one, as))
  // In one order everywhere, so that two who write the same ones can not wait for each other.
  changed.sort((a, b) => a.id - b.id)
  const entry = { work, author }
  const fresh = made.map((one) => ({ ...entry, written: one }))
  await insertListings(work.sql, fresh)
  await insertFound(work.sql, fresh)
  const found = await updateListings(
    work.sql,
    changed.map((written) => ({ ...entry, written })),
  )
  if (found !== changed.length) throw new LostRace()
  const written = [...made, ...changed]
  await insertHistory(
    work.sql,
    written.map((one) => ({ ...entry, written: one })),
  )
  return written
}

async function numbered(
  sql: PoolClient,
  decisions: readonly ListingDecision[],
): Promise<readonly Made[]> {
  const made = decisions.filter((one) => one.what === 'created')
  if (made.length === 0) return []
  made.sort((a, b) => (a.sku < b.sku ? -1 : 1))
  const { rows } = await sql.query<{ id: number }>({
    name: 'new-listing-ids',
    text: `select nextval('listing_id') as id from generate_series(1, $1)`,
    values: [made.length],
  })
  return made.map((decision, index) => ({
    ...{ id: rows[index]?.id as number, version: 1, reason: 'created' },
    decision,
  }))
}

function changedOf(decision: ListingDecision, as: ChangeReason | undefined): Changed[] {
  if (decision.what !== 'changed') return []
  const reset = decision.warnings.some((one) => one.warning === 'points_reset')
  const reason = as ?? (reset ? 'points_reset' : 'changed')
  const { id, version } = decision.before
  return [{ id, version: version + 1, reason, decision }]
}

/** What is written into one row of a table. */
interface Entry<Written extends WrittenListing> {
  readonly written: Written
  readonly work: Work
  readonly author: Author
}

/** The columns of a listing's state; `suffix` tells those of history apart. */
function stateColumns<Row>(
  of: (row: Row) => ListingState | null,
  suffix = '',
): readonly Column<Row>[] {
  const points = (row: Row) => columnsOfPoints(of(row)?.points ?? null)
  return [
    bigint(`price${suffix}`, (row) => of(row)?.price ?? null),
    bigint(`shipping${suffix}`, (row) => of(row)?.shipping ?? null),
    int(`points_bps${suffix}`, (row) => points(row).points_bps),
    bigint(`points_amount${suffix}`, (row) => points(row).points_amount),
    bigint(`points_of_price${suffix}`, (row) => points(row).points_of_price),
    int(`stock${suffix}`, (row) => of(row)?.stock ?? null),
    label(`status${suffix}`, 'listing_status', STATUSES, (row) => of(row)?.status ?? null),
  ]
}

const insertListings = inserter<Entry<Made>>('listing', [
  bigint('id', ({ written }) => written.id),
  bigint('seller_id', ({ author }) => author.seller.id),
  text('sku', ({ written }) => written.decision.sku),
  text('asin', ({ written }) => written.decision.asin),
  label('condition', 'item_condition', CONDITIONS, ({ written }) => written.decision.condition),
  ...stateColumns(({ written }: Entry<Made>) => written.decision.after),
  moment('created_at', ({ work }) => work.at),
  moment('updated_at', ({ work }) => work.at),
])

/** What a new SKU is found by; a SKU never changes. */
const insertFound = inserter<Entry<Made>>('listing_search', [
  bigint('seller_id', ({ author }) => author.seller.id),
  text('sku', ({ written }) => written.decision.sku),
  text('form', ({ written }) => searchForm(written.decision.sku)),
  {
    // An array in each row travels as text, since `unnest` would flatten it.
    ...text('grams', ({ author, written }: Entry<Made>) =>
      numbers(sellersGramsOf(author.seller.id, searchForm(written.decision.sku))),
    ),
    stored: (element) => `${element}::int[]`,
  },
])

const CHANGES: readonly Column<Entry<Changed>>[] = [
  bigint('id', ({ written }) => written.id),
  bigint('version', ({ written }) => written.version),
  ...stateColumns(({ written }: Entry<Changed>) => written.decision.after),
  moment('points_reset_at', ({ written, work }) => {
    if (written.reason === 'points_reset') return work.at
    const { before, pointsNamed } = written.decision
    return pointsNamed ? null : (before.pointsReset?.at ?? null)
  }),
  text('points_reset_by', ({ written, author }) => {
    if (written.reason === 'points_reset') return author.by
    const { before, pointsNamed } = written.decision
    return pointsNamed ? null : (before.pointsReset?.by ?? null)
  }),
  moment('updated_at', ({ work }) => work.at),
]
const STOCK_SEEN = int<Entry<Changed>>('stock_seen', ({ written }) => written.decision.before.stock)

/** Only a change of the stock is written: what was sold since it was seen stays sold. */
const assigned = (column: Column<Entry<Changed>>): string =>
  column.name === 'stock'
    ? 'stock = case when n.stock is distinct from n.stock_seen then n.stock else l.stock end'
    : `${column.name} = ${stored(column)}`

const updateListings = writer<Entry<Changed>>(
  'update-listings',
  `update listing l set ${CHANGES.slice(1).map(assigned).join(', ')}
    from ${rowsOf([...CHANGES, STOCK_SEEN])} where l.id = n.id and l.version = n.version - 1`,
  [...CHANGES, STOCK_SEEN],
)

const insertHistory = inserter<Entry<WrittenListing>>('listing_history', [
  bigint('listing_id', ({ written }) => written.id),
  bigint('version', ({ written }) => written.version),
  text('changed_by', ({ author }) => author.by),
  label('source', 'change_source', SOURCES, ({ author }) => author.source),
  label('reason', 'change_reason', CHANGE_REASONS, ({ written }) => written.reason),
  ...stateColumns(({ written }: Entry<WrittenListing>) => written.decision.after),
  ...stateColumns(
    ({ written: { decision } }: Entry<WrittenListing>) =>
      decision.what === 'created' ? null : decision.before,
    '_before',
  ),
  int('policy_version', ({ author }) => author.policy.version),
  moment('event_at', ({ work }) => work.at),
  moment('recorded_at', ({ work }) => work.now),
])
