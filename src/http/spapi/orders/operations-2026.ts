import type * as v2026 from '@sp-api-sdk/orders-api-2026-01-01'
import type { OrderStatus } from '../../../rules/orders/order.ts'
import { after, formatUtc, type Instant } from '../../../rules/time/instant.ts'
import type { Engine } from '../../../usecases/engine.ts'
import { readParcels } from '../../../usecases/orders/parcels.ts'
import { findToolOrder, orderItemCode } from '../../../usecases/orders/tool-id.ts'
import { type ToolOrder, toolOrders } from '../../../usecases/orders/tool-orders.ts'
import { invalidInput, isFailure } from '../failure.ts'
import { numbersOf, toToken } from '../next-token.ts'
import { operation } from '../operation.ts'
import { moment, text, texts, whole, words } from '../parameters.ts'
import { orderOf } from './find.ts'
import { INCLUDED, order2026, STATUSES_2026 } from './order-2026.ts'

const usual = {
  model: 'orders_2026-01-01',
  method: 'GET',
  access: { as: 'seller', scope: 'orders' },
  personal: { elements: ['buyerInfo', 'shippingAddress'], needed: false },
  success: 200,
  envelope: 'bare',
} as const

const STATUSES = [
  ...(['PENDING_AVAILABILITY', 'PENDING', 'UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED'] as const),
  ...(['CANCELLED', 'UNFULFILLABLE'] as const),
] as const

const STATUS_OF = new Map(
  (Object.entries(STATUSES_2026) as [OrderStatus, string][]).map(([ours, theirs]) => [
    theirs,
    ours,
  ]),
)

/** The order with its parcels. */
async function withParcels(
  engine: Engine,
  order: ToolOrder,
  shown: v2026.Order,
): Promise<v2026.Order> {
  const key = await findToolOrder(engine, order.id)
  if (!key) return shown
  const parcels = await readParcels(
    engine.pool,
    key,
    order.items.map(({ line }) => line),
  )
  return {
    ...shown,
    packages: parcels.map(({ number, shippedAt, carrier, tracking, items }) => ({
      packageReferenceId: String(number),
      shipTime: formatUtc(shippedAt),
      packageStatus: { status: 'SHIPPED' },
      ...(carrier === null ? {} : { carrier }),
      ...(tracking === null ? {} : { trackingNumber: tracking }),
      packageItems: items.map(({ line, quantity }) => ({
        orderItemId: orderItemCode(order.number, line),
        quantity,
      })),
    })),
  }
}

export const ORDERS_2026 = [
  operation({
    ...usual,
    id: 'searchOrders',
    path: '/orders/2026-01-01/orders',
    ...{ rate: 0.0056, burst: 20 },
    differs: 'The oldest first. There is neither PENDING nor any fulfilment but the merchant’s.',
    query: {
      createdAfter: moment(),
      createdBefore: moment(),
      lastUpdatedAfter: moment(),
      lastUpdatedBefore: moment(),
      fulfillmentStatuses: words(STATUSES),
      marketplaceIds: texts(50),
      fulfilledBy: words(['MERCHANT', 'AMAZON']),
      maxResultsPerPage: whole(1, 100),
      paginationToken: text(),
      includedData: words(INCLUDED),
    },
    async answer({ engine, seller, query, now, personal }) {
      const { createdAfter, createdBefore, lastUpdatedAfter, lastUpdatedBefore } = query
      const elsewhere = query.marketplaceIds?.includes(seller.marketplace) === false
      if (elsewhere || query.fulfilledBy?.includes('MERCHANT') === false) {
        return { orders: [] } satisfies v2026.SearchOrdersResponse
      }
      const created = createdAfter ?? createdBefore
      const updated = lastUpdatedAfter ?? lastUpdatedBefore
      const { paginationToken: token } = query
      const place = token === undefined ? undefined : numbersOf(token, ['at', 'order', 'before'])
      if (token !== undefined && !place) {
        return invalidInput("'paginationToken' is none that was given out.")
      }
      if ((created === undefined) === (updated === undefined)) {
        return invalidInput("Either 'createdAfter' or 'lastUpdatedAfter' is required.")
      }
      const from = createdAfter ?? lastUpdatedAfter
      if (from === undefined || from > now) {
        return invalidInput('The stretch of time has to begin, and not in the future.')
      }
      const before =
        (place?.before as Instant) ?? createdBefore ?? lastUpdatedBefore ?? after(now, 1)
      if (before <= from) return invalidInput('The stretch of time ends before it begins.')
      const by = updated === undefined ? ('placed' as const) : ('updated' as const)
      const { orders, next } = await toolOrders(engine, {
        ...{ by, from, before, seller: seller.id },
        after: place && { at: place.at as Instant, order: place.order },
        statuses: query.fulfillmentStatuses?.flatMap((status) => STATUS_OF.get(status) ?? []),
        limit: query.maxResultsPerPage ?? 100,
      })
      const included = new Set(query.includedData ?? [])
      const shown = await Promise.all(
        orders.map((order) => {
          const one = order2026(order, seller.marketplace, included, personal)
          return included.has('PACKAGES') ? withParcels(engine, order, one) : one
        }),
      )
      const answer: v2026.SearchOrdersResponse = {
        orders: shown,
        ...(next ? { pagination: { nextToken: toToken({ ...next, before }) } } : {}),
        [by === 'updated' ? 'lastUpdatedBefore' : 'createdBefore']: formatUtc(before),
      }
      return answer
    },
  }),

  operation({
    ...usual,
    id: 'getOrder',
    path: '/orders/2026-01-01/orders/{orderId}',
    ...{ rate: 0.5, burst: 30 },
    differs: 'Without a restricted data token an address is its prefecture, city and post code.',
    query: { includedData: words(INCLUDED) },
    async answer({ engine, seller, path, query, personal }) {
      const order = await orderOf(engine, seller, path.orderId)
      if (isFailure(order)) return order
      const included = new Set(query.includedData ?? [])
      const shown = order2026(order, seller.marketplace, included, personal)
      const whole = included.has('PACKAGES') ? await withParcels(engine, order, shown) : shown
      return { order: whole } satisfies v2026.GetOrderResponse
    },
  }),
] as const
