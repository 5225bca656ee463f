// The input of the reference model (oracle.ts): exact arithmetic, the CSV files, and the plan of
// what happens to each order and when. It shares no code with the engine, so each checks the other.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const YEN_PER_REAL = 30n
const MINUTE = 60_000
const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

// ---- Arithmetic ----

export function assert(condition: boolean, law: string): asserts condition {
  if (!condition) throw new Error(`The reference model broke its own law: ${law}`)
}

/** Rounds numerator / denominator to the nearest integer, an exact half to the even neighbour. */
export const halfEven = (numerator: bigint, denominator: bigint): number => {
  assert(numerator >= 0n && denominator > 0n, 'only non-negative ratios are rounded')
  const floor = numerator / denominator
  const twice = (numerator % denominator) * 2n
  const up = twice > denominator || (twice === denominator && floor % 2n === 1n)
  const rounded = Number(up ? floor + 1n : floor)
  assert(Number.isSafeInteger(rounded), 'amounts are safe integers')
  return rounded
}

/** amount × part / whole, rounded half-even. */
export const prorate = (amount: number, part: number, whole: number): number =>
  halfEven(BigInt(amount) * BigInt(part), BigInt(whole))

const percent = (amount: number, rate: number): number => prorate(amount, rate, 100)

const yenOf = (reais: string): number => {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(reais)
  if (!match) throw new Error(`Not a decimal amount: ${reais}`)
  const [, whole = '', fraction = ''] = match
  return halfEven(BigInt(whole + fraction) * YEN_PER_REAL, 10n ** BigInt(fraction.length))
}

/** Splits an amount by weight with the largest remainder; ties go to the earlier weight. */
export const split = (amount: number, weights: readonly number[]): number[] => {
  const whole = BigInt(weights.reduce((sum, weight) => sum + weight, 0))
  const shares = weights.map((weight, index) => {
    const product = BigInt(amount) * BigInt(weight)
    return { index, floor: Number(product / whole), remainder: product % whole }
  })
  const left = amount - shares.reduce((sum, share) => sum + share.floor, 0)
  const byRemainder = shares.toSorted((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  )
  const lucky = new Set(byRemainder.slice(0, left).map((share) => share.index))
  return shares.map((share) => share.floor + (lucky.has(share.index) ? 1 : 0))
}

// ---- Time: instants are Asia/Tokyo wall time in milliseconds, exact as it has no summer time ----

const instantOf = (local: string): number => {
  const parts = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(local)?.slice(1).map(Number)
  if (!parts) throw new Error(`Not a local time: ${local}`)
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

const optionalInstantOf = (local: string): number | undefined =>
  local === '' ? undefined : instantOf(local)

/** The same wall time twelve calendar months later; 29 February becomes the 28th. */
export const yearAfter = (at: number): number => {
  const date = new Date(at)
  const monthEnd = new Date(Date.UTC(date.getUTCFullYear() + 1, date.getUTCMonth() + 1, 0))
  const day = Math.min(date.getUTCDate(), monthEnd.getUTCDate())
  return Date.UTC(monthEnd.getUTCFullYear(), monthEnd.getUTCMonth(), day) + (at % DAY)
}

// ---- Input ----

type SourceLine = {
  itemId: number
  seller: string
  principal: number
  shipping: number
  points: number
}
type SourceOrder = {
  id: string
  buyer: string
  status: string
  purchasedAt: number
  carrierAt: number | undefined
  deliveredAt: number | undefined
  /** Yen paid by voucher; undefined when the order has no voucher payment. */
  voucher: number | undefined
  lines: SourceLine[]
}

const parseCsv = (text: string): string[][] => {
  const rows: string[][] = []
  let row: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y
  while (field.lastIndex < text.length) {
    const start = field.lastIndex
    const match = field.exec(text)
    if (!match) throw new Error(`Malformed CSV at character ${start}`)
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] === ',' && field.lastIndex < text.length) continue
    if (match[3] === ',') row.push('')
    rows.push(row)
    row = []
  }
  return rows
}

