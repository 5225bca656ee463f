import type { Sql } from '../../database/connect.ts'
import type { BuyerId, SellerId } from '../../rules/ids.ts'
import type { OrderStatus } from '../../rules/orders/order.ts'
import type { Engine } from '../engine.ts'
import type { Behalf } from './behalf.ts'
import { type OrderSheet, ofSeller, readSheets } from './view.ts'

export interface OrderListAsk extends Behalf {
  readonly status?: OrderStatus
  /** Only orders older than this one; the newest when absent. */
  readonly before?: number
  readonly limit: number
}

export interface OrderList {
  readonly orders: readonly OrderSheet[]
  /** Where the list continues; null at its end. */
  readonly next: number | null
}

/** Most orders that one call looks at: a rare status ends in short pages, not in long waits. */
const LOOKED_AT_MAX = 5_000

/** Orders of a buyer, of a seller (its lines alone) or of all, newest first. */
export async function listOrders(engine: Engine, ask: OrderListAsk): Promise<OrderList> {
  const before = ask.before ?? Number.MAX_SAFE_INTEGER
  const found = await findKeys(engine.pool, { ...ask, before })
  const sheets = await readSheets(engine.pool, found.keys)
  const { seller } = ask
  const orders =
    seller === undefined ? sheets : sheets.flatMap((sheet) => ofSeller(sheet, seller) ?? [])
  return { orders, next: found.next }
}

interface Keys {
  readonly keys: readonly { readonly buyer: number; readonly order: number }[]
  readonly next: number | null
}

async function findKeys(sql: Sql, ask: OrderListAsk & { readonly before: number }): Promise<Keys> {
  const { before, buyer, seller, status = null, limit } = ask
  // Without a status every order that is looked at is on the page.
  const looks = status === null ? limit + 1 : LOOKED_AT_MAX
  const { of, source, values } = sourceOf(buyer, seller, looks)
  const { rows } = await sql.query<{ buyer: number; order: number; fits: boolean }>({
    name: `list-orders-of-${of}-${looks}`,
    text: `select buyer_id as buyer, order_id as "order", $2::text is null or ${STATUS} = $2 as fits
      from ${source} and order_id < $1
      group by buyer_id, order_id order by order_id desc limit ${looks}`,
    values: [before, status, ...values],
  })
  const fitting = rows.filter(({ fits }) => fits)
  const keys = fitting.slice(0, limit)
  const last = fitting.length > limit ? keys[keys.length - 1] : rows[rows.length - 1]
  const more = fitting.length > limit || rows.length === looks
  return { keys, next: more && last ? last.order : null }
}

/** Where the lines come from; each way reads one index from its newest end. */
function sourceOf(buyer: BuyerId | undefined, seller: SellerId | undefined, looks: number) {
  if (buyer !== undefined && seller !== undefined) {
    const both = 'order_line where buyer_id = $3 and seller_id = $4'
    return { of: 'both', source: both, values: [buyer, seller] }
  }
  if (buyer !== undefined) {
    return { of: 'buyer', source: 'order_line where buyer_id = $3', values: [buyer] }
  }
  if (seller !== undefined) {
    return { of: 'seller', source: 'order_line where seller_id = $3', values: [seller] }
  }
  const newest = `(select buyer_id, id as order_id from orders where id < $1
    order by id desc limit ${looks}) as newest`
  return {
    of: 'all',
    source: `${newest} join order_line using (buyer_id, order_id) where true`,
    values: [],
  }
}

const STATUS = `case
  when sum(quantity - shipped_quantity - cancelled_quantity) > 0
    then case when sum(shipped_quantity) > 0 then 'partially_shipped' else 'unshipped' end
  when sum(shipped_quantity) > 0 then 'shipped' else 'cancelled' end`
