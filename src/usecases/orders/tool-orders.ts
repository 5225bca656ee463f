import { hash } from 'node:crypto'
import type { Sql } from '../../database/connect.ts'
import { numbers } from '../../ledger/arrays.ts'
import type { SellerId } from '../../rules/ids.ts'
import type { OrderStatus, Payment } from '../../rules/orders/order.ts'
import { after, DAY, type Instant, MINUTE } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { type Personal, readPersonal } from './recipient.ts'
import { toolOrderId } from './tool-id.ts'
import {
  type OrderSheet,
  ofSeller,
  payable,
  readSheets,
  type SellerOrder,
  type SheetLine,
  seenBySeller,
} from './view.ts'

/** Sellers promise to ship in two days. */
const SHIP_DAYS = 2

/** An order as a seller's tool may know it: the seller's own lines, and nothing of redemption. */
export interface ToolOrder extends SellerOrder {
  /** Our number, behind `id` and the codes of its items. */
  readonly number: number
  readonly id: string
  /** When something last happened to the seller's lines. */
  readonly updatedAt: Instant
  /** When a seller promises to have shipped it. */
  readonly shipBy: Instant
  /** Yen of what shipped and of what may still ship. */
  readonly total: number
  readonly items: readonly ToolItem[]
  /** Tells nothing of the buyer, and is another for each seller. */
  readonly buyerEmail: string
  /** Only for who may see personal data. */
  readonly personal: Personal
}

export interface ToolItem {
  readonly line: number
  readonly sku: string
  readonly asin: string
  readonly title: string | null
  /** Units that were not cancelled. */
  readonly ordered: number
  readonly shipped: number
  /** Yen of those units, and of their shipping. */
  readonly price: number
  readonly shipping: number
  readonly unitPrice: number
  /** Points that those units earn, or have earned. */
  readonly points: number
  /** Of price and shipping, what is paid already; the rest is to be collected. */
  readonly prepaid: number
}

function toolItem(line: SheetLine, payment: Payment): ToolItem {
  const ordered = line.quantity - line.cancelledQuantity
  const price = line.price * ordered
  const all = payable({ lines: [line] })
  return {
    ...{ line: line.line, sku: line.sku, asin: line.asin, title: line.titleJa },
    ...{ ordered, shipped: line.shippedQuantity, price },
    shipping: all - price,
    unitPrice: line.price,
    points: line.pointsPerUnit * ordered,
    // With cash on delivery alone does a seller see how much of it is prepaid §.
    prepaid: payment === 'cod' ? line.redeemed - line.released : all,
  }
}

interface Key {
  readonly buyer: number
  readonly order: number
}

/** These orders, those of them that are the seller's, in the order of the keys. */
export async function readToolOrders(
  engine: Engine,
  seller: SellerId,
  keys: readonly Key[],
): Promise<readonly ToolOrder[]> {
  const { pool } = engine
  const [sheets, updates, personal] = await Promise.all([
    readSheets(pool, keys),
    lastUpdates(pool, seller, keys),
    readPersonal(pool, keys),
  ])
  return sheets.flatMap((sheet) => {
    const own = ofSeller(sheet, seller)
    if (!own) return []
    const updatedAt = updates.get(sheet.id) ?? sheet.placedAt
    const known = personal.get(sheet.id) ?? { buyerName: null, recipient: null }
    return [toolOrder(own, seller, updatedAt, known)]
  })
}

function toolOrder(
  own: OrderSheet,
  seller: SellerId,
  updatedAt: Instant,
  personal: Personal,
): ToolOrder {
  const seen = seenBySeller(own)
  return {
    ...seen,
    number: own.id,
    id: toolOrderId(own),
    updatedAt,
    shipBy: after(own.placedAt, SHIP_DAYS * DAY),
    total: payable(own),
    items: own.lines.map((line) => toolItem(line, own.payment)),
    buyerEmail: `${hash('sha256', `${own.buyer} ${seller}`, 'hex').slice(0, 20)}@buyers.invalid`,
    personal,
  }
}

/** When something was last said to have happened to the seller's lines of orders. */
async function lastUpdates(
  sql: Sql,
  seller: SellerId,
  keys: readonly Key[],
): Promise<ReadonlyMap<number, Instant>> {
  const { rows } = await sql.query<{ order: number; at: Instant }>({
    name: 'tool-order-updates',
    text: `select e.order_id as order, max(e.recorded_at) as at
      from unnest($2::bigint[], $3::bigint[]) as k (b, o)
      join event e on e.book_id = k.b and e.order_id = k.o
      join event_seller s on s.seller_id = $1 and s.event_id = e.id
      group by 1`,
    values: [
      seller,
      numbers(keys.map(({ buyer }) => buyer)),
      numbers(keys.map(({ order }) => order)),
    ],
  })
  return new Map(rows.map(({ order, at }) => [order, at]))
}

