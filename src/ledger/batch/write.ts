import { numbers } from '../arrays.ts'
import type { StockTake } from '../command.ts'
import type { Decided, Written } from './decide.ts'
import { exactly, type Statement } from './statements.ts'
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

/**
 * What writes all that a batch decided, in the order in which it is to be sent. Each table is one
 * statement, whatever the batch's size. The statements hold the values as bytes: nothing of what
 * was decided is kept while the database is at work, or the collector would have to move it about.
 */
export function writing({ written, stock }: Decided, working: Working): readonly Statement[] {
  if (written.length === 0) return []
  const orders = [...working.orders.values()]
  const placed = orders.filter((open) => open.isNew)
  const changed = orders.filter((open) => !open.isNew && open.changed.length > 0)
  // In the order in which books are locked, so that processes can not wait for each other.
  const books = [...working.books].filter(([, open]) => open.changed).sort(([a], [b]) => a - b)
  return [
    ...updateBooks.of(books).map((update) => exactly(books.length, update, 'outdated')),
    ...insertJournal.of(written),
    ...insertOrders.of(placed),
    ...insertLines.of(placed.flatMap(linesOf)),
    ...updateLines.of(changed.flatMap(linesOf)),
    ...updateOrders.of(changed.filter(({ order }) => order.lots.length > 0)),
    ...insertPostings.of(written.flatMap(postingsOf)),
    ...insertEffects.of(written.flatMap(effectsOf)),
    // Last, because other lanes may be waiting for the same listings.
    ...takingStock(stock),
  ]
}

/** The lines of an order that have to be written. */
const linesOf = ({ order, isNew, changed }: OpenOrder) =>
  order.lines.filter(({ line }) => isNew || changed.includes(line)).map((line) => ({ order, line }))

/** The postings of an entry, numbered. */
export const postingsOf = ({ entry, postings }: Pick<Written, 'entry' | 'postings'>) =>
  postings.map((posting, n) => ({ entry, posting, n }))

const effectsOf = ({ entry, effects }: Written) => effects.map((effect) => ({ entry, effect }))

/** Takes stock from listings that count it; the guard makes overselling impossible. */
function takingStock(takes: readonly StockTake[]): readonly Statement[] {
  if (takes.length === 0) return []
  const sums = new Map<number, number>()
  for (const { listing, units } of takes) sums.set(listing, (sums.get(listing) ?? 0) + units)
  const take = {
    name: 'take-stock',
    text: `with wanted as materialized (
        select l.id, n.units from unnest($1::bigint[], $2::bigint[]) as n (id, units)
        join listing l on l.id = n.id order by l.id for no key update of l)
      update listing set stock = stock - wanted.units from wanted
      where listing.id = wanted.id and (stock is null or stock >= wanted.units)`,
    values: [numbers([...sums.keys()]), numbers([...sums.values()])],
  }
  return [exactly(sums.size, take, 'shortage')]
}
