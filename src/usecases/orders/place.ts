import { newOrderReference } from '../../ids/ids.ts'
import { type Accepted, answered, type StockTake } from '../../ledger/command.ts'
import type { SellerId } from '../../rules/ids.ts'
import type { Points, Yen } from '../../rules/money/amount.ts'
import {
  type LineTerms,
  lineTotal,
  type OrderLine,
  type Payment,
} from '../../rules/orders/order.ts'
import { decidePlacement } from '../../rules/orders/place.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import { commandOf } from '../command-of.ts'
import type { Engine, Intent } from '../engine.ts'

export interface PlaceAsk {
  readonly buyer: string
  /** The operator's own id for the order; one is minted when absent. */
  readonly reference?: string
  readonly lines: readonly LineTerms[]
  readonly redeem: Points | 'max'
  readonly payment: Payment
  readonly stock?: readonly StockTake[]
}

export interface PlacedOrder {
  readonly order: string
  readonly total: Yen
  readonly redeemed: Points
  /** What is left to pay in cash. */
  readonly cash: number
  /** Points to be earned if everything ships. */
  readonly promised: Points
  readonly lines: readonly PlacedLine[]
}

/** The terms of a line as they are frozen; the journal keeps them, and `verify` checks by them. */
export interface PlacedLine {
  readonly line: number
  readonly seller: SellerId
  readonly sku: string
  readonly quantity: number
  readonly price: Yen
  readonly shipping: Yen
  /** Points promised per unit. */
  readonly points: Points
  readonly total: number
  readonly redeemed: Points
}

/** Places an order on terms that are already resolved and checked: see `resolve-lines.ts`. */
export async function placeOrder(
  engine: Engine,
  intent: Intent,
  ask: PlaceAsk,
): Promise<Refusal | Accepted<PlacedOrder>> {
  const buyer = await engine.directory.buyer(ask.buyer)
  if (buyer === undefined) return refuse('buyer_not_found')
  const order = await engine.nextOrderId()
  const reference = ask.reference ?? newOrderReference()
  const target = { buyer, order, newReference: reference }
  const command = commandOf<PlacedOrder>(
    intent,
    'order.placed',
    ask,
    target,
    ({ book, policy, at }) => {
      const placed = decidePlacement(book, { ...ask, buyer, order }, policy, at)
      if (isRefusal(placed)) return placed
      const { total, redeemed, promised } = placed
      const lines = placed.order.lines.map(placedLine)
      const cash = total - redeemed
      const outcome = { order: reference, total, redeemed, cash, promised, lines }
      return answered(placed, outcome, ask.stock)
    },
  )
  const answer = await engine.lanes.submit(command)
  // An answer from before belongs to an order of another number.
  if (!isRefusal(answer) && !answer.replayed) engine.directory.learn(reference, { buyer, order })
  return answer
}

const placedLine = (terms: OrderLine): PlacedLine => {
  const { line, seller, sku, quantity, price, shipping, pointsPerUnit, redeemed } = terms
  const total = lineTotal(terms)
  return { line, seller, sku, quantity, price, shipping, points: pointsPerUnit, total, redeemed }
}
