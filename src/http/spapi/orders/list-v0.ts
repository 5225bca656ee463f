import type * as v0 from '@sp-api-sdk/orders-api-v0'
import type { OrderStatus } from '../../../rules/orders/order.ts'
import { after, formatUtc, type Instant } from '../../../rules/time/instant.ts'
import { findToolOrder, isToolOrderId } from '../../../usecases/orders/tool-id.ts'
import { readToolOrders, toolOrders } from '../../../usecases/orders/tool-orders.ts'
import { type Failure, invalidInput, isFailure } from '../failure.ts'
import { noMarketplace } from '../marketplaces.ts'
import { operation } from '../operation.ts'
import { flag, moment, required, text, texts, whole, words } from '../parameters.ts'
import { orderV0, STATUSES_V0 } from './order-v0.ts'
import { askOfToken, type ListAsk, pageToken } from './page-token.ts'
import { ELEMENTS_V0, usualV0 } from './usual.ts'

const STATUSES = [
  ...(['PendingAvailability', 'Pending', 'Unshipped', 'PartiallyShipped', 'Shipped'] as const),
  ...(['InvoiceUnconfirmed', 'Canceled', 'Unfulfillable'] as const),
] as const

const query = {
  CreatedAfter: moment(),
  CreatedBefore: moment(),
  LastUpdatedAfter: moment(),
  LastUpdatedBefore: moment(),
  OrderStatuses: words(STATUSES),
  MarketplaceIds: required(texts(50)),
  FulfillmentChannels: words(['AFN', 'MFN']),
  PaymentMethods: words(['COD', 'CVS', 'Other']),
  BuyerEmail: text(),
  SellerOrderId: text(),
  MaxResultsPerPage: whole(1, 100),
  EasyShipShipmentStatuses: texts(),
  ElectronicInvoiceStatuses: texts(),
  NextToken: text(),
  AmazonOrderIds: texts(50),
  ActualFulfillmentSupplySourceId: text(),
  IsISPU: flag(),
  StoreChainStoreId: text(),
  EarliestDeliveryDateBefore: moment(),
  EarliestDeliveryDateAfter: moment(),
  LatestDeliveryDateBefore: moment(),
  LatestDeliveryDateAfter: moment(),
}

interface Asked {
  readonly CreatedAfter?: Instant | undefined
  readonly CreatedBefore?: Instant | undefined
  readonly LastUpdatedAfter?: Instant | undefined
  readonly LastUpdatedBefore?: Instant | undefined
  readonly OrderStatuses?: readonly string[] | undefined
  readonly PaymentMethods?: readonly (keyof typeof PAYMENT_OF)[] | undefined
  readonly MaxResultsPerPage?: number | undefined
}

/** What a first page is asked for. */
function askOf(asked: Asked, now: Instant): Failure | ListAsk {
  const { CreatedAfter, CreatedBefore, LastUpdatedAfter, LastUpdatedBefore } = asked
  const created = CreatedAfter ?? CreatedBefore
  const updated = LastUpdatedAfter ?? LastUpdatedBefore
  if (created !== undefined && updated !== undefined) {
    return invalidInput("'CreatedAfter' and 'LastUpdatedAfter' exclude each other.")
  }
  const from = CreatedAfter ?? LastUpdatedAfter
  if (from === undefined) {
    return invalidInput("Either 'CreatedAfter' or 'LastUpdatedAfter' is required.")
  }
  const before = CreatedBefore ?? LastUpdatedBefore ?? after(now, 1)
  if (from > now) return invalidInput('The stretch of time begins in the future.')
  if (before <= from) return invalidInput('The stretch of time ends before it begins.')
  const payments = asked.PaymentMethods?.map((method) => PAYMENT_OF[method])
  return {
    by: updated === undefined ? 'placed' : 'updated',
    ...{ from, before, limit: asked.MaxResultsPerPage ?? 100 },
    statuses: asked.OrderStatuses?.flatMap((status) => STATUS_OF.get(status) ?? []),
    payment: payments?.length === 1 ? payments[0] : undefined,
  }
}

const STATUS_OF = new Map(
  (Object.entries(STATUSES_V0) as [OrderStatus, string][]).map(([ours, theirs]) => [theirs, ours]),
)

const PAYMENT_OF = { COD: 'cod', Other: 'prepaid', CVS: undefined } as const

export const getOrders = operation({
  ...usualV0,
  id: 'getOrders',
  method: 'GET',
  path: '/orders/v0/orders',
  ...{ rate: 0.0167, burst: 20, success: 200, envelope: 'payload' },
  personal: { elements: ELEMENTS_V0, needed: false },
  differs:
    'The oldest first, as far back as events are kept. There is neither Pending nor any channel ' +
    'but MFN; filters of what does not exist here find nothing.',
  query,
  async answer({ engine, seller, query: asked, now, personal }) {
    const shown = (orders: Awaited<ReturnType<typeof readToolOrders>>) =>
      orders.map((order) => orderV0(order, seller.marketplace, personal))
    const wrong = noMarketplace(asked.MarketplaceIds)
    if (wrong) return wrong
    if (!asked.MarketplaceIds.includes(seller.marketplace) || findsNothing(asked)) {
      return { Orders: [] } satisfies v0.OrdersList
    }
    if (asked.AmazonOrderIds) {
      const none = asked.AmazonOrderIds.find((id) => !isToolOrderId(id))
      if (none !== undefined) return invalidInput(`'${none.slice(0, 200)}' is no order id.`)
      const keys = await Promise.all(asked.AmazonOrderIds.map((id) => findToolOrder(engine, id)))
      const found = keys.filter((key) => key !== undefined)
      return { Orders: shown(await readToolOrders(engine, seller.id, found)) }
    }
    const { NextToken: token } = asked
    const ask = token === undefined ? askOf(asked, now) : askOfToken(token)
    if (!ask) return invalidInput("'NextToken' is none that was given out.")
    if (isFailure(ask)) return ask
    const { orders, next } = await toolOrders(engine, { ...ask, seller: seller.id })
    const payload: v0.OrdersList = {
      Orders: shown(orders),
      ...(next === null ? {} : { NextToken: pageToken(ask, next) }),
      [ask.by === 'updated' ? 'LastUpdatedBefore' : 'CreatedBefore']: formatUtc(ask.before),
    }
    return payload
  },
})

interface Filters {
  readonly FulfillmentChannels?: readonly string[] | undefined
  readonly PaymentMethods?: readonly string[] | undefined
  readonly IsISPU?: boolean | undefined
  readonly EasyShipShipmentStatuses?: readonly string[] | undefined
  readonly StoreChainStoreId?: string | undefined
}

/** Filters by what no order here is. */
const findsNothing = (asked: Filters): boolean =>
  asked.FulfillmentChannels?.includes('MFN') === false ||
  asked.PaymentMethods?.every((method) => method === 'CVS') === true ||
  asked.IsISPU === true ||
  asked.EasyShipShipmentStatuses !== undefined ||
  asked.StoreChainStoreId !== undefined
