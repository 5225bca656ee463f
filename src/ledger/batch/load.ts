import { type PoolClient, planAnew } from '../../database/connect.ts'
import type { BuyerId } from '../../rules/ids.ts'
import type { Timeline } from '../../rules/policy/timeline.ts'
import type { Instant } from '../../rules/time/instant.ts'
import { numbers, texts } from '../arrays.ts'
import { BOOK_COLUMNS, type BookRow, bookOf } from '../book-rows.ts'
import type { Command } from '../command.ts'
import { type LineRow, type OrderRow, orderOfRows } from '../order-rows.ts'
import { addOrder, type OpenBook, type Past, pastKey, type Working } from './working.ts'

/** Held shared by every batch, exclusively while the books are being closed. */
export const CLOSING_LOCK = 7_252_002

/**
 * Locks the books of a batch in sorted order, then reads everything its commands need.
 * What is read after the lock can not change any more until the batch has committed.
 */
export async function load(
  sql: PoolClient,
  commands: readonly Command[],
  timelineOf: (sql: PoolClient, newest: number | null) => Promise<Timeline>,
): Promise<Working> {
  const named = commands.filter((c) => c.order !== undefined && c.newReference === undefined)
  const pairs = new Map(named.map((command) => [command.order as number, command.buyer as number]))
  // In this order they reach the database; the first answers come while the last are on their way.
  const [, state, books, past, taken, orders] = await Promise.all([
    lockClosing(sql),
    readState(sql),
    lockBooks(sql, [...new Set(commands.map((command) => command.buyer))]),
    readPast(sql, commands),
    readTaken(sql, commands),
    readOrders(sql, pairs),
    planAnew(sql),
  ])
  const { closed_to: closedTo, newest } = state.rows[0] ?? { closed_to: 0 as Instant, newest: null }
  const working: Working = {
    books: new Map(books.rows.map((row) => [row.id as BuyerId, openBook(row)])),
    orders: new Map(),
    ordersOf: new Map(),
    past: new Map(past.rows.map((row) => [pastKey(row.caller, row.key), row])),
    taken,
    timeline: await timelineOf(sql, newest),
    closedTo,
  }
  addOrders(working, orders)
  const vesting = books.rows.filter((row) => row.next_vest_at !== null)
  if (vesting.length > 0) {
    const waiting = await readVesting(sql, vesting)
    for (const id of pairs.keys()) waiting.delete(id)
    addOrders(working, await readOrders(sql, waiting))
  }
  return working
}

const lockClosing = (sql: PoolClient) =>
  sql.query({
    name: 'closing-lock',
    text: `select pg_advisory_xact_lock_shared(${CLOSING_LOCK})`,
  })

const readState = (sql: PoolClient) =>
  sql.query<{ closed_to: Instant; newest: number | null }>({
    name: 'state',
    text: 'select closed_to, (select max(version) from policy) as newest from closing',
  })

const lockBooks = (sql: PoolClient, buyers: readonly number[]) =>
  sql.query<BookRow>({
    name: 'books',
    text: `select ${BOOK_COLUMNS} from book where id = any($1::bigint[]) order by id for update`,
    values: [numbers(buyers)],
  })

const openBook = (row: BookRow): OpenBook => ({
  book: bookOf(row),
  version: row.version,
  chain: row.chain,
  wakeAt: row.wake_at,
  changed: false,
})

/** The commands that were accepted before. */
const readPast = (sql: PoolClient, commands: readonly Command[]) =>
  sql.query<Past & { caller: string; key: string }>({
    name: 'past',
    text: `select caller, key, encode(fingerprint, 'hex') as fingerprint, book_id as book, outcome
      from unnest($1::text[], $2::text[]) as ask (c, k)
      join journal on caller = c and key = k`,
    values: [texts(commands.map((c) => c.caller)), texts(commands.map((c) => c.key))],
  })

/** The references of new orders that are in use already. */
async function readTaken(sql: PoolClient, commands: readonly Command[]): Promise<Set<string>> {
  const references = commands.flatMap((command) => command.newReference ?? [])
  if (references.length === 0) return new Set()
  const taken = await sql.query<{ reference: string }>({
    name: 'taken',
    text: 'select reference from orders where reference = any($1::text[])',
    values: [texts(references)],
  })
  return new Set(taken.rows.map((row) => row.reference))
}

type OrderedLine = LineRow & Omit<OrderRow, 'id' | 'total' | 'redeemed'>

/** Orders with their lines, by order id and the buyer's. */
async function readOrders(
  sql: PoolClient,
  pairs: ReadonlyMap<number, number>,
): Promise<readonly OrderedLine[]> {
  if (pairs.size === 0) return []
  const found = await sql.query<OrderedLine>({
    name: 'orders',
    text: `select l.*, o.reference, o.policy_version, o.payment, o.lots, o.lots_back
      from unnest($1::bigint[], $2::bigint[]) as ask (b, o)
      join orders o on o.buyer_id = ask.b and o.id = ask.o
      join order_line l on l.buyer_id = ask.b and l.order_id = ask.o order by l.order_id, l.line`,
    values: [numbers([...pairs.values()]), numbers([...pairs.keys()])],
  })
  return found.rows
}

function addOrders(working: Working, rows: readonly OrderedLine[]): void {
  for (const [id, lines] of Map.groupBy(rows, (row) => row.order_id)) {
    const row = lines[0] as OrderedLine
    const order = orderOfRows({ ...row, id }, lines)
    addOrder(working, { order, reference: row.reference, isNew: false, changed: new Set() })
  }
}

/** The orders with points that are about to vest, and whose they are. */
async function readVesting(
  sql: PoolClient,
  books: readonly BookRow[],
): Promise<Map<number, number>> {
  const waiting = await sql.query<{ buyer_id: number; order_id: number }>({
    name: 'vesting',
    text: `select buyer_id, order_id from order_line
      where buyer_id = any($1::bigint[]) and unvested > 0 and vest_at is not null`,
    values: [numbers(books.map((row) => row.id))],
  })
  return new Map(waiting.rows.map((row) => [row.order_id, row.buyer_id]))
}
