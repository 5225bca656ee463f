import type { Units } from '../../rules/orders/units.ts'
import type { RefundCause } from '../../rules/refunds/refund.ts'
import { isRefusal, type Refusal } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import type { Behalf } from './behalf.ts'
import { readOrder } from './view.ts'

/** What happened to an order, by the journal's own names. */
export const HAPPENINGS = [
  'order.placed',
  'order.quantity_changed',
  'order.cancelled',
  'order.shipped',
  'order.delivered',
  'order.refunded',
  'order.returned',
  'order.claimed',
  'order.charged_back',
] as const

/** One of the things that happened to an order, as far as it concerns whoever asks. */
export interface OrderHappening {
  readonly what: (typeof HAPPENINGS)[number]
  readonly at: Instant
  /** The units or lines it was about; of a refund also what it took and gave, in yen. */
  readonly lines: readonly HappenedLine[]
  readonly cause: RefundCause | null
  readonly reason: string | null
  readonly carrier: string | null
  readonly tracking: string | null
}

export interface HappenedLine {
  readonly line: number
  readonly quantity: number | null
  /** Given back of price and shipping. */
  readonly refunded: number | null
  readonly pointsToSeller: number | null
  readonly feeCredit: number | null
}

interface Row {
  readonly what: OrderHappening['what']
  readonly at: Instant
  readonly outcome: OutcomeOf
}

/** What the journal says came of a command on an order. */
export interface OutcomeOf {
  readonly units?: readonly Units[]
  readonly lines?: readonly (number | OutcomeLine)[]
  readonly line?: number
  readonly quantity?: number
  readonly cause?: RefundCause
  readonly reason?: string
  readonly carrier?: string
  readonly tracking?: string
}

interface OutcomeLine {
  readonly line: number
  readonly quantity?: number
  readonly principal?: number
  readonly shipping?: number
  readonly pointsToSeller?: number
  readonly feeCredit?: number
}

/**
 * Everything that happened to an order, oldest first. A seller is told of its own lines, and of
 * nothing that only concerns the buyer or another seller. Refusal: `order_not_found`.
 */
export async function orderHistory(
  engine: Engine,
  reference: string,
  behalf: Behalf,
): Promise<Refusal | readonly OrderHappening[]> {
  const sheet = await readOrder(engine, reference, behalf)
  if (isRefusal(sheet)) return sheet
  const own = new Set(sheet.lines.map(({ line }) => line))
  const key = await engine.directory.order(reference)
  const { rows } = await engine.pool.query<Row>({
    name: 'order-history',
    text: `select kind as what, event_at as at, outcome from journal
      where book_id = $1 and order_id = $2 and kind = any($3) order by version`,
    values: [key?.buyer, sheet.id, HAPPENINGS],
  })
  return rows.flatMap((row) => {
    const lines = linesOf(row.outcome).filter(({ line }) => own.has(line))
    if (lines.length === 0 && row.what !== 'order.placed') return []
    return [happeningOf(row, lines)]
  })
}

export function happeningOf(
  { what, at, outcome }: Row,
  lines: readonly OutcomeLine[],
): OrderHappening {
  const isRefund = outcome.cause !== undefined
  return {
    what,
    at,
    lines: lines.map(({ line, quantity, principal = 0, shipping = 0, ...back }) => ({
      line,
      quantity: quantity ?? null,
      refunded: isRefund ? principal + shipping : null,
      pointsToSeller: isRefund ? (back.pointsToSeller ?? 0) : null,
      feeCredit: isRefund ? (back.feeCredit ?? 0) : null,
    })),
    cause: outcome.cause ?? null,
    reason: outcome.reason ?? null,
    carrier: outcome.carrier ?? null,
    tracking: outcome.tracking ?? null,
  }
}

export function linesOf({ units, lines, line, quantity }: OutcomeOf): readonly OutcomeLine[] {
  if (line !== undefined) return [{ line, ...(quantity === undefined ? {} : { quantity }) }]
  return (units ?? lines ?? []).map((one) => (typeof one === 'number' ? { line: one } : one))
}
