import type { BuyerId, SellerId } from '../../rules/ids.ts'
import { type Order, withLines } from '../../rules/orders/order.ts'

/** Whose orders somebody may act on and see; all of them when it names nobody (the operator). */
export interface Behalf {
  readonly buyer?: BuyerId
  /** Of an order with lines of several sellers, only its own lines are a seller's. */
  readonly seller?: SellerId
}

/** The part of an order that is a party's; undefined when nothing of it is. */
export function ownPart(order: Order, { buyer, seller }: Behalf = {}): Order | undefined {
  if (buyer !== undefined && order.buyer !== buyer) return undefined
  if (seller === undefined) return order
  const lines = order.lines.filter((line) => line.seller === seller)
  return lines.length === 0 ? undefined : { ...order, lines }
}

/** The whole order, after a decision on a part of it. */
export const wholeAgain = (whole: Order, part: Order): Order =>
  part.lines.length === whole.lines.length
    ? part
    : { ...withLines(whole, part.lines), lotsBack: part.lotsBack }
