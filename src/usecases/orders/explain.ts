import { readTimeline } from '../../ledger/policies.ts'
import type { PostingKind } from '../../rules/book/posting.ts'
import { explainFee } from '../../rules/explain/fee.ts'
import { explainPoints } from '../../rules/explain/points.ts'
import type { Step } from '../../rules/explain/steps.ts'
import { points, yen } from '../../rules/money/amount.ts'
import { pointsAt } from '../../rules/offers/points.ts'
import type { Policy } from '../../rules/policy/policy.ts'
import { policyVersion } from '../../rules/policy/timeline.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import { type PointsColumns, pointsOfColumns } from '../listings/listing.ts'
import type { Behalf } from './behalf.ts'
import { explainRefunds } from './explain-refunds.ts'
import { type OrderEntry, orderEntries } from './order-entries.ts'
import { type OrderSheet, readOrder, type SheetLine } from './view.ts'

/** A number of an order that can be asked about. */
export const FIGURES = [
  'total',
  'principal',
  'shipping',
  'granted',
  'returned',
  'redeemed',
  'refunded',
  'fee',
] as const
export type Figure = (typeof FIGURES)[number]

export interface Explanation {
  readonly refused?: never
  readonly policy: Policy
  /** How the rules computed it; empty where nothing was computed. */
  readonly steps: readonly Step[]
  /** What the ledger has of it, oldest first. */
  readonly entries: readonly OrderEntry[]
}

/** The movements behind each number. */
const KINDS_OF: Readonly<Record<Figure, readonly PostingKind[] | 'all'>> = {
  total: 'all',
  principal: ['principal'],
  shipping: ['shipping'],
  granted: ['points_granted', 'points_vested'],
  returned: ['points_clawed_back', 'points_returned', 'points_shortfall'],
  redeemed: ['points_held', 'points_released', 'points_redeemed', 'points_restored'],
  refunded: [
    ...(['refund_principal', 'refund_shipping', 'claim_principal', 'claim_shipping'] as const),
    ...(['chargeback_principal', 'chargeback_shipping'] as const),
    ...(['points_restored', 'points_shortfall'] as const),
  ],
  fee: ['referral_fee', 'referral_fee_credit'],
}

export interface ExplainAsk {
  readonly order: string
  readonly figure: Figure
  /** All lines when absent. */
  readonly line?: number | undefined
}

/**
 * Why a number of an order is what it is: the steps of the rules, under the policy that was frozen
 * at purchase, and the ledger's entries, as far as they are the asker's.
 * Refusals: `order_not_found`, `line_not_found`.
 */
export async function explainOrder(
  engine: Engine,
  { order, figure, line }: ExplainAsk,
  behalf: Behalf,
): Promise<Refusal | Explanation> {
  const sheet = await readOrder(engine, order, behalf)
  if (isRefusal(sheet)) return sheet
  const lines = line === undefined ? sheet.lines : sheet.lines.filter((one) => one.line === line)
  if (line !== undefined && lines.length === 0) return refuse('line_not_found', { line })
  const policy = policyVersion(await readTimeline(engine.pool), sheet.policyVersion)
  const all = await orderEntries(engine, sheet, behalf)
  const kinds = KINDS_OF[figure]
  const entries = all.filter(
    (entry) =>
      (kinds === 'all' || kinds.includes(entry.kind)) &&
      (line === undefined || entry.line === line),
  )
  return { policy, steps: await stepsOf(engine, figure, sheet, lines, policy, behalf), entries }
}

async function stepsOf(
  engine: Engine,
  figure: Figure,
  sheet: OrderSheet,
  lines: readonly SheetLine[],
  policy: Policy,
  behalf: Behalf,
): Promise<readonly Step[]> {
  switch (figure) {
    case 'granted':
      return (
        await Promise.all(lines.map((line) => grantSteps(engine, sheet, line, policy)))
      ).flat()
    case 'fee':
      // What a seller pays the operator is no business of the buyer's.
      if (behalf.buyer !== undefined) return []
      return [
        ...lines.flatMap((line) => feeSteps(line, policy)),
        ...(await explainRefunds(engine, sheet, lines, policy, ['feeCredit'])),
      ]
    case 'returned':
      return explainRefunds(engine, sheet, lines, policy, ownSteps(behalf, ['due', 'clawback']))
    case 'refunded':
      return explainRefunds(engine, sheet, lines, policy, ownSteps(behalf, ['back', 'cash']))
    default:
      return []
  }
}

/** How a refund was paid would tell a seller how the order was §. */
const ownSteps = <Part extends string>({ seller }: Behalf, parts: readonly Part[]) =>
  seller === undefined ? parts : parts.filter((part) => part === 'due')

/** The setting that the listing had at purchase; what was frozen then is what counts. */
async function grantSteps(
  engine: Engine,
  { placedAt }: OrderSheet,
  line: SheetLine,
  policy: Policy,
): Promise<readonly Step[]> {
  const { price, pointsPerUnit, seller, sku } = line
  if (pointsPerUnit === 0) return []
  const units = line.quantity - line.cancelledQuantity
  const { rows } = await engine.pool.query<PointsColumns>(
    `select h.points_bps, h.points_amount, h.points_of_price
      from listing l join listing_history h on h.listing_id = l.id
      where l.seller_id = $1 and l.sku = $2 and h.event_at <= to_timestamp($3::float8 / 1000)
      order by h.version desc limit 1`,
    [seller, sku, placedAt],
  )
  const setting = rows[0] ? pointsOfColumns(rows[0]) : null
  const known = setting && pointsAt(price, setting, policy.terms.rounding) === pointsPerUnit
  const frozen = { by: 'amount', points: pointsPerUnit, ofPrice: price } as const
  return explainPoints(price, known ? setting : frozen, units, policy)
}

function feeSteps(line: SheetLine, policy: Policy): readonly Step[] {
  if (line.shippedQuantity === 0) return []
  const sale = {
    principal: yen(line.principal),
    shipping: yen(line.shippingCharged),
    points: points(line.granted),
    units: line.shippedQuantity,
  }
  return explainFee(sale, line.fee, policy)
}
