import type { SellerId } from '../../../rules/ids.ts'
import type { Engine } from '../../../usecases/engine.ts'
import { findToolOrder, isToolOrderId } from '../../../usecases/orders/tool-id.ts'
import { readToolOrders, type ToolOrder } from '../../../usecases/orders/tool-orders.ts'
import { type Failure, invalidInput, notFound } from '../failure.ts'

/** One of the seller's orders, or why there is none. Somebody else's is as one that never was. */
export async function orderOf(
  engine: Engine,
  seller: { readonly id: SellerId },
  id: string,
): Promise<Failure | (ToolOrder & { readonly failed?: never })> {
  if (!isToolOrderId(id)) {
    return invalidInput(`'${id.slice(0, 200)}' is no order id; they look like 250-1234567-1234567.`)
  }
  const key = await findToolOrder(engine, id)
  const [order] = key ? await readToolOrders(engine, seller.id, [key]) : []
  return order ?? notFound(`The order ${id} does not exist.`)
}
