import { answered } from '../../ledger/command.ts'
import { decideDelivery, decideShipment } from '../../rules/orders/ship.ts'
import type { Units } from '../../rules/orders/units.ts'
import { isRefusal } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { onOrder } from './order-command.ts'

export interface ShipAsk {
  readonly order: string
  readonly units: readonly Units[] | 'all'
  readonly carrier?: string
  readonly tracking?: string
}

/** Confirms a parcel: the seller is credited, held points are captured, earned points vest. */
export const shipOrder = (engine: Engine, intent: Intent, ask: ShipAsk) =>
  onOrder(engine, intent, 'order.shipped', ask, ({ book, order, frozen, policy, at }) => {
    const decision = decideShipment(book, order, ask.units, frozen, at, policy)
    if (isRefusal(decision)) return decision
    const { carrier, tracking } = ask
    return answered(decision, { order: ask.order, units: decision.units, carrier, tracking })
  })

export interface DeliverAsk {
  readonly order: string
  readonly lines: readonly number[] | 'all'
}

/** Records that a parcel arrived, which points may be waiting for. */
export const deliverOrder = (engine: Engine, intent: Intent, ask: DeliverAsk) =>
  onOrder(engine, intent, 'order.delivered', ask, ({ book, order, frozen, at }) => {
    const decision = decideDelivery(book, order, ask.lines, frozen, at)
    if (isRefusal(decision)) return decision
    const shipped = order.lines.filter((line) => line.shippedQuantity > 0).map(({ line }) => line)
    const lines = ask.lines === 'all' ? shipped : ask.lines
    return answered({ ...decision, postings: [] }, { order: ask.order, lines })
  })
