import type { PoolClient } from '../../database/connect.ts'
import type { BuyerId } from '../../rules/ids.ts'
import type { Timeline } from '../../rules/policy/timeline.ts'
import type { Instant } from '../../rules/time/instant.ts'
import { numbers, texts } from '../arrays.ts'
import { BOOK_COLUMNS, type BookRow, bookOf } from '../book-rows.ts'
import type { Command } from '../command.ts'
import { type LineRow, type OrderRow, orderOfRows } from '../order-rows.ts'
import { addOrder, pastKey, type Working } from './working.ts'

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
  await sql.query({
    name: 'closing-lock',
    text: `select pg_advisory_xact_lock_shared(${CLOSING_LOCK})`,
  })
  const state = await sql.query<{ closed_to: Instant; newest: number | null }>({
    name: 'state',
    text: 'select closed_to, (select max(version) from policy) as newest from closing',
  })
  const { closed_to: closedTo, newest } = state.rows[0] ?? { closed_to: 0 as Instant, newest: null }
  const buyers = [...new Set(commands.map((command) => command.buyer))]
  const books = await sql.query<BookRow>({
    name: 'books',
    text: `select ${BOOK_COLUMNS} from book where id = any($1::bigint[]) order by id for update`,
    values: [numbers(buyers)],
  })
  const working: Working = {
    books: new Map(),
    orders: new Map(),
    ordersOf: new Map(),
    past: new Map(),
    taken: new Set(),
    timeline: await timelineOf(sql, newest),
    closedTo,
  }
  for (const row of books.rows) {
    const { version, chain, wake_at: wakeAt } = row
    working.books.set(row.id as BuyerId, {
      book: bookOf(row),
      version,
      chain,
      wakeAt,
      changed: false,
    })
  }
  await loadPast(sql, commands, working)
  await loadOrders(sql, commands, books.rows, working)
  return working
}

/** The commands that were accepted before, and the order references that are taken. */
async function loadPast(sql: PoolClient, commands: readonly Command[], working: Working) {
  const past = await sql.query<{
    caller: string
    key: string
    fingerprint: string
    book_id: number
    outcome: object
  }>({
    name: 'past',
    text: `select caller, key, encode(fingerprint, 'hex') as fingerprint, book_id, outcome
      from unnest($1::text[], $2::text[]) as ask (c, k)
      join journal on caller = c and key = k`,
    values: [texts(commands.map((c) => c.caller)), texts(commands.map((c) => c.key))],
  })
  for (const { caller, key, fingerprint, book_id: book, outcome } of past.rows) {
    working.past.set(pastKey(caller, key), { fingerprint, book, outcome })
  }
  const references = commands.flatMap((command) => command.newReference ?? [])
  if (references.length === 0) return
  const taken = await sql.query<{ reference: string }>({
    name: 'taken',
    text: 'select reference from orders where reference = any($1::text[])',
    values: [texts(references)],
  })
  for (const row of taken.rows) working.taken.add(row.reference)
}

/** The orders that commands name, and those with points about to vest. */
async function loadOrders(
  sql: PoolClient,
  commands: readonly Command[],
  books: readonly BookRow[],
  working: Working,
) {
  const named = commands.filter((c) => c.order !== undefined && c.newReference === undefined)
  const pairs = new Map(named.map((command) => [command.order as number, command.buyer as number]))
  const vesting = books.filter((row) => row.next_vest_at !== null)
  if (vesting.length > 0) {
    const waiting = await sql.query<{ buyer_id: number; order_id: number }>({
      name: 'vesting',
      text: `select buyer_id, order_id from order_line
        where buyer_id = any($1::bigint[]) and unvested > 0 and vest_at is not null`,
      values: [numbers(vesting.map((row) => row.id))],
    })
    for (const row of waiting.rows) pairs.set(row.order_id, row.buyer_id)
  }
  if (pairs.size === 0) return
  const values = [numbers([...pairs.values()]), numbers([...pairs.keys()])]
  const orders = await sql.query<OrderRow>({
    name: 'orders',
    text: `select o.* from unnest($1::bigint[], $2::bigint[]) as ask (b, o)
      join orders o on o.buyer_id = ask.b and o.id = ask.o`,
    values,
  })
  const lines = await sql.query<LineRow>({
    name: 'lines',
    text: `select l.* from unnest($1::bigint[], $2::bigint[]) as ask (b, o)
      join order_line l on l.buyer_id = ask.b and l.order_id = ask.o order by l.order_id, l.line`,
    values,
  })
  const linesOf = Map.groupBy(lines.rows, (row) => row.order_id)
  for (const row of orders.rows) {
    const order = orderOfRows(row, linesOf.get(row.id) ?? [])
    addOrder(working, { order, reference: row.reference, isNew: false, changed: new Set() })
  }
}
