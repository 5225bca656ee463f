import { setTimeout as sleep } from 'node:timers/promises'
import type { Points } from '../../src/rules/money/amount.ts'
import { isRefusal } from '../../src/rules/refusal.ts'
import type { Engine } from '../../src/usecases/engine.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { refundOrder } from '../../src/usecases/orders/refund.ts'
import { shipOrder } from '../../src/usecases/orders/ship.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { terms } from '../kit/engine.ts'

/** Acknowledged commands by key: what the caller was told. */
export type Acknowledged = Map<string, string>

/**
 * One writer's story, again and again until told to stop: a grant, an order, a parcel, a refund.
 */
export async function write(
  engine: Engine,
  writer: number,
  acknowledged: Acknowledged,
  goesOn: () => boolean,
): Promise<void> {
  const buyer = `buyer-${writer}`
  // Whoever got no answer asks the same again until there is one, as a caller would.
  const insist = async (key: string, ask: (key: string) => Promise<object>) => {
    for (;;) {
      const answer = await ask(key).catch(() => undefined)
      if (answer === undefined) {
        await sleep(20)
        continue
      }
      if (isRefusal(answer)) throw new Error(`${key}: ${answer.refused}`)
      acknowledged.set(key, JSON.stringify((answer as { outcome: object }).outcome))
      return
    }
  }
  for (let round = 0; goesOn(); round++) {
    const order = `o-${writer}-${round}`
    const as = (key: string) => ({ caller: `writer-${writer}`, key })
    const grant = { buyer, points: 100, reason: 'campaign' }
    await insist(`${order}:grant`, (key) => grantPoints(engine, as(key), grant))
    const lines = [terms(9_000 + (round % 7))]
    const place = { buyer, reference: order, lines, redeem: 50 as Points } as const
    await insist(`${order}:place`, (key) =>
      placeOrder(engine, as(key), { ...place, payment: 'prepaid' }),
    )
    await insist(`${order}:ship`, (key) => shipOrder(engine, as(key), { order, units: 'all' }))
    const refund = { order, lines: 'full', cause: 'return' } as const
    await insist(`${order}:refund`, (key) => refundOrder(engine, as(key), refund))
  }
}
