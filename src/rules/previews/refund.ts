import { type Points, points, type Yen } from '../money/amount.ts'
import { type BuyerBook, earn } from '../points/book.ts'
import type { FeeRate, Policy } from '../policy/policy.ts'
import type { RefundAsk } from '../refunds/amounts.ts'
import { decideRefund, type RefundCause, type RefundedLine } from '../refunds/refund.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { IMAGINED_AT, type ImaginedLine, proceedsOf, sell, withFeeRate } from './sale.ts'

export interface RefundQuestion extends ImaginedLine {
  /** What the buyer has left to spend when the refund happens; all that was earned when absent. */
  readonly balance?: Points
  readonly ask: RefundAsk
  /** `refund` when absent. */
  readonly cause?: RefundCause
  /** Instead of the policy's fee table. */
  readonly rate?: FeeRate
}

export interface RefundPreview extends RefundedLine {
  readonly refused?: never
  readonly granted: Points
  /** Points that the seller gets back: `pointsToSeller` by the name the help page uses. */
  readonly pointsReturned: Points
  readonly feeCharged: Yen
  /** What the refund changes on the seller's proceeds: negative. */
  readonly proceeds: number
  readonly balanceAfter: Points
  readonly policyVersion: number
}

/**
 * What a refund of one shipped line would do: the line is placed, shipped and refunded in memory.
 *
 * Points not vested yet would be taken before the balance; here everything earned has vested,
 * and the buyer has spent it down (or earned elsewhere up) to `balance`.
 */
export function previewRefund(question: RefundQuestion, policy: Policy): Refusal | RefundPreview {
  const rules = withFeeRate(policy, question.rate)
  const sold = sell(question, rules)
  if (isRefusal(sold)) return sold
  const { granted, feeCharged } = sold.line
  const balance = question.balance ?? granted
  if (balance < 0) return refuse('amount_out_of_range')
  const order = { ...sold.order, lines: [{ ...sold.line, unvested: points(0) }] }
  const lines = [{ line: 1, ask: question.ask }]
  const cause = question.cause ?? 'refund'
  const book = withBalance(sold.book, balance, rules)
  const refunded = decideRefund(book, order, lines, cause, rules, IMAGINED_AT)
  if (isRefusal(refunded)) return refunded
  const result = refunded.lines[0] as RefundedLine
  return {
    ...result,
    granted,
    pointsReturned: result.pointsToSeller,
    feeCharged,
    proceeds: proceedsOf(refunded.postings),
    balanceAfter: refunded.book.available,
    policyVersion: policy.version,
  }
}

const withBalance = (book: BuyerBook, balance: Points, policy: Policy): BuyerBook =>
  earn(
    { ...book, available: points(0), unvested: points(0), lots: [] },
    balance,
    policy,
    IMAGINED_AT,
  )
