import type { Posting } from '../rules/book/posting.ts'
import type { BuyerId, OrderId } from '../rules/ids.ts'
import type { Order } from '../rules/orders/order.ts'
import type { BuyerBook } from '../rules/points/book.ts'
import type { Policy } from '../rules/policy/policy.ts'
import type { Timeline } from '../rules/policy/timeline.ts'
import type { Refusal } from '../rules/refusal.ts'
import type { Instant } from '../rules/time/instant.ts'

/** What a decision may look at: the buyer's book, lived through to the moment of deciding. */
export interface Facts {
  readonly book: BuyerBook
  /** The order the command names; undefined when it names none, or the buyer has no such order. */
  readonly order: Order | undefined
  readonly timeline: Timeline
  /** The policy in force at `at`. */
  readonly policy: Policy
  readonly at: Instant
}

/** Units to take from the stock of a listing, all or none with the command. */
export interface StockTake {
  readonly listing: number
  readonly units: number
}

/** What an accepted command writes, all of it or nothing. */
export interface Decision<Outcome extends object> {
  readonly refused?: never
  readonly book: BuyerBook
  /** The order as it is now: a new one, or one whose lines changed. */
  readonly order?: Order | undefined
  readonly postings: readonly Posting[]
  /** The answer, as JSON: a repetition of the command gets the very same. */
  readonly outcome: Outcome
  readonly stock?: readonly StockTake[] | undefined
}

/** What a rule decided, with the answer to it. */
export const answered = <Outcome extends object>(
  { book, order, postings }: Omit<Decision<object>, 'outcome' | 'stock'>,
  outcome: Outcome,
  stock?: readonly StockTake[],
): Decision<Outcome> => ({ book, order, postings, outcome, stock })

/** One intent of one caller on one buyer's book. */
export interface Command<Outcome extends object = object> {
  readonly caller: string
  /** The caller's idempotency key. */
  readonly key: string
  /** Digest of what was asked, 16 bytes in hex: the same key for something else is refused. */
  readonly fingerprint: string
  /** Also the topic of its outbox row, such as `order.placed`. */
  readonly kind: string
  readonly buyer: BuyerId
  /** An order to load, or the new order's id. */
  readonly order?: OrderId | undefined
  /** The new order's reference, when the command places one. */
  readonly newReference?: string | undefined
  /** When it happened; absent for "now". Earlier than the book's past, it is decided as of then. */
  readonly at?: Instant | undefined
  /** When it was asked, which is when it is recorded; absent for the moment of submitting. */
  readonly askedAt?: Instant | undefined
  decide(facts: Facts): Refusal | Decision<Outcome>
}

export interface Accepted<Outcome extends object> {
  readonly refused?: never
  readonly outcome: Outcome
  /** Whether this was a repetition, answered from the journal. */
  readonly replayed: boolean
}
