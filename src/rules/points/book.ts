import { addPoints, type Points, points } from '../money/amount.ts'
import type { Policy } from '../policy/policy.ts'
import { addMonths, type Instant, later } from '../time/instant.ts'

/** Points that lapse together, under the dated-lots rule. */
export interface Lot {
  readonly expiresAt: Instant
  readonly points: Points
}

/** Everything the rules know of one buyer. The only state that a buyer command locks. */
export interface BuyerBook {
  /** Can be spent now. */
  readonly available: Points
  /** Earned by shipped lines, not yet spendable (only where vesting is not at shipment). */
  readonly unvested: Points
  /** Set aside for orders that have not shipped. */
  readonly held: Points
  /** What makes up `available`, soonest first; empty under the rolling rule. */
  readonly lots: readonly Lot[]
  readonly lastOrderedAt: Instant | null
  readonly lastEarnedAt: Instant | null
  /** Points that came back late can be spent until then. */
  readonly graceUntil: Instant | null
  /** The lapse the buyer has been reminded of, so that each is announced once. */
  readonly remindedOf: Instant | null
  /** The soonest vesting among the lines with unvested points. */
  readonly nextVestAt: Instant | null
  /** The latest moment this book has lived through; time never runs backwards in a book. */
  readonly maturedTo: Instant | null
}

export const EMPTY_BOOK: BuyerBook = {
  available: points(0),
  unvested: points(0),
  held: points(0),
  lots: [],
  lastOrderedAt: null,
  lastEarnedAt: null,
  graceUntil: null,
  remindedOf: null,
  nextVestAt: null,
  maturedTo: null,
}

/** Points in the buyer's hands; the operator holds as many yen against them. */
export const outstanding = (book: BuyerBook): Points =>
  addPoints(book.available, book.unvested, book.held)

const laterOf = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null ? b : b === null ? a : later(a, b)

/** When the balance lapses under the rolling rule; null while nothing was ever earned or used. */
export function rollingExpiry(book: BuyerBook, months: number): Instant | null {
  const base = laterOf(book.lastOrderedAt, book.lastEarnedAt)
  return laterOf(base === null ? null : addMonths(base, months), book.graceUntil)
}

/** When the next available points lapse; null when there is nothing to lapse. */
export function nextExpiry(book: BuyerBook, policy: Policy): Instant | null {
  if (book.available === 0) return null
  const { expiry } = policy.terms
  if (expiry.mode === 'rolling') return rollingExpiry(book, expiry.months)
  return book.lots[0]?.expiresAt ?? null
}

/**
 * Brings the lots in line with the rule in force: under dated lots every available point belongs
 * to one (points from before the rule get the date they had), under rolling none does.
 */
export function underRule(book: BuyerBook, policy: Policy): BuyerBook {
  const { expiry } = policy.terms
  if (expiry.mode === 'rolling') return book.lots.length === 0 ? book : { ...book, lots: [] }
  const undated = book.available - sumOf(book.lots)
  if (undated === 0) return book
  const date = rollingExpiry(book, expiry.months)
  if (date === null) throw new RangeError('points without a past')
  return { ...book, lots: withLot(book.lots, { expiresAt: date, points: points(undated) }) }
}

/** Adds available points; under dated lots they lapse at `expiresAt`. */
export function credit(
  book: BuyerBook,
  amount: Points,
  policy: Policy,
  expiresAt: Instant,
): BuyerBook {
  const dated = policy.terms.expiry.mode === 'dated-lots' && amount > 0
  return {
    ...book,
    available: addPoints(book.available, amount),
    lots: dated ? withLot(book.lots, { expiresAt, points: amount }) : book.lots,
  }
}

/** Adds newly earned points: they count as an earning from this moment. */
export function earn(book: BuyerBook, amount: Points, policy: Policy, at: Instant): BuyerBook {
  const expiresAt = addMonths(at, policy.terms.expiry.months)
  const lastEarnedAt = laterOf(book.lastEarnedAt, at)
  return { ...credit(book, amount, policy, expiresAt), lastEarnedAt }
}

/**
 * Takes available points, from the lots that lapse soonest.
 * Returns the lots they came from. Throws when there are too few: a bug.
 */
export function debit(
  book: BuyerBook,
  amount: Points,
): { readonly book: BuyerBook; readonly lots: readonly Lot[] } {
  if (amount > book.available) throw new RangeError('a balance can not go negative')
  const [taken, lots] = splitLots(book.lots, amount)
  return { book: { ...book, available: points(book.available - amount), lots }, lots: taken }
}

/** Cuts lots after the first `count` points. */
export function splitLots(lots: readonly Lot[], count: number): readonly [Lot[], Lot[]] {
  const head: Lot[] = []
  const tail: Lot[] = []
  let left = count
  for (const lot of lots) {
    const part = Math.min(left, lot.points)
    left -= part
    if (part > 0) head.push({ ...lot, points: points(part) })
    if (part < lot.points) tail.push({ ...lot, points: points(lot.points - part) })
  }
  return [head, tail]
}

export const sumOf = (lots: readonly Lot[]): number =>
  lots.reduce((sum, lot) => sum + lot.points, 0)

function withLot(lots: readonly Lot[], lot: Lot): readonly Lot[] {
  const same = lots.find((other) => other.expiresAt === lot.expiresAt)
  if (same) {
    const merged = { ...same, points: addPoints(same.points, lot.points) }
    return lots.map((other) => (other === same ? merged : other))
  }
  return [...lots, lot].sort((a, b) => a.expiresAt - b.expiresAt)
}
