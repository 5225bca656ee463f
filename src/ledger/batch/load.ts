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
import { UNDONE } from './statements.ts'
import {
  addOrder,
  type OpenBook,
  type OpenOrder,
  type Past,
  pastKey,
  type State,
  type Working,
} from './working.ts'

/** Held shared by every batch, exclusively while the books are being closed. */
export const CLOSING_LOCK = 7_252_002

/** What a batch works on, and whether it is so: heard only when all has been sent. */
interface Loaded {
  readonly working: Working
  readonly checked: Promise<unknown>
}

/**
 * Finds everything that a batch's commands need. With a memory, what it holds is taken from there,
 * and the past is not looked into: writing fails where that was wrong. If it holds all, nothing is
 * waited for. Without one, all books are locked in sorted order and all is read; what is read after
 * the lock can not change any more until the batch has committed.
 */
export async function load(
  sql: PoolClient,
  commands: readonly Command[],
  timelineOf: (sql: PoolClient, newest: number | null) => Promise<Timeline>,
  memory?: Memory,
): Promise<Loaded> {
  const { books, orders, unknown, pairs } = recall(commands, memory)
  const state = memory?.state
  if (state && unknown.size === 0 && pairs.size === 0) {
    const checked = Promise.all([lockClosing(sql), confirmState(sql, state), planAnew(sql)])
    // Whoever fails before all has been sent does not hear it.
    checked.catch(() => {})
    return { working: workingOn(state, books, orders), checked }
  }
  // In this order they reach the database; the first answers come while the last are on their way.
  const [, found, locked, past, taken, read] = await Promise.all([
    lockClosing(sql),
    readState(sql),
    lockBooks(sql, [...unknown]),
    memory ? [] : readPast(sql, commands),
    memory ? new Set<string>() : readTaken(sql, commands),
    readOrders(sql, pairs),
    planAnew(sql),
  ])
  for (const row of locked) books.set(row.id as BuyerId, openBook(row))
  const { closedTo, newest } = found
  const now = { closedTo, newest, timeline: await timelineOf(sql, newest) }
  const working = workingOn(now, books, orders, past, taken)
  addOrders(working, read)
  const vesting = locked.filter((row) => row.next_vest_at !== null)
  if (vesting.length > 0) {
    const waiting = await readVesting(sql, vesting)
    for (const id of working.orders.keys()) waiting.delete(id)
    addOrders(working, await readOrders(sql, waiting))
  }
  return { working, checked: Promise.resolve() }
}

interface Recalled {
  readonly books: Map<BuyerId, OpenBook>
  readonly orders: Map<OrderId, OpenOrder>
  /** Whose book is not remembered. */
  readonly unknown: Set<BuyerId>
  /** The orders that are not, with whose they are. */
  readonly pairs: Map<OrderId, BuyerId>
}

/** What is remembered of what the commands need. */
function recall(commands: readonly Command[], memory: Memory | undefined): Recalled {
  const remembered = new Map<BuyerId, Remembered>()
  const recalled: Recalled = {
    books: new Map(),
    orders: new Map(),
    unknown: new Set(),
    pairs: new Map(),
  }
  for (const { buyer, order, newReference } of commands) {
    let known = remembered.get(buyer)
    if (!known && !recalled.unknown.has(buyer)) {
      known = memory?.recall(buyer)
      if (known) {
        remembered.set(buyer, known)
        recalled.books.set(buyer, { ...known.book, found: known.book.chain, changed: false })
      } else recalled.unknown.add(buyer)
    }
    if (order === undefined || newReference !== undefined || recalled.orders.has(order)) continue
    const open = known?.orders.find((one) => one.order.id === order)
    if (open) recalled.orders.set(order, { ...open, isNew: false, changed: [] })
    else recalled.pairs.set(order, buyer)
  }
  return recalled
}

function workingOn(
  state: State,
  books: Map<BuyerId, OpenBook>,
  orders: ReadonlyMap<OrderId, OpenOrder>,
  past: readonly (Past & { readonly caller: string; readonly key: string })[] = [],
  taken = new Set<string>(),
): Working {
  const working: Working = {
    books,
    orders: new Map(),
    ordersOf: new Map(),
    past: new Map(past.map((row) => [pastKey(row.caller, row.key), row])),
    taken,
    state,
  }
  for (const open of orders.values()) addOrder(working, open)
  return working
}

const lockClosing = (sql: PoolClient) =>
  sql.query({
    name: 'closing-lock',
    text: `select pg_advisory_xact_lock_shared(${CLOSING_LOCK})`,
  })

async function readState(sql: PoolClient): Promise<Omit<State, 'timeline'>> {
  const { rows } = await sql.query<Omit<State, 'timeline'>>({
    name: 'state',
    text: `select closed_to as "closedTo", (select max(version) from policy) as newest from closing`,
  })
  return rows[0] ?? { closedTo: 0 as Instant, newest: null }
}

/** Has the batch undone unless what was remembered of the marketplace is still so. */
const confirmState = (sql: PoolClient, { closedTo, newest }: State) =>
  sql.query({
    name: 'state-as-remembered',
    text: `select must(date_trunc('milliseconds', closed_to) = to_timestamp($1::float8 / 1000)
        and (select max(version) from policy) is not distinct from $2::int, '${UNDONE.outdated}')
      from closing`,
    values: [closedTo, newest],
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
