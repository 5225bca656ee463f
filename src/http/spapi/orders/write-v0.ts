import type * as v0 from '@sp-api-sdk/orders-api-v0'
import { Type } from 'typebox'
import { fingerprintOf } from '../../../ledger/journal.ts'
import { isRefusal } from '../../../rules/refusal.ts'
import { parseInstant } from '../../../rules/time/instant.ts'
import { shipOrder } from '../../../usecases/orders/ship.ts'
import { orderItemCode } from '../../../usecases/orders/tool-id.ts'
import type { ToolOrder } from '../../../usecases/orders/tool-orders.ts'
import { bodyFor } from '../body.ts'
import { type Failure, invalidInput, isFailure, refusedInput } from '../failure.ts'
import { operation } from '../operation.ts'
import { orderOf } from './find.ts'
import { usualV0 } from './usual.ts'

const Item = Type.Object({
  orderItemId: Type.String({ minLength: 1, maxLength: 40 }),
  quantity: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
})

const Package = Type.Object({
  packageReferenceId: Type.String({ minLength: 1, maxLength: 100 }),
  carrierCode: Type.String({ minLength: 1, maxLength: 100 }),
  carrierName: Type.Optional(Type.String({ maxLength: 100 })),
  shippingMethod: Type.Optional(Type.String({ maxLength: 100 })),
  trackingNumber: Type.String({ minLength: 1, maxLength: 100 }),
  shipDate: Type.String({ maxLength: 40 }),
  orderItems: Type.Array(Item, { minItems: 1, maxItems: 1_000 }),
})

/** Lines and quantities behind item codes, or what is wrong with one. */
function unitsOf(
  order: ToolOrder,
  items: readonly { readonly orderItemId: string; readonly quantity: number }[],
): Failure | { readonly units: readonly { readonly line: number; readonly quantity: number }[] } {
  const lineOf = new Map(order.items.map(({ line }) => [orderItemCode(order.number, line), line]))
  const units: { line: number; quantity: number }[] = []
  for (const { orderItemId, quantity } of items) {
    const line = lineOf.get(orderItemId)
    if (line === undefined) {
      return invalidInput(`'${orderItemId}' is no item of the order ${order.id}.`)
    }
    units.push({ line, quantity })
  }
  return { units }
}

const usual = { ...usualV0, success: 204, envelope: 'bare', query: {} } as const

export const WRITE_ORDERS_V0 = [
  operation({
    ...usual,
    id: 'confirmShipment',
    method: 'POST',
    path: '/orders/v0/orders/{orderId}/shipmentConfirmation',
    ...{ rate: 2, burst: 10 },
    differs:
      'A confirmed package can be confirmed again as it is, but not changed. The parcel counts ' +
      'as shipped now, whatever `shipDate` says.',
    body: bodyFor<v0.ConfirmShipmentRequest>()(
      Type.Object({
        packageDetail: Package,
        codCollectionMethod: Type.Optional(Type.String({ maxLength: 40 })),
        marketplaceId: Type.String({ maxLength: 40 }),
      }),
    ),
    async answer({ engine, seller, caller, path, body }) {
      const { packageDetail: parcel, marketplaceId } = body
      if (marketplaceId !== seller.marketplace) {
        return invalidInput(`'marketplaceId' is not the order's: ${marketplaceId}.`)
      }
      if (parseInstant(parcel.shipDate) === undefined) {
        return invalidInput(`'shipDate' is no moment: '${parcel.shipDate}'.`)
      }
      const order = await orderOf(engine, seller, path.orderId)
      if (isFailure(order)) return order
      const found = unitsOf(order, parcel.orderItems)
      if (isFailure(found)) return found
      const { packageReferenceId: name, carrierCode, carrierName, trackingNumber } = parcel
      const ask = {
        order: order.order,
        units: found.units,
        carrier: carrierCode === 'Other' && carrierName ? carrierName : carrierCode,
        tracking: trackingNumber,
      }
      const shipped = await shipOrder(
        engine,
        {
          caller: caller.id,
          // The package's name is what makes a repetition one.
          key: `shipment:${order.number}:${name}`,
          fingerprint: fingerprintOf(ask),
          behalf: { seller: seller.id },
        },
        ask,
      )
      return isRefusal(shipped) ? refusedInput(shipped) : {}
    },
  }),

  operation({
    ...usual,
    id: 'updateShipmentStatus',
    method: 'POST',
    path: '/orders/v0/orders/{orderId}/shipment',
    ...{ rate: 5, burst: 15 },
    differs: 'No order here is picked up in a store, so every update is refused.',
    body: bodyFor<v0.UpdateShipmentStatusRequest>()(
      Type.Object({ marketplaceId: Type.String(), shipmentStatus: Type.String() }),
    ),
    async answer({ engine, seller, path }) {
      const order = await orderOf(engine, seller, path.orderId)
      if (isFailure(order)) return order
      return invalidInput(`The order ${order.id} is not picked up in a store.`)
    },
  }),

  operation({
    ...usual,
    id: 'updateVerificationStatus',
    method: 'PATCH',
    path: '/orders/v0/orders/{orderId}/regulatedInfo',
    ...{ rate: 0.5, burst: 30 },
    differs: 'No product here is regulated, so every update is refused.',
    body: bodyFor<v0.UpdateVerificationStatusRequest>()(
      Type.Object({ regulatedOrderVerificationStatus: Type.Object({}) }),
    ),
    async answer({ engine, seller, path }) {
      const order = await orderOf(engine, seller, path.orderId)
      if (isFailure(order)) return order
      return invalidInput(`The order ${order.id} has no regulated items.`)
    },
  }),
] as const
