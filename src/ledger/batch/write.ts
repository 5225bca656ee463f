import type { PoolClient, Sql } from '../../database/connect.ts'
import { numbers } from '../arrays.ts'
import type { StockTake } from '../command.ts'
import type { Decided, Written } from './decide.ts'
import { Outdated } from './past.ts'
import {
  insertEffects,
  insertJournal,
  insertLines,
  insertOrders,
  insertPostings,
  updateBooks,
  updateLines,
  updateOrders,
} from './tables.ts'
import type { OpenOrder, Working } from './working.ts'

/** A listing had less left than the batch sold: the batch is undone and decided one by one. */
export class StockShortage extends Error {
  readonly listings: readonly number[]
  constructor(listings: readonly number[]) {
    super(`listings without stock: ${listings.join(', ')}`)
    this.listings = listings
  }
}

/**
 * Writes all that a batch decided. Each table is one statement, whatever the batch's size. Nothing
 * of it is kept while the database is at work: the collector would have to move it about.
 */
export async function write(sql: PoolClient, decided: Decided, working: Working): Promise<void> {
  const { written } = decided
  if (written.length === 0) return
  const orders = [...working.orders.values()]
  const placed = orders.filter((open) => open.isNew)
  const changed = orders.filter((open) => !open.isNew && open.changed.length > 0)
  // In this order they reach the database, each while the one before is being carried out.
  const books = [...working.books].filter(([, open]) => open.changed)
  const expected = books.length
  const sent = Promise.all([
    // In the order in which books are locked, so that processes can not wait for each other.
    updateBooks(
      sql,
      books.sort(([a], [b]) => a - b),
    ),
    insertJournal(sql, written),
    insertOrders(sql, placed),
    insertLines(sql, placed.flatMap(linesOf)),
    updateLines(sql, changed.flatMap(linesOf)),
    updateOrders(
      sql,
      changed.filter(({ order }) => order.lots.length > 0),
    ),
    writePostings(sql, written),
    insertEffects(
      sql,
      written.flatMap(({ entry, effects }) => effects.map((effect) => ({ entry, effect }))),
    ),
    // Last, because other lanes may be waiting for the same listings.
    takeStock(sql, decided.stock),
  ])
  return sent.then(([replaced]) => {
    if (replaced !== expected) throw new Outdated()
  })
}

/** The lines of an order that have to be written. */
const linesOf = ({ order, isNew, changed }: OpenOrder) =>
  order.lines.filter(({ line }) => isNew || changed.includes(line)).map((line) => ({ order, line }))

/** Writes the postings of entries, numbered within each. */
export const writePostings = (
  sql: Sql,
  written: readonly Pick<Written, 'entry' | 'postings'>[],
): Promise<unknown> =>
  insertPostings(
    sql,
    written.flatMap(({ entry, postings }) => postings.map((posting, n) => ({ entry, posting, n }))),
  )

/** Takes stock from listings that count it; the guard makes overselling impossible. */
async function takeStock(sql: PoolClient, takes: readonly StockTake[]): Promise<void> {
  if (takes.length === 0) return
  const sums = new Map<number, number>()
  for (const { listing, units } of takes) sums.set(listing, (sums.get(listing) ?? 0) + units)
  const values = [numbers([...sums.keys()]), numbers([...sums.values()])]
  const taken = await sql.query<{ id: number }>({
    name: 'take-stock',
    text: `with wanted as materialized (
        select l.id, n.units from unnest($1::bigint[], $2::bigint[]) as n (id, units)
        join listing l on l.id = n.id order by l.id for no key update of l)
      update listing set stock = stock - wanted.units from wanted
      where listing.id = wanted.id and (stock is null or stock >= wanted.units)
      returning listing.id`,
    values,
  })
  if (taken.rows.length === sums.size) return
  const done = new Set(taken.rows.map((row) => row.id))
  throw new StockShortage([...sums.keys()].filter((listing) => !done.has(listing)))
}
