import type * as v2026 from '@sp-api-sdk/orders-api-2026-01-01'
import type { OrderStatus } from '../../../rules/orders/order.ts'
import { after, formatUtc, type Instant } from '../../../rules/time/instant.ts'
import type { Engine } from '../../../usecases/engine.ts'
import { readParcels } from '../../../usecases/orders/parcels.ts'
import { findToolOrder, orderItemCode } from '../../../usecases/orders/tool-id.ts'
import { type ToolOrder, toolOrders } from '../../../usecases/orders/tool-orders.ts'
import { type Failure, invalidInput, isFailure } from '../failure.ts'
import { noMarketplace } from '../marketplaces.ts'
import { operation } from '../operation.ts'
import { moment, text, texts, whole, words } from '../parameters.ts'
import { orderOf } from './find.ts'
import { INCLUDED, order2026, STATUSES_2026 } from './order-2026.ts'
import { askOfToken, type ListAsk, pageToken } from './page-token.ts'

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

interface Asked {
  readonly createdAfter?: Instant | undefined
  readonly createdBefore?: Instant | undefined
  readonly lastUpdatedAfter?: Instant | undefined
  readonly lastUpdatedBefore?: Instant | undefined
  readonly fulfillmentStatuses?: readonly string[] | undefined
  readonly maxResultsPerPage?: number | undefined
}

/** What a first page is asked for. */
function askOf(asked: Asked, now: Instant): Failure | ListAsk {
  const { createdAfter, createdBefore, lastUpdatedAfter, lastUpdatedBefore } = asked
  const created = createdAfter ?? createdBefore
  const updated = lastUpdatedAfter ?? lastUpdatedBefore
  if ((created === undefined) === (updated === undefined)) {
    return invalidInput("Either 'createdAfter' or 'lastUpdatedAfter' is required.")
  }
  const from = createdAfter ?? lastUpdatedAfter
  if (from === undefined || from > now) {
    return invalidInput('The stretch of time has to begin, and not in the future.')
  }
  const before = createdBefore ?? lastUpdatedBefore ?? after(now, 1)
  if (before <= from) return invalidInput('The stretch of time ends before it begins.')
  return {
    by: updated === undefined ? 'placed' : 'updated',
    ...{ from, before, limit: asked.maxResultsPerPage ?? 100 },
    statuses: asked.fulfillmentStatuses?.flatMap((status) => STATUS_OF.get(status) ?? []),
  }
}

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
    differs:
      'The oldest first, as far back as events are kept. There is neither PENDING nor any ' +
      'fulfilment but the merchant’s.',
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
      const wrong = noMarketplace(query.marketplaceIds ?? [])
      if (wrong) return wrong
      const elsewhere = query.marketplaceIds?.includes(seller.marketplace) === false
      if (elsewhere || query.fulfilledBy?.includes('MERCHANT') === false) {
        return { orders: [] } satisfies v2026.SearchOrdersResponse
      }
      const { paginationToken: token } = query
      const ask = token === undefined ? askOf(query, now) : askOfToken(token)
      if (!ask) return invalidInput("'paginationToken' is none that was given out.")
      if (isFailure(ask)) return ask
      const { orders, next } = await toolOrders(engine, { ...ask, seller: seller.id })
      const included = new Set(query.includedData ?? [])
      const shown = await Promise.all(
        orders.map((order) => {
          const one = order2026(order, seller.marketplace, included, personal)
          return included.has('PACKAGES') ? withParcels(engine, order, one) : one
        }),
      )
      const answer: v2026.SearchOrdersResponse = {
        orders: shown,
        ...(next === null ? {} : { pagination: { nextToken: pageToken(ask, next) } }),
        [ask.by === 'updated' ? 'lastUpdatedBefore' : 'createdBefore']: formatUtc(ask.before),
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
