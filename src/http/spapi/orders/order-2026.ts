import type * as v2026 from '@sp-api-sdk/orders-api-2026-01-01'
import type { OrderStatus } from '../../../rules/orders/order.ts'
import { after, DAY, formatUtc } from '../../../rules/time/instant.ts'
import type { Recipient } from '../../../usecases/orders/recipient.ts'
import { orderItemCode } from '../../../usecases/orders/tool-id.ts'
import type { ToolItem, ToolOrder } from '../../../usecases/orders/tool-orders.ts'
import { marketplaceName } from '../marketplaces.ts'
import { DELIVER_DAYS } from './order-v0.ts'

export const STATUSES_2026 = {
  unshipped: 'UNSHIPPED',
  partially_shipped: 'PARTIALLY_SHIPPED',
  shipped: 'SHIPPED',
  cancelled: 'CANCELLED',
} as const satisfies Readonly<Record<OrderStatus, string>>

export const INCLUDED = [
  ...(['BUYER', 'RECIPIENT', 'PROCEEDS', 'EXPENSE', 'PROMOTION', 'CANCELLATION'] as const),
  ...(['FULFILLMENT', 'PACKAGES', 'TAX', 'PAYMENT', 'FULFILLMENT_ORDERS'] as const),
] as const

export type Included = ReadonlySet<(typeof INCLUDED)[number]>

const money = (amount: number) => ({ amount: String(amount), currencyCode: 'JPY' })

function addressOf(to: Recipient, whole: boolean) {
  const region = {
    stateOrRegion: to.prefecture,
    postalCode: to.postalCode,
    countryCode: 'JP',
    ...(to.city ? { city: to.city } : {}),
  }
  if (!whole) return region
  return {
    name: to.name,
    addressLine1: to.line1,
    ...(to.line2 ? { addressLine2: to.line2 } : {}),
    ...(to.line3 ? { addressLine3: to.line3 } : {}),
    ...region,
    ...(to.phone ? { phone: to.phone } : {}),
  }
}

const itemProceeds = (item: ToolItem) => ({
  proceedsTotal: money(item.price + item.shipping),
  breakdowns: [
    { type: 'ITEM', subtotal: money(item.price) },
    ...(item.shipping === 0 ? [] : [{ type: 'SHIPPING', subtotal: money(item.shipping) }]),
  ],
})

function itemOf(order: ToolOrder, item: ToolItem, included: Included): v2026.OrderItem {
  const points = { pointsNumber: item.points, pointsMonetaryValue: money(item.points) }
  return {
    orderItemId: orderItemCode(order.number, item.line),
    quantityOrdered: item.ordered,
    product: {
      asin: item.asin,
      ...(item.title === null ? {} : { title: item.title }),
      sellerSku: item.sku,
      price: { unitPrice: money(item.unitPrice) },
    },
    ...(included.has('PROCEEDS') ? { proceeds: itemProceeds(item) } : {}),
    ...(included.has('EXPENSE') && item.points > 0
      ? { expense: { pointsCost: { pointsGranted: points } } }
      : {}),
    ...(included.has('FULFILLMENT')
      ? {
          fulfillment: {
            quantityFulfilled: item.shipped,
            quantityUnfulfilled: item.ordered - item.shipped,
          },
        }
      : {}),
  }
}

/** With cash on delivery, what is paid already and what to collect; a seller sees "prepaid" §. */
const paymentOf = ({ payment, total, prepaid = 0, collect = 0 }: ToolOrder) => ({
  paymentExecutions:
    payment === 'prepaid'
      ? [{ paymentMethod: 'Prepaid', paymentAmount: money(total) }]
      : [
          { paymentMethod: 'COD', paymentAmount: money(collect) },
          ...(prepaid === 0 ? [] : [{ paymentMethod: 'Prepaid', paymentAmount: money(prepaid) }]),
        ],
})

/** An order with what was asked to be in it; persons only for a token that names them. */
export function order2026(
  order: ToolOrder,
  marketplace: string,
  included: Included,
  seen: ReadonlySet<string>,
): v2026.Order {
  const { placedAt, personal, items } = order
  const { buyerName, recipient } = personal
  const name = marketplaceName(marketplace)
  return {
    orderId: order.id,
    ...(order.order === order.id
      ? {}
      : { orderAliases: [{ aliasId: order.order, aliasType: 'SELLER_ORDER_ID' }] }),
    createdTime: formatUtc(placedAt),
    lastUpdatedTime: formatUtc(order.updatedAt),
    salesChannel: { channelName: 'AMAZON', marketplaceId: marketplace, marketplaceName: name },
    ...(included.has('BUYER') && seen.has('buyerInfo')
      ? {
          buyer: {
            buyerEmail: order.buyerEmail,
            ...(buyerName === null ? {} : { buyerName }),
          },
        }
      : {}),
    ...(included.has('RECIPIENT') && recipient
      ? { recipient: { deliveryAddress: addressOf(recipient, seen.has('shippingAddress')) } }
      : {}),
    ...(included.has('PROCEEDS') && order.status !== 'cancelled'
      ? { proceeds: { grandTotal: money(order.total) } }
      : {}),
    ...(included.has('PAYMENT') ? { payment: paymentOf(order) } : {}),
    ...(included.has('FULFILLMENT')
      ? {
          fulfillment: {
            fulfillmentStatus: STATUSES_2026[order.status],
            fulfilledBy: 'MERCHANT',
            fulfillmentServiceLevel: 'STANDARD',
            shipByWindow: {
              earliestDateTime: formatUtc(placedAt),
              latestDateTime: formatUtc(order.shipBy),
            },
            deliverByWindow: {
              earliestDateTime: formatUtc(after(placedAt, DAY)),
              latestDateTime: formatUtc(after(placedAt, DELIVER_DAYS * DAY)),
            },
          },
        }
      : {}),
    orderItems: items.map((item) => itemOf(order, item, included)),
  }
}
