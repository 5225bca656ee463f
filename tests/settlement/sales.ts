import { points } from '../../src/rules/money/amount.ts'
import type { RefundAsk } from '../../src/rules/refunds/amounts.ts'
import { isRefusal } from '../../src/rules/refusal.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { refundOrder } from '../../src/usecases/orders/refund.ts'
import { shipOrder } from '../../src/usecases/orders/ship.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { type TestEngine, terms } from '../kit/engine.ts'

/** A command of these tests that was refused is a mistake in the test. */
async function done(answer: Promise<object>): Promise<void> {
  const found = await answer
  if (isRefusal(found)) throw new Error(`refused: ${found.refused}`)
}

/** Buyers who come to shop, with 1,000 points each. */
export async function shoppers(engine: TestEngine, ...references: readonly string[]) {
  await registerBuyers(
    engine,
    references.map((reference) => ({ reference })),
  )
  for (const buyer of references) {
    const ask = { buyer, points: 1_000, reason: 'welcome' }
    await done(grantPoints(engine, { caller: 'test', key: `welcome:${buyer}` }, ask))
  }
}

/** Sells one unit at 1,000 yen with 200 points of each seller in one order, and ships it. */
export async function sell(
  engine: TestEngine,
  order: string,
  sellers: readonly number[],
  { buyer = 'hanako', redeem = 0 } = {},
): Promise<void> {
  const lines = sellers.map((seller) => terms(seller))
  const ask = {
    buyer,
    reference: order,
    lines,
    redeem: points(redeem),
    payment: 'prepaid',
  } as const
  await done(placeOrder(engine, { caller: 'test', key: `place:${order}` }, ask))
  await done(shipOrder(engine, { caller: 'test', key: `ship:${order}` }, { order, units: 'all' }))
}

/** Gives a line back. */
export async function giveBack(
  engine: TestEngine,
  order: string,
  line: number,
  ask: RefundAsk = { of: 'full' },
  cause: 'return' | 'guarantee_claim' | 'chargeback' = 'return',
): Promise<void> {
  const intent = { caller: 'test', key: `back:${order}:${line}:${cause}:${ask.of}` }
  await done(refundOrder(engine, intent, { order, lines: [{ line, ask }], cause }))
}
