import { formatUtc, type Instant } from '../../../rules/time/instant.ts'
import { orderItemCode, toolOrderId } from '../../orders/tool-id.ts'
import type { Subscriber } from '../queue.ts'

/** A seller's own line of an order, as it is now. */
export interface OwnLine {
  readonly line: number
  readonly sku: string
  readonly quantity: number
  readonly shipped: number
  readonly cancelled: number
}

export interface ChangedOrder {
  /** Our own number, of which tools' ids are made. */
  readonly id: number
  readonly reference: string
  readonly placedAt: Instant
  readonly lines: readonly OwnLine[]
}

/** An order's state as its seller's tools name it, from the seller's own lines. */
function statusOf(lines: readonly OwnLine[]): string {
  const shipped = lines.some((line) => line.shipped > 0)
  const open = lines.some((line) => line.quantity > line.shipped + line.cancelled)
  if (open) return shipped ? 'PartiallyShipped' : 'Unshipped'
  return shipped ? 'Shipped' : 'Canceled'
}

/**
 * The payload of ORDER_CHANGE. It has no buyer, no address and nothing of how the order was paid.
 */
export function orderChanged(
  order: ChangedOrder,
  to: Subscriber,
  at: Instant,
  changeType: string,
): object {
  const { lines } = order
  const sum = (of: (line: OwnLine) => number) => lines.reduce((all, line) => all + of(line), 0)
  return {
    OrderChangeNotification: {
      NotificationLevel: 'OrderLevel',
      SellerId: to.reference,
      AmazonOrderId: toolOrderId(order),
      OrderChangeType: changeType,
      OrderChangeTrigger: {
        TimeOfOrderChange: formatUtc(at),
        ChangeReason: changeType === 'BuyerRequestedChange' ? 'BuyerRequestedChange' : '',
      },
      Summary: {
        MarketplaceId: to.marketplace,
        OrderStatus: statusOf(lines),
        PurchaseDate: formatUtc(order.placedAt),
        DestinationPostalCode: null,
        FulfillmentType: 'MFN',
        OrderType: 'StandardOrder',
        NumberOfItemsShipped: sum(({ shipped }) => shipped),
        NumberOfItemsUnshipped: sum((line) => line.quantity - line.shipped - line.cancelled),
        OrderItems: lines.map((line) => ({
          OrderItemId: orderItemCode(order.id, line.line),
          SellerSKU: line.sku,
          SupplySourceId: null,
          OrderItemStatus: line.shipped > 0 ? 'Shipped' : 'Unshipped',
          Quantity: line.quantity - line.cancelled,
          QuantityShipped: line.shipped,
        })),
      },
    },
  }
}
