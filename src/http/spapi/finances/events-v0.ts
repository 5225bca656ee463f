import type * as v0 from '@sp-api-sdk/finances-api-v0'
import { formatUtc, type Instant } from '../../../rules/time/instant.ts'
import type { EventItem, SellerEvent } from '../../../usecases/finances/seller-events.ts'
import { orderItemCode, toolOrderId } from '../../../usecases/orders/tool-id.ts'

/** Signed yen: what the seller got is positive. */
const money = (amount: number): v0.Currency => ({ CurrencyCode: 'JPY', CurrencyAmount: amount })

const charges = (...all: readonly [type: string, amount: number][]): v0.ChargeComponent[] =>
  all.flatMap(([ChargeType, amount]) =>
    amount === 0 ? [] : [{ ChargeType, ChargeAmount: money(amount) }],
  )

const fees = (amount: number): v0.FeeComponent[] =>
  amount === 0 ? [] : [{ FeeType: 'Commission', FeeAmount: money(amount) }]

function shipped(order: number, item: EventItem): v0.ShipmentItem {
  const { principal, shipping, pointsGranted, fee, quantity } = item
  return {
    SellerSKU: item.sku,
    OrderItemId: orderItemCode(order, item.line),
    ...(quantity === null ? {} : { QuantityShipped: quantity }),
    ItemChargeList: charges(['Principal', principal], ['ShippingCharge', shipping]),
    ItemFeeList: fees(fee),
    ...(pointsGranted === 0 ? {} : { CostOfPointsGranted: money(pointsGranted) }),
  }
}

function adjusted(order: number, item: EventItem): v0.ShipmentItem {
  const { principal, shipping, pointsReturned, pointsFee, fee } = item
  const id = orderItemCode(order, item.line)
  return {
    SellerSKU: item.sku,
    OrderItemId: id,
    OrderAdjustmentItemId: id,
    ItemChargeAdjustmentList: charges(
      ['Principal', principal],
      ['ShippingCharge', shipping],
      ['PointsFee', pointsFee],
    ),
    ItemFeeAdjustmentList: fees(fee),
    ...(pointsReturned === 0 ? {} : { CostOfPointsReturned: money(pointsReturned) }),
  }
}

function shipmentEvent(event: SellerEvent, marketplace: string): v0.ShipmentEvent {
  const { order, items, postedAt, cause } = event
  const id = order?.id ?? 0
  return {
    ...(order ? { AmazonOrderId: toolOrderId(order), SellerOrderId: order.reference } : {}),
    MarketplaceName: marketplace,
    PostedDate: formatUtc(postedAt),
    ...(cause === 'shipment'
      ? { ShipmentItemList: items.map((item) => shipped(id, item)) }
      : { ShipmentItemAdjustmentList: items.map((item) => adjusted(id, item)) }),
  }
}

const adjustment = (type: string, amount: number, at: Instant): v0.AdjustmentEvent => ({
  AdjustmentType: type,
  PostedDate: formatUtc(at),
  AdjustmentAmount: money(amount),
})

/** What a period that is paid out keeps back, or carries over as a debt. */
export interface Reserve {
  readonly amount: number
  readonly at: Instant
}

/** Events as Finances v0 lists them: by their cause, each list in the order they were posted. */
export function financialEvents(
  events: readonly SellerEvent[],
  marketplace: string,
  reserve?: Reserve,
): v0.FinancialEvents {
  const of = (cause: SellerEvent['cause']) =>
    events
      .filter((event) => event.cause === cause)
      .map((event) => shipmentEvent(event, marketplace))
  const adjustments = events.flatMap((event) => {
    const amount = event.cause === 'adjustment' ? event.total : event.other
    return amount === 0 ? [] : [adjustment('Adjustment', amount, event.postedAt)]
  })
  if (reserve && reserve.amount !== 0) {
    adjustments.push(adjustment('ReserveEvent', reserve.amount, reserve.at))
  }
  return {
    ShipmentEventList: of('shipment'),
    RefundEventList: of('refund'),
    GuaranteeClaimEventList: of('claim'),
    ChargebackEventList: of('chargeback'),
    AdjustmentEventList: adjustments,
  }
}
