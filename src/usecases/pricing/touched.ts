import type { Sql } from '../../database/connect.ts'
import { numbers } from '../../ledger/arrays.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { LoggedEvent } from '../events/reader.ts'

/** What may have changed the offers on a product: the last event that did. */
export interface Touch {
  readonly event: number
  readonly at: Instant
}

const ORDERS = ['order.placed', 'order.cancelled', 'order.quantity_changed']
const OF_A_SELLER = [
  'seller.standing_changed',
  'seller.plan_changed',
  'seller.agreement_accepted',
  'seller.default_points_changed',
]

/** Everything after which an offer may not be what it was. */
export const TOUCHING = ['offer.changed', ...ORDERS, ...OF_A_SELLER, 'policy.in_force']

/** Products in one transaction, unless a single event names more. */
const PRODUCTS_MAX = 1_000

/**
 * The products that events touch, up to about a thousand, and the last event that was looked at.
 * What touches a whole seller or all of them is spread first: one `offer.changed` for each five
 * hundred products, which come in their turn.
 */
export async function touchedProducts(
  sql: Sql,
  events: readonly LoggedEvent[],
): Promise<{ readonly touched: ReadonlyMap<string, Touch>; readonly last: number }> {
  const touched = new Map<string, Touch>()
  let last = 0
  const seen: LoggedEvent[] = []
  for (const event of events) {
    const asins = event.type === 'offer.changed' ? (event.payload?.asins as string[]) : []
    if (touched.size > 0 && touched.size + asins.length > PRODUCTS_MAX) break
    for (const asin of asins) touched.set(asin, { event: event.id, at: event.at })
    seen.push(event)
    last = event.id
  }
  await addSold(sql, seen, touched)
  for (const event of seen) await spread(sql, event)
  return { touched, last }
}

/** Products of which an order took the last unit, or gave one back. */
async function addSold(
  sql: Sql,
  events: readonly LoggedEvent[],
  touched: Map<string, Touch>,
): Promise<void> {
  const orders = events.filter(({ type }) => ORDERS.includes(type))
  if (orders.length === 0) return
  const { rows } = await sql.query<{ asin: string; event: number }>({
    name: 'products-sold-out',
    text: `select l.asin, max(n.event) as event
      from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as n (buyer, ordered, event)
        join order_line o on o.buyer_id = n.buyer and o.order_id = n.ordered
        join listing l on l.seller_id = o.seller_id and l.sku = o.sku
      where l.stock <= o.quantity group by l.asin`,
    values: [
      numbers(orders.map(({ bookId }) => bookId)),
      numbers(orders.map(({ orderId }) => orderId)),
      numbers(orders.map(({ id }) => id)),
    ],
  })
  const moments = new Map(orders.map(({ id, at }) => [id, at]))
  for (const { asin, event } of rows) {
    const at = moments.get(event)
    if (at !== undefined) touched.set(asin, { event, at })
  }
}

async function spread(sql: Sql, { type, payload, at }: LoggedEvent): Promise<void> {
  const all = type === 'policy.in_force'
  if (!all && !OF_A_SELLER.includes(type)) return
  await sql.query({
    name: 'spread-touch',
    text: `insert into outbox (topic, payload, event_at, recorded_at)
      select 'offer.changed', json_build_object('asins', json_agg(asin)), $3, $3
      from (select asin, (row_number() over (order by asin) - 1) / 500 as part
        from (select distinct asin from listing
          where $1 or seller_id = (select id from seller where reference = $2)) as l) as p
      group by part order by part`.replaceAll('$3', 'to_timestamp($3::float8 / 1000)'),
    values: [all, String(payload?.seller ?? ''), at],
  })
}

/** The products of some listings. */
export async function productsOf(
  sql: Sql,
  listings: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql.query<{ id: number; asin: string }>({
    name: 'products-of-listings',
    text: 'select id, asin from listing where id = any($1::bigint[])',
    values: [numbers(listings)],
  })
  return new Map(rows.map(({ id, asin }) => [id, asin]))
}
