import { move, type Posting } from '../book/posting.ts'
import { isAmount, type Points, points, yenOf } from '../money/amount.ts'
import type { Policy } from '../policy/policy.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Instant } from '../time/instant.ts'
import { type BuyerBook, debit, earn } from './book.ts'

export interface BookChange {
  readonly refused?: never
  readonly book: BuyerBook
  readonly postings: readonly Posting[]
}

/** Points the operator gives at its own cost: a campaign, a voucher, an apology. */
export function decideGrant(
  book: BuyerBook,
  amount: Points,
  policy: Policy,
  at: Instant,
): Refusal | BookChange {
  if (amount <= 0) return refuse('amount_must_be_positive')
  if (!isAmount(amount)) return refuse('amount_out_of_range')
  return give(book, amount, 'promotion', policy, at)
}

/**
 * A correction by the operator: positive gives points, negative takes them from the available
 * balance. It never takes more than is there.
 */
export function decideAdjustment(
  book: BuyerBook,
  amount: number,
  policy: Policy,
  at: Instant,
): Refusal | BookChange {
  if (amount === 0) return refuse('amount_must_not_be_zero')
  if (!isAmount(Math.abs(amount))) return refuse('amount_out_of_range')
  if (amount > 0) return give(book, points(amount), 'adjustment', policy, at)
  const taken = points(-amount)
  if (taken > book.available) return refuse('balance_too_low', { available: book.available })
  const context = { at, policyVersion: policy.version }
  return {
    book: debit(book, taken).book,
    postings: [
      ...move('buyer_available', 'issued', taken, 'adjustment', context),
      ...move('points_funding', 'operator_promotions', yenOf(taken), 'adjustment', context),
    ],
  }
}

function give(
  book: BuyerBook,
  amount: Points,
  kind: 'promotion' | 'adjustment',
  policy: Policy,
  at: Instant,
): BookChange {
  const context = { at, policyVersion: policy.version }
  return {
    book: earn(book, amount, policy, at),
    postings: [
      ...move('operator_promotions', 'points_funding', yenOf(amount), kind, context),
      ...move('issued', 'buyer_available', amount, kind, context),
    ],
  }
}
