import { type PoolClient, planAnew } from '../../database/connect.ts'
import type { BuyerId, OrderId } from '../../rules/ids.ts'
import type { Timeline } from '../../rules/policy/timeline.ts'
import type { Instant } from '../../rules/time/instant.ts'
import { numbers, texts } from '../arrays.ts'
import { BOOK_COLUMNS, type BookRow, bookOf } from '../book-rows.ts'
import type { Command } from '../command.ts'
import { type LineRow, type OrderRow, orderOfRows } from '../order-rows.ts'
import type { Memory, Remembered } from './memory.ts'
import { readPast } from './past.ts'
import { addOrder, type OpenBook, type OpenOrder, pastKey, type Working } from './working.ts'

/** Held shared by every batch, exclusively while the books are being closed. */
export const CLOSING_LOCK = 7_252_002

/**
 * Finds everything that a batch's commands need. With a memory, what it holds is taken from there,
 * and the past is not looked into: writing fails where that was wrong. Without one, all books are
 * locked in sorted order and all is read; what is read after the lock can not change any more until
 * the batch has committed.
 */
export async function load(
  sql: PoolClient,
  commands: readonly Command[],
  timelineOf: (sql: PoolClient, newest: number | null) => Promise<Timeline>,
  memory?: Memory,
): Promise<Working> {
  const remembered = new Map<BuyerId, Remembered>()
  const unknown = new Set<BuyerId>()
  const pairs = new Map<OrderId, BuyerId>()
  const recalled: OpenOrder[] = []
  for (const { buyer, order, newReference } of commands) {
    const known = remembered.get(buyer) ?? memory?.recall(buyer)
    if (known) remembered.set(buyer, known)
    else unknown.add(buyer)
    if (order === undefined || newReference !== undefined) continue
    const open = known?.orders.find((one) => one.order.id === order)
    if (open) recalled.push({ ...open, isNew: false, changed: [] })
    else pairs.set(order, buyer)
  }
  // In this order they reach the database; the first answers come while the last are on their way.
  const [, state, books, past, taken, orders] = await Promise.all([
    lockClosing(sql),
    readState(sql),
    lockBooks(sql, [...unknown]),
    memory ? [] : readPast(sql, commands),
    memory ? new Set<string>() : readTaken(sql, commands),
    readOrders(sql, pairs),
    planAnew(sql),
  ])
  const { closed_to: closedTo, newest } = state.rows[0] ?? { closed_to: 0 as Instant, newest: null }
  const working: Working = {
    books: new Map(books.map((row) => [row.id as BuyerId, openBook(row)])),
    orders: new Map(),
    ordersOf: new Map(),
    past: new Map(past.map((row) => [pastKey(row.caller, row.key), row])),
    taken,
    timeline: await timelineOf(sql, newest),
    closedTo,
  }
  for (const [buyer, { book }] of remembered) {
    working.books.set(buyer, { ...book, found: book.chain, changed: false })
  }
  for (const open of recalled) if (!working.orders.has(open.order.id)) addOrder(working, open)
  addOrders(working, orders)
  const vesting = books.filter((row) => row.next_vest_at !== null)
  if (vesting.length > 0) {
    const waiting = await readVesting(sql, vesting)
    for (const id of working.orders.keys()) waiting.delete(id)
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

async function lockBooks(sql: PoolClient, buyers: readonly number[]): Promise<readonly BookRow[]> {
  if (buyers.length === 0) return []
  const locked = await sql.query<BookRow>({
    name: 'books',
    text: `select ${BOOK_COLUMNS} from book where id = any($1::bigint[]) order by id for update`,
    values: [numbers(buyers)],
  })
  return locked.rows
}

const openBook = (row: BookRow): OpenBook => ({
  found: row.chain,
  book: bookOf(row),
  version: row.version,
  chain: row.chain,
  wakeAt: row.wake_at,
  changed: false,
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
    addOrder(working, { order, reference: row.reference, isNew: false, changed: [] })
  }
}

/** The orders with points that are about to vest, and whose they are. */
async function readVesting(
  sql: PoolClient,
  books: readonly BookRow[],
): Promise<Map<OrderId, BuyerId>> {
  const waiting = await sql.query<{ buyer_id: BuyerId; order_id: OrderId }>({
    name: 'vesting',
    text: `select buyer_id, order_id from order_line
      where buyer_id = any($1::bigint[]) and unvested > 0 and vest_at is not null`,
    values: [numbers(books.map((row) => row.id))],
  })
  return new Map(waiting.rows.map((row) => [row.order_id, row.buyer_id]))
}
