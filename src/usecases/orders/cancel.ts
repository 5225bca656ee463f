import { answered } from '../../ledger/command.ts'
import { decideCancellation, decideQuantityChange } from '../../rules/orders/cancel.ts'
import type { Units } from '../../rules/orders/units.ts'
import { isRefusal } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { onOrder } from './order-command.ts'

export interface CancelAsk {
  readonly order: string
  readonly units: readonly Units[] | 'all'
  readonly reason?: string
}

/** Cancels units before they ship; held points go back to the buyer. */
export const cancelOrder = (engine: Engine, intent: Intent, ask: CancelAsk) =>
  onOrder(engine, intent, 'order.cancelled', ask, ({ book, order, frozen, policy, at }) => {
    const decision = decideCancellation(book, order, ask.units, frozen, at, policy)
    if (isRefusal(decision)) return decision
    const { released, expired, units } = decision
    return answered(decision, { order: ask.order, units, released, expired })
  })

export interface ChangeQuantityAsk extends Units {
  readonly order: string
}

/** Sets a new quantity of a line before shipment. */
export const changeQuantity = (engine: Engine, intent: Intent, ask: ChangeQuantityAsk) =>
  onOrder(engine, intent, 'order.quantity_changed', ask, ({ book, order, frozen, policy, at }) => {
    const decision = decideQuantityChange(book, order, ask, frozen, at, policy)
    if (isRefusal(decision)) return decision
    const { line, quantity } = ask
    const { released, expired } = decision
    return answered(decision, { order: ask.order, line, quantity, released, expired })
  })
