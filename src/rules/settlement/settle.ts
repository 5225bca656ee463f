import type { PostingKind } from '../book/posting.ts'
import { type Yen, yen } from '../money/amount.ts'
import { mulDiv, WHOLE_BPS } from '../money/ratio.ts'
import type { Policy } from '../policy/policy.ts'

/** The lines of a statement, in the order they are printed. */
export const STATEMENT_LINES = [
  'principal',
  'shipping',
  'points_granted',
  'points_returned',
  'referral_fee',
  'referral_fee_credit',
  'refunds',
  'claims',
  'chargebacks',
  'adjustments',
] as const

export type StatementLine = (typeof STATEMENT_LINES)[number]

/** Which line a movement on a seller's proceeds belongs to; null: it moves no proceeds. */
const LINE_OF: Readonly<Record<PostingKind, StatementLine | null>> = {
  principal: 'principal',
  shipping: 'shipping',
  points_granted: 'points_granted',
  points_returned: 'points_returned',
  points_shortfall: 'points_returned',
  referral_fee: 'referral_fee',
  referral_fee_credit: 'referral_fee_credit',
  refund_principal: 'refunds',
  refund_shipping: 'refunds',
  claim_principal: 'claims',
  claim_shipping: 'claims',
  chargeback_principal: 'chargebacks',
  chargeback_shipping: 'chargebacks',
  adjustment: 'adjustments',
  points_vested: null,
  points_held: null,
  points_released: null,
  points_redeemed: null,
  points_restored: null,
  points_expired: null,
  points_clawed_back: null,
  promotion: null,
  disbursement: null,
}

/** The line of a seller's statement that a movement belongs to; null for none. */
export const statementLineOf = (kind: PostingKind): StatementLine | null => LINE_OF[kind]

export interface Settlement {
  /** Signed yen: what the seller got is positive. */
  readonly lines: Readonly<Record<StatementLine, number>>
  /** Carried over from the period before; may be negative. */
  readonly opening: number
  /** The sum of the lines. */
  readonly net: number
  /** Held back until the next period. */
  readonly reserve: Yen
  /** Paid out now. */
  readonly disbursement: Yen
  /** opening + net − disbursement; carried over, and when negative never paid out. */
  readonly closing: number
}

/**
 * Settles one seller's period. `totals` are the yen credited less the yen debited on its
 * proceeds, by kind, for the movements of the period; what earlier statements paid out
 * (`disbursement`) is in the opening balance already and is left out.
 *
 * Throws a RangeError when a kind that cannot move proceeds has an amount: a bug.
 */
export function decideSettlement(
  opening: number,
  totals: Readonly<Partial<Record<PostingKind, number>>>,
  policy: Policy,
): Settlement {
  const lines = Object.fromEntries(STATEMENT_LINES.map((line) => [line, 0])) as Record<
    StatementLine,
    number
  >
  for (const [kind, amount] of Object.entries(totals) as [PostingKind, number][]) {
    const line = LINE_OF[kind]
    if (line !== null) lines[line] = exact(lines[line] + amount)
    else if (kind !== 'disbursement' && amount !== 0) {
      throw new RangeError(`${kind} can not move a seller's proceeds`)
    }
  }
  const net = exact(STATEMENT_LINES.reduce((sum, line) => sum + lines[line], 0))
  const balance = exact(opening + net)
  const { rounding, settlement } = policy.terms
  const positive = Math.max(0, balance)
  const reserve = mulDiv(positive, settlement.reserveBps, WHOLE_BPS, rounding)
  const disbursement = positive - reserve
  return {
    lines,
    opening,
    net,
    reserve: yen(reserve),
    disbursement: yen(disbursement),
    closing: balance - disbursement,
  }
}

/** A signed sum of yen, proven whole and safe. */
const exact = (value: number): number => yen(value)
