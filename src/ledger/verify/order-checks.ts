import { feeRateOf } from '../../rules/fees/referral.ts'
import { type Lot, sumOf } from '../../rules/points/book.ts'
import type { Policy } from '../../rules/policy/policy.ts'
import { policyAt, policyVersion, type Timeline } from '../../rules/policy/timeline.ts'
import { DAY } from '../../rules/time/instant.ts'
import type { OrderRow } from '../order-rows.ts'
import { type LineStory, SUMMED_COLUMNS } from './line-story.ts'
import type { PlacedLine, PlacedTerms } from './outcomes.ts'
import { type BadRow, differs } from './report.ts'

/** What the entries say of one order. */
export interface OrderStory {
  readonly row: OrderRow
  readonly lines: Map<number, LineStory>
  placed: PlacedTerms | undefined
  placedAt: number
  /** Points set aside at purchase, by the postings. */
  held: number
}

/** The first column of an order, or else of its lines, that the entries contradict. */
export function* checkOrder(story: OrderStory, timeline: Timeline): Generator<BadRow> {
  const { row, placed } = story
  const key = { buyer_id: row.buyer_id, id: row.id }
  if (!placed) {
    const what = 'an order that no entry of the journal placed'
    yield { table: 'orders', key, what, expected: null, found: row.reference }
    return
  }
  const policy = policyAt(timeline, row.placed_at)
  const lines = [...story.lines.values()]
  const back = lines.reduce((sum, line) => sum + line.sums.released + line.sums.points_back, 0)
  const bought = new Set(placed.lines.map((terms) => terms.line))
  const dated = policy.terms.expiry.mode === 'dated-lots'
  const columns = [
    ['reference', placed.order, row.reference],
    ['placed_at', story.placedAt, row.placed_at],
    ['policy_version', policy.version, row.policy_version],
    ['total', placed.total, row.total],
    ['redeemed', story.held, row.redeemed],
    ['lots', dated ? story.held : 0, sumOf(row.lots)],
    ['lots_back', row.lots.length > 0 ? back : row.lots_back, row.lots_back],
  ] as const
  for (const [what, expected, found] of columns) {
    const bad = differs('orders', key, what, expected, found)
    if (bad) yield bad
  }
  for (const terms of placed.lines) {
    const line = story.lines.get(terms.line)
    if (line) yield* checkLine(line, terms, story.placedAt, policyVersion(timeline, policy.version))
    else {
      const missing = { buyer_id: row.buyer_id, order_id: row.id, line: terms.line }
      yield { table: 'order_line', key: missing, what: 'missing', expected: terms.sku, found: null }
    }
  }
  for (const { row: line } of lines) {
    const { line: number, sku: found } = line
    const surplus = { buyer_id: row.buyer_id, order_id: row.id, line: number }
    const what = 'a line that was not bought'
    if (bought.has(number)) continue
    yield { table: 'order_line', key: surplus, what, expected: null, found }
  }
}

function* checkLine(
  story: LineStory,
  terms: PlacedLine,
  placedAt: number,
  policy: Policy,
): Generator<BadRow> {
  const { row, sums } = story
  const key = { buyer_id: row.buyer_id, order_id: row.order_id, line: row.line }
  const fee = feeRateOf(policy, row.category)
  const frozen = [
    ['seller_id', terms.seller, row.seller_id],
    ['placed_at', placedAt, row.placed_at],
    ['sku', terms.sku, row.sku],
    ['quantity', story.ordered, row.quantity],
    ['price', terms.price, row.price],
    ['shipping', terms.shipping, row.shipping],
    ['points_per_unit', terms.points, row.points_per_unit],
    ['fee_rate_bps', fee.rateBps, row.fee_rate_bps],
    ['fee_minimum', fee.minimum, row.fee_minimum],
    ['redeemed', terms.redeemed, row.redeemed],
    ['cancelled_quantity', story.cancelled, row.cancelled_quantity],
    ['shipped_quantity', story.shipped, row.shipped_quantity],
    ['vest_at', vestingOf(story, policy), row.vest_at],
  ] as const
  for (const [what, expected, found] of frozen) {
    const bad = differs('order_line', key, what, expected, found)
    if (bad) yield bad
  }
  for (const what of SUMMED_COLUMNS) {
    if (what === 'points_due' && keptByBuyers(story, policy)) continue
    const bad = differs('order_line', key, what, sums[what], row[what])
    if (bad) yield bad
  }
}

/** When the line's points vest: by its parcels, its deliveries and the policy frozen on it. */
function vestingOf({ row, grantedAt, deliveredAt }: LineStory, policy: Policy): number | null {
  const { vesting } = policy.terms
  // What has vested already, or never waits, leaves the moment it had.
  if (row.unvested === 0) return row.vest_at
  if (vesting.trigger === 'delay') return grantedAt + vesting.days * DAY
  if (deliveredAt === null || vesting.trigger === 'shipment') return null
  return vesting.trigger === 'delivery' ? deliveredAt : deliveredAt + vesting.days * DAY
}

/**
 * Where a policy lets buyers keep the points of a claim or chargeback, points are dealt with that
 * nothing moves for: then the postings are only the least that `points_due` can be.
 */
function keptByBuyers({ row, sums }: LineStory, { terms }: Policy): boolean {
  const keep = terms.guaranteeClaim === 'buyer-keeps' || terms.chargeback === 'buyer-keeps'
  return keep && row.points_due >= sums.points_due
}

/** Whether lots are as the expiry rule wants them: all points dated, soonest first, or none. */
export function lotsAsRuled(lots: readonly Lot[], available: number, policy: Policy): boolean {
  if (policy.terms.expiry.mode === 'rolling') return lots.length === 0
  const inOrder = lots.every((lot, i) => i === 0 || (lots[i - 1] as Lot).expiresAt < lot.expiresAt)
  return inOrder && lots.every((lot) => lot.points > 0) && sumOf(lots) === available
}
