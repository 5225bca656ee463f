import { explainRefund, type RefundExplanation } from '../../rules/explain/refund.ts'
import type { Step } from '../../rules/explain/steps.ts'
import { points, yen } from '../../rules/money/amount.ts'
import type { OrderLine } from '../../rules/orders/order.ts'
import type { Policy } from '../../rules/policy/policy.ts'
import type { RefundedLine } from '../../rules/refunds/refund.ts'
import type { Engine } from '../engine.ts'
import { type OrderEntry, orderEntries } from './order-entries.ts'
import type { OrderSheet } from './view.ts'

interface RefundRow {
  readonly version: number
  readonly lines: readonly RefundedLine[]
  /** The buyer's spendable points just before. */
  readonly available: number
}

const KINDS = ['order.refunded', 'order.returned', 'order.claimed', 'order.charged_back']

/** Parts of the explanations of every refund of some lines, in the order they happened. */
export async function explainRefunds(
  engine: Engine,
  sheet: OrderSheet,
  lines: readonly OrderLine[],
  policy: Policy,
  parts: readonly (keyof RefundExplanation)[],
): Promise<readonly Step[]> {
  const refunds = await readRefunds(engine, sheet)
  if (refunds.length === 0) return []
  const entries = await orderEntries(engine, sheet, {})
  return refunds.flatMap(({ version, available, lines: done }) =>
    lines.flatMap((line) => {
      const refunded = done.find((one) => one.line === line.line)
      if (!refunded) return []
      const before = lineBefore(line, entries, version)
      const all = explainRefund(before, points(available), refunded, policy)
      return parts.flatMap((part) => all[part])
    }),
  )
}

async function readRefunds(engine: Engine, { id, reference }: OrderSheet): Promise<RefundRow[]> {
  const key = await engine.directory.order(reference)
  const { rows } = await engine.pool.query<RefundRow>({
    name: 'order-refunds',
    text: `select j.version, j.outcome -> 'lines' as lines, (
          select coalesce(sum(case 'buyer_available'
              when p.credit::text then p.amount when p.debit::text then -p.amount else 0 end), 0)
            ::bigint
          from posting p where p.book_id = j.book_id and p.version < j.version and p.unit = 'PT'
        ) as available
      from journal j where j.book_id = $1 and j.order_id = $2 and j.kind = any($3)
      order by j.version`,
    values: [key?.buyer, id, KINDS],
  })
  return rows
}

/** The line as a command found it: of its cumulative amounts, what was in the ledger before. */
function lineBefore(line: OrderLine, entries: readonly OrderEntry[], version: number): OrderLine {
  const before = entries.filter((entry) => entry.line === line.line && entry.version < version)
  const sum = (unit: OrderEntry['unit'], ...kinds: readonly OrderEntry['kind'][]) =>
    before
      .filter((entry) => entry.unit === unit && kinds.includes(entry.kind))
      .reduce((total, entry) => total + entry.amount, 0)
  const unvested = before.reduce(
    (total, { debit, credit, amount }) =>
      total +
      (credit === 'buyer_unvested' ? amount : 0) -
      (debit === 'buyer_unvested' ? amount : 0),
    0,
  )
  const principal = sum('JPY', 'principal')
  return {
    ...line,
    shippedQuantity: principal / line.price,
    captured: points(sum('PT', 'points_redeemed')),
    principal: yen(principal),
    shippingCharged: yen(sum('JPY', 'shipping')),
    granted: points(sum('PT', 'points_granted')),
    unvested: points(unvested),
    feeCharged: yen(sum('JPY', 'referral_fee')),
    feeCredited: yen(sum('JPY', 'referral_fee_credit')),
    refundedPrincipal: yen(
      sum('JPY', 'refund_principal', 'claim_principal', 'chargeback_principal'),
    ),
    refundedShipping: yen(sum('JPY', 'refund_shipping', 'claim_shipping', 'chargeback_shipping')),
    pointsDue: points(sum('JPY', 'points_shortfall') + sum('PT', 'points_clawed_back')),
    pointsBack: points(sum('PT', 'points_restored')),
  }
}
