import type { PoolClient } from '../../database/connect.ts'
import { numbers, texts, words } from '../../ledger/arrays.ts'
import type { Work } from '../once.ts'
import type { Author, ListingDecision } from './decide.ts'
import { columnsOfPoints, type ListingState } from './listing.ts'

export type ChangeReason = 'created' | 'changed' | 'points_reset' | 'points_reset_undone'

type Created = Extract<ListingDecision, { what: 'created' }>
type Changed = Extract<ListingDecision, { what: 'changed' }>

/** A listing that was written, with the number and version it now has. */
export interface WrittenListing {
  readonly id: number
  readonly version: number
  readonly reason: ChangeReason
  readonly decision: ListingDecision
}

/**
 * Writes decisions and their history, each kind in one statement, however many there are. The
 * caller holds the locks of the listings that exist; unchanged ones are left out.
 */
export async function writeListings(
  work: Work,
  author: Author,
  decisions: readonly ListingDecision[],
  undone = false,
): Promise<readonly WrittenListing[]> {
  const created = decisions.filter((one) => one.what === 'created')
  const changed = decisions.filter((one) => one.what === 'changed')
  return [
    ...(await insertListings(work, author, created)),
    ...(await updateListings(work, author, changed, undone)),
  ]
}

const AT = 'to_timestamp($1::float8 / 1000)'

/** The columns that history keeps, in the order of `stateArrays`. */
const STATE = 'price, shipping, points_bps, points_amount, points_of_price, stock, status'
const BEFORE = STATE.replace(/\w+/g, '$&_before')
const of = (table: string): string => STATE.replace(/\w+/g, `${table}.$&`)
const STATE_TYPES = [
  'bigint[]',
  'bigint[]',
  'int[]',
  'bigint[]',
  'bigint[]',
  'int[]',
  'listing_status[]',
]

function stateArrays(states: readonly ListingState[]): string[] {
  const points = states.map((state) => columnsOfPoints(state.points))
  return [
    numbers(states.map((state) => state.price)),
    numbers(states.map((state) => state.shipping)),
    numbers(points.map((columns) => columns.points_bps)),
    numbers(points.map((columns) => columns.points_amount)),
    numbers(points.map((columns) => columns.points_of_price)),
    numbers(states.map((state) => state.stock)),
    words(states.map((state) => state.status)),
  ]
}

/** `$n::type` from the n-th parameter on. */
const parameters = (first: number, types: readonly string[]): string =>
  types.map((type, index) => `$${first + index}::${type}`).join(', ')

/** Parameters $1–$5 of both statements. */
const common = ({ at, now }: Work, { by, source, policy }: Author) => [
  ...[at, now, by, source, policy.version],
]

const HISTORY =
  'listing_id, version, reason, changed_by, source, policy_version, event_at, recorded_at'
const WHO = `$3, $4::change_source, $5, ${AT}, to_timestamp($2::float8 / 1000)`

async function insertListings(
  work: Work,
  author: Author,
  created: readonly Created[],
): Promise<readonly WrittenListing[]> {
  if (created.length === 0) return []
  // In one order everywhere, so that two who make the same SKUs can not wait for each other.
  const rows = created.toSorted((a, b) => (a.sku < b.sku ? -1 : 1))
  const ids = await newIds(work.sql, rows.length)
  await work.sql.query({
    name: 'insert-listings',
    text: `with n as materialized (
        select * from unnest($7::bigint[], $8::text[], $9::text[], $10::item_condition[],
          ${parameters(11, STATE_TYPES)}) as n (id, sku, asin, condition, ${STATE})
      ), made as (
        insert into listing (id, seller_id, sku, asin, condition, ${STATE}, created_at, updated_at)
        select id, $6, sku, asin, condition, ${STATE}, ${AT}, ${AT} from n
      )
      insert into listing_history (${HISTORY}, ${STATE})
      select id, 1, 'created', ${WHO}, ${STATE} from n`,
    values: [
      ...common(work, author),
      author.seller.id,
      numbers(ids),
      texts(rows.map((row) => row.sku)),
      texts(rows.map((row) => row.asin)),
      words(rows.map((row) => row.condition)),
      ...stateArrays(rows.map((row) => row.after)),
    ],
  })
  return rows.map((decision, index) => ({
    id: ids[index] as number,
    version: 1,
    reason: 'created',
    decision,
  }))
}

async function newIds(sql: PoolClient, count: number): Promise<readonly number[]> {
  const { rows } = await sql.query<{ id: number }>({
    name: 'new-listing-ids',
    text: `select nextval('listing_id') as id from generate_series(1, $1)`,
    values: [count],
  })
  return rows.map((row) => row.id)
}

async function updateListings(
  work: Work,
  author: Author,
  changed: readonly Changed[],
  undone: boolean,
): Promise<readonly WrittenListing[]> {
  if (changed.length === 0) return []
  const reasonOf = ({ warnings }: Changed): ChangeReason => {
    if (undone) return 'points_reset_undone'
    return warnings.some((one) => one.warning === 'points_reset') ? 'points_reset' : 'changed'
  }
  const reasons = changed.map(reasonOf)
  await work.sql.query({
    name: 'update-listings',
    text: `with n as materialized (
        select * from unnest($6::bigint[], $7::change_reason[], $8::bool[],
          $9::bigint[], ${parameters(10, STATE_TYPES)}, ${parameters(17, STATE_TYPES)})
          as n (id, reason, named, version, ${STATE}, ${BEFORE})
      ), told as (
        insert into listing_history (${HISTORY}, ${STATE}, ${BEFORE})
        select id, version, reason, ${WHO}, ${STATE}, ${BEFORE} from n
      )
      update listing l set version = n.version, updated_at = ${AT},
        (${STATE}) = row (${of('n')}),
        points_reset_at = case when n.reason = 'points_reset' then ${AT}
          when n.named then null else l.points_reset_at end,
        points_reset_by = case when n.reason = 'points_reset' then $3
          when n.named then null else l.points_reset_by end
      from n where l.id = n.id`,
    values: [
      ...common(work, author),
      numbers(changed.map(({ before }) => before.id)),
      words(reasons),
      words(changed.map(({ pointsNamed }) => String(pointsNamed))),
      numbers(changed.map(({ before }) => before.version + 1)),
      ...stateArrays(changed.map(({ after }) => after)),
      ...stateArrays(changed.map(({ before }) => before)),
    ],
  })
  return changed.map((decision, index) => ({
    id: decision.before.id,
    version: decision.before.version + 1,
    reason: reasons[index] as ChangeReason,
    decision,
  }))
}
