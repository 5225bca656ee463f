import type { FastifyRequest } from 'fastify'
import { cancelOrder, changeQuantity } from '../../../usecases/orders/cancel.ts'
import { sellerSeesCancellation, sellerSeesShipment } from '../../../usecases/orders/seen.ts'
import { deliverOrder, shipOrder } from '../../../usecases/orders/ship.ts'
import { whoOf, writable } from '../../kit/access.ts'
import { answer, intentOf } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import {
  CancellationAnswer,
  CancellationAsk,
  DeliveryAnswer,
  DeliveryAsk,
  LineParams,
  OrderParams,
  QuantityAnswer,
  QuantityAsk,
  ShipmentAnswer,
  ShipmentAsk,
} from './schemas.ts'
import { behalfOf, seenBy } from './shown.ts'

/** The caller's intent on what is theirs. */
export const ownIntent = (request: FastifyRequest) => ({
  ...intentOf(request),
  behalf: behalfOf(whoOf(request)),
})

/** Named nothing: all of it. */
const ALL = 'all' as const

/** What happens to an order before and at shipment. */
export function lifeRoutes(app: App, { engine }: HttpDeps): void {
  const tags = ['Orders']

  app.post(
    '/v1/orders/:order/cancellations',
    {
      config: writable(['buyer', 'seller', 'operator'], 'orders'),
      schema: {
        tags,
        summary: 'Cancel units before they ship',
        description: 'Nothing was earned yet; points that were held go back to the buyer.',
        params: OrderParams,
        body: CancellationAsk,
        response: { 201: CancellationAnswer },
      },
    },
    async (request, reply) => {
      const { units, ...about } = request.body
      const ask = { ...about, units: units ?? ALL, order: request.params.order }
      const cancelled = await cancelOrder(engine, ownIntent(request), ask)
      const shown = seenBy(whoOf(request), sellerSeesCancellation)
      return answer(request, reply, 201, cancelled, shown)
    },
  )

  app.put(
    '/v1/orders/:order/lines/:line/quantity',
    {
      config: writable(['buyer', 'operator'], 'orders'),
      schema: {
        tags,
        summary: 'Change a line’s quantity before shipment',
        params: LineParams,
        body: QuantityAsk,
        response: { 200: QuantityAnswer },
      },
    },
    async (request, reply) => {
      const { order, line } = request.params
      const ask = { order, line: Number(line), quantity: request.body.quantity }
      return answer(request, reply, 200, await changeQuantity(engine, ownIntent(request), ask))
    },
  )

  app.post(
    '/v1/orders/:order/shipments',
    {
      config: writable(['seller', 'operator'], 'orders'),
      schema: {
        tags,
        summary: 'Confirm a parcel',
        description:
          'The seller is credited with price and shipping, debited with points and fee; points vest.',
        params: OrderParams,
        body: ShipmentAsk,
        response: { 201: ShipmentAnswer },
      },
    },
    async (request, reply) => {
      const { units, ...about } = request.body
      const ask = { ...about, units: units ?? ALL, order: request.params.order }
      const shipped = await shipOrder(engine, ownIntent(request), ask)
      return answer(request, reply, 201, shipped, seenBy(whoOf(request), sellerSeesShipment))
    },
  )

  app.post(
    '/v1/orders/:order/deliveries',
    {
      config: writable(['operator'], 'orders'),
      schema: {
        tags,
        summary: 'Record that a parcel arrived',
        params: OrderParams,
        body: DeliveryAsk,
        response: { 201: DeliveryAnswer },
      },
    },
    async (request, reply) => {
      const ask = { order: request.params.order, lines: request.body.lines ?? ALL }
      return answer(request, reply, 201, await deliverOrder(engine, ownIntent(request), ask))
    },
  )
}
