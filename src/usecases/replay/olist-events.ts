import { mulDiv } from '../../rules/money/ratio.ts'
import { after, DAY, HOUR, type Instant, later, MINUTE, tokyo } from '../../rules/time/instant.ts'
import type { OlistInput, OlistLine, OlistOrder } from './olist-input.ts'

/** The clock of a replay ends here. */
export const END = tokyo(2018, 11, 1)

/** Something that happened to one order, in the order in which equal moments are taken. */
export type ReplayEvent = { readonly at: Instant; readonly order: ReplayOrder } & (
  | { readonly what: 'purchase' }
  | { readonly what: 'cancel' }
  | { readonly what: 'ship' }
  | { readonly what: 'refund'; readonly line: number; readonly share: 'tenth' | 'full' }
)

export interface ReplayOrder {
  readonly id: string
  readonly buyer: string
  readonly lines: readonly OlistLine[]
  /** Points the operator grants just before the purchase. */
  readonly promotion: number
  readonly redeems: boolean
}

const PRECEDENCE = { purchase: 0, cancel: 1, ship: 2, refund: 3 } as const

/**
 * Every event of the files in time order; at equal times purchase, cancellation, shipment,
 * refund, then by order, then by item. `copy` is 0 for the input itself and counts its repeats.
 */
export function replayEvents(input: OlistInput, repeat: number): ReplayEvent[] {
  const events: ReplayEvent[] = []
  for (let copy = 0; copy < repeat; copy++) {
    const suffix = copySuffix(copy)
    for (const order of input.orders)
      if (order.lines.length > 0) events.push(...life(order, suffix))
  }
  return events
    .filter((event) => event.at <= END)
    .sort((a, b) => a.at - b.at || PRECEDENCE[a.what] - PRECEDENCE[b.what] || byName(a, b))
}

/** What tells the ids of one copy of the input from those of the others. */
export const copySuffix = (copy: number): string => (copy === 0 ? '' : `-r${copy}`)

function byName(a: ReplayEvent, b: ReplayEvent): number {
  if (a.order.id !== b.order.id) return a.order.id < b.order.id ? -1 : 1
  return a.what === 'refund' && b.what === 'refund' ? a.line - b.line : 0
}

const WITHDRAWN = new Set(['canceled', 'unavailable'])
const SENT = new Set(['delivered', 'shipped'])

function life(source: OlistOrder, suffix: string): ReplayEvent[] {
  const order = replayOrder(source, suffix)
  const purchase: ReplayEvent = { what: 'purchase', at: source.purchasedAt, order }
  const withdrawn = WITHDRAWN.has(source.status)
  if (withdrawn && !source.carrierAt) {
    return [purchase, { what: 'cancel', at: after(source.purchasedAt, HOUR), order }]
  }
  if (!withdrawn && !SENT.has(source.status)) return [purchase]
  const shippedAt = shipmentOf(source)
  const shipment: ReplayEvent = { what: 'ship', at: shippedAt, order }
  return [purchase, shipment, ...aftermath(source, order, shippedAt, withdrawn)]
}

function replayOrder(source: OlistOrder, suffix: string): ReplayOrder {
  const total = source.lines.reduce((sum, line) => sum + line.price + line.shipping, 0)
  const vouchers = source.vouchers.reduce((sum, value) => sum + value, 0)
  return {
    id: source.id + suffix,
    buyer: source.buyer + suffix,
    lines: source.lines,
    promotion: Math.min(vouchers, total),
    redeems: source.vouchers.length > 0,
  }
}

function shipmentOf({ carrierAt, purchasedAt }: OlistOrder): Instant {
  if (!carrierAt) return after(purchasedAt, DAY)
  return carrierAt < purchasedAt ? after(purchasedAt, MINUTE) : carrierAt
}

/** What follows a shipment: refunds, returns, and the same line bought once more. */
function aftermath(
  source: OlistOrder,
  order: ReplayOrder,
  shippedAt: Instant,
  withdrawn: boolean,
): ReplayEvent[] {
  const soonest = after(shippedAt, MINUTE)
  const refund = (line: number, share: 'tenth' | 'full', at: Instant): ReplayEvent => ({
    what: 'refund',
    at: later(at, soonest),
    order,
    line,
    share,
  })
  const all = order.lines.map((_, index) => index + 1)
  if (withdrawn) {
    const at = source.deliveredAt ?? after(source.carrierAt ?? shippedAt, 10 * DAY)
    return all.map((line) => refund(line, 'full', at))
  }
  if (source.status !== 'delivered') return []
  const from = source.deliveredAt ?? shippedAt
  if (/^[01]/.test(source.id)) return all.map((line) => refund(line, 'tenth', after(from, 7 * DAY)))
  if (!source.id.startsWith('2')) return []
  const again: ReplayOrder = {
    id: `${order.id}-again`,
    buyer: order.buyer,
    lines: order.lines.slice(0, 1),
    promotion: 0,
    redeems: true,
  }
  return [
    refund(1, 'full', after(from, 5 * DAY)),
    { what: 'purchase', at: after(from, DAY), order: again },
    { what: 'ship', at: after(from, 9 * DAY), order: again },
  ]
}

/** The k-th seller offers (k mod 50) + 1 percent. */
export const rateOf = (rank: number): number => ((rank % 50) + 1) * 100

/** A tenth of the price, at least one yen. */
export const tenthOf = (price: number): number => Math.max(1, mulDiv(price, 1, 10, 'half-even'))
