import type { OrderKey } from '../../ledger/directory.ts'
import type { BuyerId, OrderId } from '../../rules/ids.ts'
import type { Engine } from '../engine.ts'

const SHAPE = /^\d{3}-\d{7}-\d{7}$/

/** The first group of ids that are made from our own number; minted references begin with 250. */
const MADE = '249'

/**
 * An order's id as sellers' tools take it: three groups of digits, 3-7-7. A reference of that shape
 * is the id; an operator's own of another shape is not, and the id is then made from our number.
 * The same order has the same id for ever ‡.
 */
export function toolOrderId(order: { readonly id: number; readonly reference: string }): string {
  if (SHAPE.test(order.reference)) return order.reference
  const digits = String(order.id).padStart(14, '0')
  return `${MADE}-${digits.slice(0, 7)}-${digits.slice(7)}`
}

export const isToolOrderId = (text: string): boolean => SHAPE.test(text)

export interface FoundOrder extends OrderKey {
  readonly reference: string
}

/** The order that has this id; undefined when none has. */
export async function findToolOrder(
  engine: Engine,
  toolId: string,
): Promise<FoundOrder | undefined> {
  if (!SHAPE.test(toolId)) return undefined
  if (toolId.startsWith(MADE)) {
    const { rows } = await engine.pool.query<{ buyer: BuyerId; order: OrderId; reference: string }>(
      {
        name: 'order-of-tool-id',
        text: 'select buyer_id as buyer, id as "order", reference from orders where id = $1',
        values: [Number(toolId.slice(MADE.length).replaceAll('-', ''))],
      },
    )
    const [made] = rows
    if (made && !SHAPE.test(made.reference)) return made
  }
  const found = await engine.directory.order(toolId)
  return found && { ...found, reference: toolId }
}

/** The number of an order's item, as tools know it: unique over all orders. */
export const orderItemCode = (order: number, line: number): string => String(order * 1_000 + line)
