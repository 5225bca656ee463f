import { points } from '../../../rules/money/amount.ts'
import { isRefusal } from '../../../rules/refusal.ts'
import type { Engine } from '../../engine.ts'
import { placeOrder } from '../../orders/place.ts'
import { resolveCart } from '../../orders/resolve-lines.ts'
import { shipOrder } from '../../orders/ship.ts'
import { registerBuyers } from '../../parties/register-buyer.ts'
import { type Doing, fresh, outcome, type Picked } from './doing.ts'

/** Who buys what is only to be seen arriving. */
const BUYER = 'trigger-buyer'

/** Has one unit ordered, and ships it. */
export async function orderAndShip(engine: Engine, { seller, sku }: Picked): Doing {
  await registerBuyers(engine, [{ reference: BUYER }])
  const resolved = await resolveCart(engine, [{ seller, sku, quantity: 1 }])
  if (isRefusal(resolved)) return resolved
  const placed = await placeOrder(engine, fresh(), {
    ...{ buyer: BUYER, redeem: points(0), payment: 'prepaid' },
    ...{ lines: resolved.lines, stock: resolved.stock },
  })
  if (isRefusal(placed)) return placed
  const shipped = await shipOrder(engine, fresh(), { order: placed.outcome.order, units: 'all' })
  return outcome(shipped, sku, 'order_shipped')
}
