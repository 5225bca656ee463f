import type { Sql } from '../../database/connect.ts'
import type { OrderStatus, Payment } from '../../rules/orders/order.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import type { Behalf } from './behalf.ts'
import { type OrderSheet, ofSeller, readSheets } from './view.ts'

/** Where a list stands: the order that it ended with, and when that was placed. */
export interface OrderPlace {
  readonly at: number
  readonly order: number
}

export interface OrderListAsk extends Behalf {
  readonly status?: OrderStatus
  readonly payment?: Payment
  /** Placed at this moment or later. */
  readonly placedFrom?: Instant
  /** Placed before this moment. */
  readonly placedBefore?: Instant
  /** `next` of the page before; the newest when absent. */
  readonly after?: OrderPlace
  readonly limit: number
}

export interface OrderList {
  readonly orders: readonly OrderSheet[]
  /** Where the list continues; null at its end. */
  readonly next: OrderPlace | null
}

/** Most orders that one call looks at: a rare status ends in short pages, not in long waits. */
const LOOKED_AT_MAX = 5_000

/**
 * Orders of a buyer, of a seller (its lines alone) or of all, newest first: a seller's by when they
 * were placed, which an index has; the others by their numbers, which grow with time but for orders
 * that were recorded late.
 */
export async function listOrders(engine: Engine, ask: OrderListAsk): Promise<OrderList> {
  const found = await findKeys(engine.pool, ask)
  const sheets = await readSheets(engine.pool, found.keys)
  const { seller } = ask
  const orders =
    seller === undefined ? sheets : sheets.flatMap((sheet) => ofSeller(sheet, seller) ?? [])
  return { orders, next: found.next }
}

interface Key extends OrderPlace {
  readonly buyer: number
}

interface Keys {
  readonly keys: readonly Key[]
  readonly next: OrderPlace | null
}

const LATEST: OrderPlace = { at: Number.POSITIVE_INFINITY, order: Number.MAX_SAFE_INTEGER }

async function findKeys(sql: Sql, ask: OrderListAsk): Promise<Keys> {
  const { limit, status = null, payment = null, after = LATEST } = ask
  const { placedFrom, placedBefore } = ask
  const inTime = placedFrom !== undefined || placedBefore !== undefined
  const isSellers = ask.seller !== undefined && ask.buyer === undefined
  // With no more than an index can tell, every order that is looked at is on the page.
  const isExact = status === null && payment === null && (isSellers || !inTime)
  const looks = isExact ? limit + 1 : LOOKED_AT_MAX
  const { of, source, values, order } = sourceOf(ask, looks)
  const { rows } = await sql.query<Key & { fits: boolean }>({
    name: `list-orders-of-${of}-${looks}`,
    text: `select l.buyer_id as buyer, l.order_id as "order", l.placed_at as at,
        ($3::text is null or ${STATUS} = $3) and ($4::text is null or $4 = (select o.payment
          from orders o where o.buyer_id = l.buyer_id and o.id = l.order_id))
        and l.placed_at >= ${momentAt(5)} and l.placed_at < ${momentAt(6)} as fits
      from ${source}
      group by l.buyer_id, l.order_id, l.placed_at order by ${order} limit ${looks}`,
    values: [
      ...[after.at, after.order, status, payment],
      ...[placedFrom ?? Number.NEGATIVE_INFINITY, placedBefore ?? Number.POSITIVE_INFINITY],
      ...values,
    ],
  })
  const fitting = rows.filter(({ fits }) => fits)
  const keys = fitting.slice(0, limit)
  const last = fitting.length > limit ? keys.at(-1) : rows.at(-1)
  const more = fitting.length > limit || rows.length === looks
  return { keys, next: more && last ? { at: last.at, order: last.order } : null }
}

const momentAt = (place: number): string => `to_timestamp($${place}::float8 / 1000)`

/** Where the lines come from; each way reads one index from its newest end. */
function sourceOf({ buyer, seller }: Behalf, looks: number) {
  // Both halves of the place stand in each statement, whether it goes by them or not.
  const byNumber = `l.order_id < $2 and $1::float8 is not null`
  const order = 'l.order_id desc'
  if (buyer !== undefined && seller !== undefined) {
    const source = `order_line l where l.buyer_id = $7 and l.seller_id = $8 and ${byNumber}`
    return { of: 'both', source, values: [buyer, seller], order }
  }
  if (buyer !== undefined) {
    const source = `order_line l where l.buyer_id = $7 and ${byNumber}`
    return { of: 'buyer', source, values: [buyer], order }
  }
  if (seller !== undefined) {
    const source = `order_line l where l.seller_id = $7
      and (l.placed_at, l.order_id) < (${momentAt(1)}, $2)
      and l.placed_at >= ${momentAt(5)} and l.placed_at < ${momentAt(6)}`
    return { of: 'seller', source, values: [seller], order: 'l.placed_at desc, l.order_id desc' }
  }
  const newest = `(select buyer_id, id as order_id from orders where id < $2
    order by id desc limit ${looks}) as newest`
  const source = `${newest} join order_line l using (buyer_id, order_id) where ${byNumber}`
  return { of: 'all', source, values: [], order }
}

const STATUS = `case
  when sum(l.quantity - l.shipped_quantity - l.cancelled_quantity) > 0
    then case when sum(l.shipped_quantity) > 0 then 'partially_shipped' else 'unshipped' end
  when sum(l.shipped_quantity) > 0 then 'shipped' else 'cancelled' end`
