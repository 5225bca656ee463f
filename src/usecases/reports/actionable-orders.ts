import type { Sql } from '../../database/connect.ts'
import { DAY, formatTokyo } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { orderItemCode } from '../orders/tool-id.ts'
import { readToolOrders, type ToolItem, type ToolOrder } from '../orders/tool-orders.ts'
import { record } from './record.ts'
import type { Report } from './report.ts'

const COLUMNS = [
  ...['order-id', 'order-item-id', 'purchase-date', 'payments-date', 'reporting-date'],
  ...['promise-date', 'days-past-promise', 'buyer-email', 'buyer-name', 'buyer-phone-number'],
  ...['sku', 'product-name', 'quantity-purchased', 'quantity-shipped', 'quantity-to-ship'],
  ...['ship-service-level', 'recipient-name', 'ship-address-1', 'ship-address-2'],
  ...['ship-address-3', 'ship-city', 'ship-state', 'ship-postal-code', 'ship-country'],
  ...['payment-method', 'cod-collectible-amount', 'already-paid', 'payment-method-fee'],
  ...['scheduled-delivery-start-date', 'scheduled-delivery-end-date', 'points-granted'],
  ...['is-prime'],
]

/**
 * The items that wait for shipment, the oldest order first, with where they go. Whether points paid
 * for them is not in it: what is not collected on delivery is paid already §.
 */
export async function* actionableOrders(engine: Engine, report: Report): AsyncGenerator<string> {
  yield record(COLUMNS)
  const now = engine.clock.now()
  for await (const orders of waitingOrders(engine, report)) {
    yield orders
      .flatMap((order) =>
        order.items
          .filter((item) => item.ordered > item.shipped)
          .map((item) => record(cells(order, item, now))),
      )
      .join('')
  }
}

function cells(order: ToolOrder, item: ToolItem, now: number): (string | number | null)[] {
  const { placedAt, personal, payment, shipBy } = order
  const to = personal.recipient
  const placed = formatTokyo(placedAt)
  const collect = item.price + item.shipping - item.prepaid
  return [
    ...[order.id, orderItemCode(order.number, item.line), placed, placed, placed],
    ...[formatTokyo(shipBy), Math.max(0, Math.floor((now - shipBy) / DAY))],
    ...[order.buyerEmail, personal.buyerName, to?.phone ?? null, item.sku, item.title],
    ...[item.ordered, item.shipped, item.ordered - item.shipped, 'Standard'],
    ...[to?.name ?? null, to?.line1 ?? null, to?.line2 ?? null, to?.line3 ?? null],
    ...[to?.city ?? null, to?.prefecture ?? null, to?.postalCode ?? null, to ? 'JP' : null],
    ...[payment === 'cod' ? 'COD' : 'Prepaid', collect, item.prepaid, 0, null, null],
    ...[item.points, 'false'],
  ]
}

/** Orders of one query. */
const PAGE = 200

/** The seller's orders with units that are neither shipped nor cancelled, a page at a time. */
async function* waitingOrders(
  { pool, ...engine }: Engine,
  { seller, dataStart, dataEnd }: Report,
): AsyncGenerator<readonly ToolOrder[]> {
  let last: WaitingKey = { buyer: 0, order: 0, at: 0 }
  for (;;) {
    const keys = await waitingKeys(pool, seller, last)
    if (keys.length === 0) return
    const orders = await readToolOrders({ pool, ...engine }, seller, keys)
    yield orders.filter(
      ({ placedAt }) =>
        placedAt >= (dataStart ?? placedAt) && (dataEnd === null || placedAt < dataEnd),
    )
    last = keys.at(-1) ?? last
  }
}

interface WaitingKey {
  readonly buyer: number
  readonly order: number
  /** When it was placed. */
  readonly at: number
}

async function waitingKeys(sql: Sql, seller: number, last: WaitingKey) {
  const { rows } = await sql.query<WaitingKey>({
    name: 'waiting-orders',
    text: `select buyer_id as buyer, order_id as "order", placed_at as at from order_line
      where seller_id = $1 and (placed_at, order_id) > (to_timestamp($2::float8 / 1000), $3)
        and quantity > shipped_quantity + cancelled_quantity
      group by 1, 2, 3 order by placed_at, order_id limit ${PAGE}`,
    values: [seller, last.at, last.order],
  })
  return rows
}