const readTable = <Column extends string>(
  folder: string,
  name: string,
  columns: readonly Column[],
): Record<Column, string>[] => {
  const text = readFileSync(join(folder, `olist_${name}_dataset.csv`), 'utf8')
  const [header = [], ...rows] = parseCsv(text.replace(/^\uFEFF/, ''))
  const places = columns.map((column) => header.indexOf(column))
  return rows.map((row) => {
    if (row.length !== header.length) throw new Error(`A row of ${name} has ${row.length} fields`)
    const cells = places.map((place, index) => {
      const cell = row[place]
      if (cell === undefined) throw new Error(`${name} has no column ${columns[index]}`)
      return [columns[index], cell]
    })
    return Object.fromEntries(cells) as Record<Column, string>
  })
}

export const ascending = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const readLines = (folder: string): { sellers: string[]; lines: Map<string, SourceLine[]> } => {
  const items = readTable(folder, 'order_items', [
    'order_id',
    'order_item_id',
    'seller_id',
    'price',
    'freight_value',
  ])
  const sellers = [...new Set(items.map((item) => item.seller_id))].toSorted(ascending)
  const rates = new Map(sellers.map((seller, index) => [seller, (index % 50) + 1]))
  const unordered = Map.groupBy(items, (item) => item.order_id)
  const lines = new Map(
    [...unordered].map(([orderId, rows]) => {
      const ofOrder = rows.map((row) => {
        const principal = yenOf(row.price)
        assert(principal >= 1, 'no price rounds below one yen')
        const points = percent(principal, rates.get(row.seller_id) ?? 0)
        const shipping = yenOf(row.freight_value)
        const itemId = Number(row.order_item_id)
        return { itemId, seller: row.seller_id, principal, shipping, points }
      })
      return [orderId, ofOrder.toSorted((a, b) => a.itemId - b.itemId)]
    }),
  )
  return { sellers, lines }
}

const readOrders = (folder: string): { orders: SourceOrder[]; sellers: string[] } => {
  const { sellers, lines } = readLines(folder)
  const customers = readTable(folder, 'customers', ['customer_id', 'customer_unique_id'])
  const buyers = new Map(customers.map((row) => [row.customer_id, row.customer_unique_id]))
  const vouchers = new Map<string, number>()
  for (const row of readTable(folder, 'order_payments', [
    'order_id',
    'payment_type',
    'payment_value',
  ])) {
    if (row.payment_type !== 'voucher') continue
    vouchers.set(row.order_id, (vouchers.get(row.order_id) ?? 0) + yenOf(row.payment_value))
  }
  const rows = readTable(folder, 'orders', [
    'order_id',
    'customer_id',
    'order_status',
    'order_purchase_timestamp',
    'order_delivered_carrier_date',
    'order_delivered_customer_date',
  ])
  const orders = rows.map((row) => {
    const buyer = buyers.get(row.customer_id)
    if (buyer === undefined) throw new Error(`Order ${row.order_id} has no customer`)
    return {
      id: row.order_id,
      buyer,
      status: row.order_status,
      purchasedAt: instantOf(row.order_purchase_timestamp),
      carrierAt: optionalInstantOf(row.order_delivered_carrier_date),
      deliveredAt: optionalInstantOf(row.order_delivered_customer_date),
      voucher: vouchers.get(row.order_id),
      lines: lines.get(row.order_id) ?? [],
    }
  })
  return { orders, sellers }
}

// ---- The events of an order ----

export type Line = SourceLine & {
  /** This line's share of the redeemed points. */
  redeemed: number
  fee: number
  refunded: number
  returned: number
  shortfall: number
  pointsBack: number
  feeCredited: number
}
export type Order = {
  id: string
  buyer: string
  state: 'planned' | 'open' | 'cancelled' | 'shipped'
  /** Points the operator grants just before the purchase, for the vouchers it was paid with. */
  promo: number
  redeems: boolean
  total: number
  lines: Line[]
}
export type OrderEvent = { at: number; kind: 'purchase' | 'cancel' | 'shipment'; order: Order }
export type RefundEvent = {
  at: number
  kind: 'refund'
  order: Order
  line: Line
  principal: number
  shipping: number
}
export type ReplayEvent = OrderEvent | RefundEvent

const RANK = { purchase: 0, cancel: 1, shipment: 2, refund: 3 }

const inEventOrder = (a: ReplayEvent, b: ReplayEvent): number => {
  const itemOf = (event: ReplayEvent) => (event.kind === 'refund' ? event.line.itemId : 0)
  return (
    a.at - b.at ||
    RANK[a.kind] - RANK[b.kind] ||
    ascending(a.order.id, b.order.id) ||
    itemOf(a) - itemOf(b)
  )
}