export interface ToolOrdersAsk {
  readonly seller: SellerId
  /** Which moment of an order has to be in the stretch, and puts it in order. */
  readonly by: 'placed' | 'updated'
  readonly from: Instant
  readonly before: Instant
  readonly statuses?: readonly OrderStatus[] | undefined
  readonly payment?: 'cod' | 'prepaid' | undefined
  /** The event that the page before ended with. */
  readonly after?: number | undefined
  readonly limit: number
}

export interface ToolOrderPage {
  readonly orders: readonly ToolOrder[]
  readonly next: number | null
}

/** Most orders that one call looks at: a rare status ends in short pages, not in long waits. */
const LOOKED_AT_MAX = 2_000

/**
 * A seller's orders of a stretch of time, in the order in which they were placed, or last changed.
 * They are found by walking what was said to have happened, so a page costs the same wherever it
 * is; an order is listed a moment after it was placed, and as long as events are kept.
 */
export async function toolOrders(engine: Engine, ask: ToolOrdersAsk): Promise<ToolOrderPage> {
  const { seller, limit } = ask
  const orders: ToolOrder[] = []
  let place = ask.after ?? (await firstEventSince(engine.pool, (ask.from - MINUTE) as Instant)) - 1
  for (let looked = 0; looked < LOOKED_AT_MAX; looked += limit) {
    const found = await candidates(engine.pool, ask, place, limit + 1)
    const shown = found.slice(0, limit)
    const more = found.length > limit
    const read = await readToolOrders(engine, seller, shown)
    const byNumber = new Map(read.map((order) => [order.number, order]))
    for (const { order: number, event } of shown) {
      const order = byNumber.get(number)
      if (!order || !fits(order, ask)) continue
      orders.push(order)
      if (orders.length < limit) continue
      return { orders, next: more || event !== shown.at(-1)?.event ? event : null }
    }
    if (!more) return { orders, next: null }
    place = shown.at(-1)?.event ?? place
  }
  return { orders, next: place }
}

const fits = (order: ToolOrder, { statuses, payment }: ToolOrdersAsk): boolean =>
  (statuses === undefined || statuses.includes(order.status)) &&
  (payment === undefined || payment === order.payment)

interface Candidate extends Key {
  /** What put it in its place: its placing, or the last thing that happened to it. */
  readonly event: number
}

const PLACED = `e.type = 'order.placed' and o.placed_at >= to_timestamp($3::float8 / 1000)
  and o.placed_at < to_timestamp($4::float8 / 1000)`

const LAST_UPDATED = `e.recorded_at >= to_timestamp($3::float8 / 1000)
  and e.recorded_at < to_timestamp($4::float8 / 1000)
  and not exists (
    select from event l join event_seller t on t.seller_id = $1 and t.event_id = l.id
    where l.book_id = e.book_id and l.order_id = e.order_id and l.id > e.id)`

async function candidates(
  sql: Sql,
  { seller, by, from, before }: ToolOrdersAsk,
  after: number,
  max: number,
): Promise<readonly Candidate[]> {
  const { rows } = await sql.query<Candidate>({
    name: `tool-orders by ${by}`,
    text: `select e.book_id as buyer, e.order_id as "order", e.id as event
      from event_seller s join event e on e.id = s.event_id
      join orders o on o.buyer_id = e.book_id and o.id = e.order_id
      where s.seller_id = $1 and s.event_id > $2 and ${by === 'placed' ? PLACED : LAST_UPDATED}
      order by s.event_id limit $5`,
    values: [seller, after, from, before, max],
  })
  return rows
}

/** The first event that was recorded at a moment or later: ids grow with time. */
async function firstEventSince(sql: Sql, at: Instant): Promise<number> {
  const { rows } = await sql.query<{ low: number | null; high: number | null }>({
    name: 'first-and-last-event',
    text: 'select min(id) as low, max(id) + 1 as high from event',
  })
  let { low, high } = { low: rows[0]?.low ?? 0, high: rows[0]?.high ?? 0 }
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const found = await sql.query<{ id: number; at: Instant }>({
      name: 'event-from',
      text: 'select id, recorded_at as at from event where id >= $1 order by id limit 1',
      values: [middle],
    })
    const event = found.rows[0]
    if (event && event.at < at) low = event.id + 1
    else high = middle
  }
  return low
}
