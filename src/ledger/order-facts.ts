import type { Sql } from '../database/connect.ts'
import type { BuyerId } from '../rules/ids.ts'
import { points } from '../rules/money/amount.ts'
import { withLines } from '../rules/orders/order.ts'
import { mature, type VestingLine } from '../rules/points/mature.ts'
import { policyAt } from '../rules/policy/timeline.ts'
import { type Instant, later } from '../rules/time/instant.ts'
import { BOOK_COLUMNS, type BookRow, bookOf } from './book-rows.ts'
import type { Facts } from './command.ts'
import type { OrderKey } from './directory.ts'
import { type LineRow, type OrderRow, orderOfRows } from './order-rows.ts'
import { readTimeline } from './policies.ts'

/** A book as it would be, with the lines whose points wait to vest after that. */
export interface BookFacts extends Facts {
  readonly waiting: readonly VestingLine[]
}

/** A buyer's book as it would be at a moment, read without a lock: for previews and pages. */
export async function readBook(
  sql: Sql,
  buyer: BuyerId,
  at: Instant,
): Promise<BookFacts | undefined> {
  const timeline = await readTimeline(sql)
  const books = await sql.query<BookRow>(`select ${BOOK_COLUMNS} from book where id = $1`, [buyer])
  const row = books.rows[0]
  if (!row) return undefined
  const now = later(at, row.matured_to ?? at)
  const unvested = await sql.query<LineRow>(
    `select * from order_line where buyer_id = $1 and unvested > 0 and vest_at is not null`,
    [row.next_vest_at === null ? 0 : buyer],
  )
  const lines = unvested.rows.map((line) => ({
    order: line.order_id as OrderKey['order'],
    line: line.line,
    points: points(line.unvested),
    vestAt: line.vest_at as Instant,
  }))
  const { book } = mature(bookOf(row), lines, timeline, now)
  const waiting = lines.filter((line) => line.vestAt > now)
  return { book, waiting, order: undefined, timeline, policy: policyAt(timeline, now), at: now }
}

/** The same, with one of the buyer's orders. */
export async function readOrderFacts(
  sql: Sql,
  key: OrderKey,
  at: Instant,
): Promise<Facts | undefined> {
  const facts = await readBook(sql, key.buyer, at)
  const ids = [key.buyer, key.order]
  const orders = await sql.query<OrderRow>(
    'select * from orders where buyer_id = $1 and id = $2',
    ids,
  )
  const row = orders.rows[0]
  if (!facts || !row) return undefined
  const lines = await sql.query<LineRow>(
    'select * from order_line where buyer_id = $1 and order_id = $2 order by line',
    ids,
  )
  const order = orderOfRows(row, lines.rows)
  const ripe = order.lines.filter((line) => line.vestAt !== null && line.vestAt <= facts.at)
  const vested = ripe.map((line) => ({ ...line, unvested: points(0), vestAt: null }))
  return { ...facts, order: withLines(order, vested) }
}
