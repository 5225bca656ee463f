import type * as v0 from '@sp-api-sdk/orders-api-v0'
import type { OrderStatus } from '../../../rules/orders/order.ts'
import { after, DAY, formatUtc } from '../../../rules/time/instant.ts'
import type { Recipient } from '../../../usecases/orders/recipient.ts'
import { orderItemCode } from '../../../usecases/orders/tool-id.ts'
import type { ToolItem, ToolOrder } from '../../../usecases/orders/tool-orders.ts'
import { marketplaceName } from '../marketplaces.ts'

export const STATUSES_V0: Readonly<Record<OrderStatus, v0.Order['OrderStatus']>> = {
  unshipped: 'Unshipped',
  partially_shipped: 'PartiallyShipped',
  shipped: 'Shipped',
  cancelled: 'Canceled',
}

/** Parcels are said to arrive in five days. */
export const DELIVER_DAYS = 5

export const money = (amount: number): v0.Money => ({
  CurrencyCode: 'JPY',
  Amount: String(amount),
})

/** What is personal about an order, named one by one: what a token may see of it. */
export type Seen = ReadonlySet<string>

export function buyerInfoV0(order: ToolOrder): v0.BuyerInfo {
  const { buyerName } = order.personal
  return { BuyerEmail: order.buyerEmail, ...(buyerName === null ? {} : { BuyerName: buyerName }) }
}

/** An address; without the right to it, only what shipping costs depend on. */
export function addressV0(to: Recipient, whole: boolean): v0.Address {
  const region = {
    StateOrRegion: to.prefecture,
    PostalCode: to.postalCode,
    CountryCode: 'JP',
    ...(to.city === undefined || to.city === null ? {} : { City: to.city }),
  }
  if (!whole) return region
  return {
    Name: to.name,
    AddressLine1: to.line1,
    ...(to.line2 ? { AddressLine2: to.line2 } : {}),
    ...(to.line3 ? { AddressLine3: to.line3 } : {}),
    ...region,
    ...(to.phone ? { Phone: to.phone } : {}),
    AddressType: 'Residential',
  }
}

/** With cash on delivery, what is paid already and what to collect; a seller sees "prepaid" §. */
function payment({ payment: by, prepaid = 0, collect = 0 }: ToolOrder) {
  if (by === 'prepaid')
    return { PaymentMethod: 'Other' as const, PaymentMethodDetails: ['Standard'] }
  return {
    PaymentMethod: 'COD' as const,
    PaymentMethodDetails: ['CashOnDelivery'],
    PaymentExecutionDetail: [
      { Payment: money(collect), PaymentMethod: 'COD' },
      ...(prepaid === 0 ? [] : [{ Payment: money(prepaid), PaymentMethod: 'Prepaid' }]),
    ],
  }
}

export function orderV0(order: ToolOrder, marketplace: string, seen: Seen): v0.Order {
  const { placedAt, items, personal } = order
  const shipped = items.reduce((sum, item) => sum + item.shipped, 0)
  const ordered = items.reduce((sum, item) => sum + item.ordered, 0)
  return {
    AmazonOrderId: order.id,
    SellerOrderId: order.order,
    PurchaseDate: formatUtc(placedAt),
    LastUpdateDate: formatUtc(order.updatedAt),
    OrderStatus: STATUSES_V0[order.status],
    FulfillmentChannel: 'MFN',
    SalesChannel: marketplaceName(marketplace),
    ShipServiceLevel: 'Std JP Dom',
    ShipmentServiceLevelCategory: 'Standard',
    ...(order.status === 'cancelled' ? {} : { OrderTotal: money(order.total) }),
    NumberOfItemsShipped: shipped,
    NumberOfItemsUnshipped: ordered - shipped,
    ...payment(order),
    MarketplaceId: marketplace,
    OrderType: 'StandardOrder',
    EarliestShipDate: formatUtc(placedAt),
    LatestShipDate: formatUtc(order.shipBy),
    EarliestDeliveryDate: formatUtc(after(placedAt, DAY)),
    LatestDeliveryDate: formatUtc(after(placedAt, DELIVER_DAYS * DAY)),
    IsBusinessOrder: false,
    IsPrime: false,
    IsPremiumOrder: false,
    IsGlobalExpressEnabled: false,
    IsReplacementOrder: false,
    IsSoldByAB: false,
    IsISPU: false,
    IsAccessPointOrder: false,
    HasRegulatedItems: false,
    ...(seen.has('buyerInfo') ? { BuyerInfo: buyerInfoV0(order) } : {}),
    ...(personal.recipient
      ? { ShippingAddress: addressV0(personal.recipient, seen.has('shippingAddress')) }
      : {}),
  }
}

export const orderItemV0 = (order: ToolOrder, item: ToolItem): v0.OrderItem => ({
  ASIN: item.asin,
  SellerSKU: item.sku,
  OrderItemId: orderItemCode(order.number, item.line),
  ...(item.title === null ? {} : { Title: item.title }),
  QuantityOrdered: item.ordered,
  QuantityShipped: item.shipped,
  ProductInfo: { NumberOfItems: '1' },
  ...(item.points === 0
    ? {}
    : { PointsGranted: { PointsNumber: item.points, PointsMonetaryValue: money(item.points) } }),
  ...(item.ordered === 0
    ? {}
    : { ItemPrice: money(item.price), ShippingPrice: money(item.shipping) }),
  IsGift: 'false',
  SerialNumberRequired: false,
  IsTransparency: false,
})
