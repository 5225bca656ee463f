import type { Posting } from '../../rules/book/posting.ts'
import { points } from '../../rules/money/amount.ts'
import { lineOf, type Order, withLines } from '../../rules/orders/order.ts'
import type { BuyerBook } from '../../rules/points/book.ts'
import { mature, type Ripening, wakeAt } from '../../rules/points/mature.ts'
import { policyAt } from '../../rules/policy/timeline.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import { type Instant, later } from '../../rules/time/instant.ts'
import type { Accepted, Command, StockTake } from '../command.ts'
import { digestOf, type JournalEntry } from '../journal.ts'
import { type Effect, effectsOf, sellersConcerned } from './effects.ts'
import {
  addOrder,
  applyRipenings,
  changeOrder,
  pastKey,
  vestingLines,
  type Working,
} from './working.ts'

/** A command waiting for its batch, with the moment it was asked. */
export interface Pending {
  readonly command: Command
  readonly askedAt: Instant
}

export interface Written {
  readonly entry: JournalEntry
  readonly postings: readonly Posting[]
  readonly digest: string
  readonly effects: readonly Effect[]
}

export type Answer = Refusal | Accepted<object> | { readonly failed: unknown }

export interface Decided {
  readonly answers: readonly Answer[]
  readonly written: readonly Written[]
  readonly stock: readonly StockTake[]
}

/**
 * Decides every command of a batch in the order asked, each on the state its predecessors left.
 * A command that is refused, or whose rule throws, leaves the state as it found it.
 */
export function decideAll(pending: readonly Pending[], working: Working): Decided {
  const written: Written[] = []
  const stock: StockTake[] = []
  const answers = pending.map((one): Answer => {
    try {
      return decideOne(one, working, written, stock)
    } catch (failed) {
      return { failed }
    }
  })
  return { answers, written, stock }
}

function decideOne(
  { command, askedAt }: Pending,
  working: Working,
  written: Written[],
  stock: StockTake[],
): Answer {
  const pastOf = pastKey(command.caller, command.key)
  const past = working.past.get(pastOf)
  if (past) {
    const same = past.fingerprint === command.fingerprint && past.book === command.buyer
    return same ? { outcome: past.outcome, replayed: true } : refuse('key_reused')
  }
  const open = working.books.get(command.buyer)
  if (!open) return refuse('buyer_not_found')
  if (command.newReference !== undefined && working.taken.has(command.newReference)) {
    return refuse('order_exists', { order: command.newReference })
  }
  const at = later(command.at ?? askedAt, open.book.maturedTo ?? (0 as Instant))
  const { timeline } = working.state
  const matured = mature(open.book, vestingLines(working, command.buyer), timeline, at)
  const openOrder = command.order === undefined ? undefined : working.orders.get(command.order)
  const loaded = openOrder?.order.buyer === command.buyer ? openOrder : undefined
  const order = loaded && ripened(loaded.order, matured.ripenings)
  const policy = policyAt(timeline, at)
  const decision = command.decide({ book: matured.book, order, timeline, policy, at })
  if (isRefusal(decision)) return decision
  const { outcome } = decision
  const outcomeText = JSON.stringify(outcome)
  const postings = inTurn(matured.postings, decision.postings)
  requireBooked(open.book, postings, decision.book)

  // From here the command is accepted, and nothing may fail any more.
  applyRipenings(working, matured.ripenings)
  if (decision.order) {
    if (loaded) changeOrder(loaded, decision.order)
    else {
      const reference = command.newReference as string
      working.taken.add(reference)
      addOrder(working, { order: decision.order, reference, isNew: true, changed: [] })
    }
  }
  stock.push(...(decision.stock ?? []))
  open.book = decision.book
  open.version += 1
  open.wakeAt = nextWake(open.wakeAt, wakeAt(decision.book, timeline, at), at)
  open.changed = true
  const entry = entryOf(command, open.version, working, at, askedAt, outcomeText)
  open.chain = digestOf(open.chain, entry, postings)
  const sellers = sellersConcerned(order, decision.order)
  const effects = effectsOf(entry, matured.ripenings, decision.postings, sellers, working)
  written.push({ entry, postings, digest: open.chain, effects })
  const { fingerprint, buyer: book } = command
  working.past.set(pastOf, { fingerprint, book, outcome })
  return { outcome, replayed: false }
}

const inTurn = (first: readonly Posting[], then: readonly Posting[]): readonly Posting[] =>
  first.length === 0 ? then : [...first, ...then]

/**
 * Throws when a decision's book is not what its postings make of the one before: a bug, which must
 * stop here, because a later command of the batch could hide it from the database's own checks.
 */
function requireBooked(before: BuyerBook, postings: readonly Posting[], after: BuyerBook): void {
  let { available, unvested, held }: Record<'available' | 'unvested' | 'held', number> = before
  for (const { debit, credit, amount } of postings) {
    if (debit === 'buyer_available') available -= amount
    else if (debit === 'buyer_unvested') unvested -= amount
    else if (debit === 'buyer_held') held -= amount
    if (credit === 'buyer_available') available += amount
    else if (credit === 'buyer_unvested') unvested += amount
    else if (credit === 'buyer_held') held += amount
  }
  const isBooked =
    available === after.available && unvested === after.unvested && held === after.held
  if (!isBooked) throw new Error('a book that does not follow from its postings')
  if (available < 0 || unvested < 0 || held < 0) throw new Error('a balance below zero')
}

/** The command's own order, with the lines that ripened meanwhile. */
function ripened(order: Order, ripenings: readonly Ripening[]): Order {
  const lines = ripenings.flatMap((ripening) => {
    if (ripening.did !== 'vest' || ripening.line.order !== order.id) return []
    const line = lineOf(order, ripening.line.line)
    return line ? [{ ...line, unvested: points(0), vestAt: null }] : []
  })
  return lines.length === 0 ? order : withLines(order, lines)
}

/** The journal's row: recorded when it was asked, but never before the books were closed. */
function entryOf(
  command: Command,
  version: number,
  working: Working,
  decidedAt: Instant,
  askedAt: Instant,
  outcome: string,
): JournalEntry {
  const { buyer: book, caller, key, fingerprint, kind, order = null } = command
  const eventAt = command.at ?? decidedAt
  const recordedAt = later(askedAt, working.state.closedTo)
  return { book, version, caller, key, fingerprint, kind, order, eventAt, recordedAt, outcome }
}

/**
 * A wake-up that lies ahead is only ever moved to an earlier moment: most commands leave it alone,
 * and with it the index on it. Once it has passed, all that was due has happened, and the next one
 * is set exactly.
 */
function nextWake(before: Instant | null, exact: Instant | null, at: Instant): Instant | null {
  if (before === null || before <= at) return exact
  return exact === null || before < exact ? before : exact
}
