// Refunds told as stories: what was sold, what the buyer has left, what is asked.
import { points } from '../../src/rules/money/amount.ts'
import type { LineTerms } from '../../src/rules/orders/order.ts'
import { decidePlacement } from '../../src/rules/orders/place.ts'
import { decideShipment } from '../../src/rules/orders/ship.ts'
import type { BuyerBook } from '../../src/rules/points/book.ts'
import type { Policy } from '../../src/rules/policy/policy.ts'
import type { RefundAsk } from '../../src/rules/refunds/amounts.ts'
import {
  decideRefund,
  type RefundCause,
  type RefundLineAsk,
} from '../../src/rules/refunds/refund.ts'
import { DAY } from '../../src/rules/time/instant.ts'
import { accepted, bookWith, lineTerms, momentAfter, NOON, plainPolicy, purchase } from './given.ts'

export const policy = plainPolicy()
/** A week after the sale. */
export const at = momentAfter(NOON, 7 * DAY)

/** 1,000 JPY with 200 points, shipped; the buyer's balance is then set to what the story says. */
export const item = lineTerms({ pointsPerUnit: points(200) })

export function shipped(lines: LineTerms[] = [item], redeem = 0, given = policy) {
  const placed = accepted(decidePlacement(bookWith(redeem), purchase(lines, redeem), given, NOON))
  return accepted(decideShipment(placed.book, placed.order, 'all', given, NOON))
}

interface Story {
  balance?: number
  ask?: RefundAsk
  asks?: RefundLineAsk[] | 'full'
  cause?: RefundCause
  given?: ReturnType<typeof shipped>
  book?: Partial<BuyerBook>
  under?: Policy
}

export const refund = ({
  balance,
  ask,
  asks,
  cause,
  given = shipped(),
  book,
  under = policy,
}: Story) =>
  decideRefund(
    { ...given.book, ...(balance === undefined ? {} : { available: points(balance) }), ...book },
    given.order,
    asks ?? (ask ? [{ line: 1, ask }] : 'full'),
    cause ?? 'refund',
    under,
    at,
  )

export const tenPercent: RefundAsk = { of: 'percentage', bps: 1_000 }
