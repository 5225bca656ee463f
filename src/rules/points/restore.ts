import type { Posting } from '../book/posting.ts'
import { type Points, points } from '../money/amount.ts'
import type { Policy } from '../policy/policy.ts'
import { after, DAY, type Instant } from '../time/instant.ts'
import {
  type BuyerBook,
  credit,
  debit,
  type Lot,
  nextExpiry,
  rollingExpiry,
  splitLots,
  sumOf,
} from './book.ts'
import { expirePostings } from './mature.ts'

/** The redeemed points of an order: where they came from, and how many have come back. */
export interface Redeemed {
  readonly lots: readonly Lot[]
  readonly lotsBack: number
}

/**
 * Adds points that an order gives back to the buyer; the movement is the caller's to post.
 * Coming back neither extends nor shortens their life. Where it has already ended they get the
 * policy's days of grace, or none: then `lapseOverdue` takes what a clawback has left of them.
 */
export function bringBack(
  book: BuyerBook,
  from: Redeemed,
  amount: Points,
  policy: Policy,
  at: Instant,
): BuyerBook {
  const { expiry, lateReturn } = policy.terms
  if (amount === 0) return book
  const grace = lateReturn.mode === 'grace' ? after(at, lateReturn.days * DAY) : at
  if (expiry.mode === 'rolling') {
    const expiresAt = rollingExpiry(book, expiry.months)
    const late = expiresAt !== null && expiresAt <= at && grace > at
    return { ...credit(book, amount, policy, at), graceUntil: late ? grace : book.graceUntil }
  }
  // Points spent before lots were kept lapse when the balance they came from would have.
  const undated = rollingExpiry(book, expiry.months) ?? at
  return lotsComingBack(from, amount, undated).reduce(
    (next, lot) => credit(next, lot.points, policy, lot.expiresAt > at ? lot.expiresAt : grace),
    book,
  )
}

/** The points spent last come back first; those of no known lot lapse at `undated`. */
function lotsComingBack(from: Redeemed, amount: Points, undated: Instant): readonly Lot[] {
  const [left] = splitLots(from.lots, sumOf(from.lots) - from.lotsBack)
  const known = Math.min(amount, sumOf(left))
  const [, back] = splitLots(left, sumOf(left) - known)
  return [...back, { expiresAt: undated, points: points(amount - known) }]
}

/** Lets whatever is past its date lapse now. */
export function lapseOverdue(
  book: BuyerBook,
  policy: Policy,
  at: Instant,
): { readonly book: BuyerBook; readonly postings: readonly Posting[]; readonly expired: Points } {
  const expiresAt = nextExpiry(book, policy)
  if (expiresAt === null || expiresAt > at) return { book, postings: [], expired: points(0) }
  const rolling = policy.terms.expiry.mode === 'rolling'
  const overdue = book.lots.filter((lot) => lot.expiresAt <= at)
  const expired = rolling ? book.available : points(sumOf(overdue))
  const postings = expirePostings(expired, { at, policyVersion: policy.version })
  return { book: debit(book, expired).book, postings, expired }
}