const UNTOUCHED = {
  redeemed: 0,
  fee: 0,
  refunded: 0,
  returned: 0,
  shortfall: 0,
  pointsBack: 0,
  feeCredited: 0,
}

const orderOf = (
  id: string,
  buyer: string,
  sourceLines: SourceLine[],
  redeems: boolean,
  voucher: number,
): Order => {
  const lines = sourceLines.map((line) => ({ ...line, ...UNTOUCHED }))
  const total = lines.reduce((sum, line) => sum + line.principal + line.shipping, 0)
  return { id, buyer, state: 'planned', promo: Math.min(voucher, total), redeems, total, lines }
}

const isWithdrawn = (source: SourceOrder): boolean =>
  source.status === 'canceled' || source.status === 'unavailable'

const shipmentTime = (source: SourceOrder): number | undefined => {
  const sent = source.status === 'delivered' || source.status === 'shipped'
  if (!sent && !isWithdrawn(source)) return undefined
  if (source.carrierAt === undefined) return sent ? source.purchasedAt + DAY : undefined
  return source.carrierAt < source.purchasedAt ? source.purchasedAt + MINUTE : source.carrierAt
}

const refundsOf = (source: SourceOrder, order: Order, shippedAt: number): RefundEvent[] => {
  const full = (line: Line, at: number): RefundEvent => ({
    at,
    kind: 'refund',
    order,
    line,
    principal: line.principal,
    shipping: line.shipping,
  })
  if (isWithdrawn(source)) {
    const asked = source.deliveredAt ?? (source.carrierAt ?? shippedAt) + 10 * DAY
    const at = Math.max(asked, shippedAt + MINUTE)
    return order.lines.map((line) => full(line, at))
  }
  if (source.status !== 'delivered') return []
  const receivedAt = source.deliveredAt ?? shippedAt
  if (source.id.startsWith('2')) {
    return order.lines.slice(0, 1).map((line) => full(line, receivedAt + 5 * DAY))
  }
  if (!source.id.startsWith('0') && !source.id.startsWith('1')) return []
  return order.lines.map((line) => {
    const principal = Math.max(1, percent(line.principal, 10))
    return { at: receivedAt + 7 * DAY, kind: 'refund', order, line, principal, shipping: 0 }
  })
}

const eventsOf = (source: SourceOrder, suffix: string): ReplayEvent[] => {
  const id = source.id + suffix
  const buyer = source.buyer + suffix
  const redeems = source.voucher !== undefined
  const order = orderOf(id, buyer, source.lines, redeems, source.voucher ?? 0)
  const purchase: ReplayEvent = { at: source.purchasedAt, kind: 'purchase', order }
  const shippedAt = shipmentTime(source)
  if (shippedAt === undefined) {
    if (!isWithdrawn(source)) return [purchase]
    return [purchase, { at: source.purchasedAt + HOUR, kind: 'cancel', order }]
  }
  const events: ReplayEvent[] = [
    purchase,
    { at: shippedAt, kind: 'shipment', order },
    ...refundsOf(source, order, shippedAt),
  ]
  if (source.status === 'delivered' && source.id.startsWith('2')) {
    const again = orderOf(`${id}-again`, buyer, source.lines.slice(0, 1), true, 0)
    const receivedAt = source.deliveredAt ?? shippedAt
    events.push(
      { at: receivedAt + DAY, kind: 'purchase', order: again },
      { at: receivedAt + 9 * DAY, kind: 'shipment', order: again },
    )
  }
  return events
}

/**
 * The sellers of the input, and every event of all its copies in the order they happen. The first
 * copy keeps the ids of the files; the later ones suffix order and buyer ids with -r1, -r2, …
 */
export const readReplay = (folder: string, repeat: number) => {
  const { orders, sellers } = readOrders(folder)
  const filled = orders.filter((order) => order.lines.length > 0)
  const suffixes = Array.from({ length: repeat }, (_, copy) => (copy === 0 ? '' : `-r${copy}`))
  const events = suffixes.flatMap((suffix) => filled.flatMap((order) => eventsOf(order, suffix)))
  const read = orders.length * repeat
  const skipped = read - filled.length * repeat
  return { sellers, read, skipped, events: events.toSorted(inEventOrder) }
}
