import { afterAll, beforeAll, expect, test } from 'vitest'
import { points } from '../../src/rules/money/amount.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { refundOrder } from '../../src/usecases/orders/refund.ts'
import { shipOrder } from '../../src/usecases/orders/ship.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { testDatabase } from '../kit/database.ts'
import { terms, testEngine } from '../kit/engine.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

const as = (key: string) => ({ caller: 'test', key })

beforeAll(async () => {
  await registerBuyers(engine, [{ reference: 'hanako' }])
})

test('an order from purchase to a refund that its buyer can not cover with points', async () => {
  await grantPoints(engine, as('g'), { buyer: 'hanako', points: 300, reason: 'campaign' })
  const placed = await placeOrder(engine, as('p'), {
    buyer: 'hanako',
    reference: 'o-1',
    lines: [terms(7)],
    redeem: points(300),
    payment: 'prepaid',
  })
  expect(placed).toMatchObject({ outcome: { total: 1_000, redeemed: 300, cash: 700 } })
  await shipOrder(engine, as('s'), { order: 'o-1', units: 'all' })
  const spent = await placeOrder(engine, as('p2'), {
    buyer: 'hanako',
    reference: 'o-2',
    lines: [terms(7)],
    redeem: points(150),
    payment: 'prepaid',
  })
  expect(spent).toMatchObject({ outcome: { redeemed: 150 } })
  const ask = { order: 'o-1', lines: 'full', cause: 'return' } as const
  const refunded = await refundOrder(engine, as('r'), ask)
  expect(refunded).toMatchObject({
    outcome: { refunded: 1_000, pointsBack: 300, clawedBack: 200, shortfall: 0, cash: 700 },
  })
  const again = await refundOrder(engine, as('r'), ask)
  expect(again).toEqual({ ...refunded, replayed: true })
  const { rows } = await db.pool.query('select available, held from book')
  expect(rows).toEqual([{ available: 150, held: 150 }])
})
