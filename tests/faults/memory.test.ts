import { afterAll, describe, expect, test } from 'vitest'
import { transaction } from '../../src/database/connect.ts'
import { closeBooks } from '../../src/ledger/statements.ts'
import { verify } from '../../src/ledger/verify/verify.ts'
import { points, yen } from '../../src/rules/money/amount.ts'
import { HOUR, instantOf } from '../../src/rules/time/instant.ts'
import { cancelOrder } from '../../src/usecases/orders/cancel.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { refundOrder } from '../../src/usecases/orders/refund.ts'
import { shipOrder } from '../../src/usecases/orders/ship.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { announcePolicy } from '../../src/usecases/policy/announce.ts'
import { testDatabase } from '../kit/database.ts'
import { START, type TestEngine, terms, testEngine } from '../kit/engine.ts'

const db = await testDatabase()
/** Two engines, as two processes would have them: each remembers the books that it wrote. */
const [here, there] = [testEngine(db), testEngine(db)]
afterAll(async () => {
  await Promise.all([here.close(), there.close()])
  expect(await verify(db.pool)).toMatchObject({ ok: true })
})

const as = (key: string) => ({ caller: 'test', key })
const grant = (one: TestEngine, buyer: string, amount: number, key: string) =>
  grantPoints(one, as(key), { buyer, points: amount, reason: 'campaign' })
const spend = (one: TestEngine, buyer: string, amount: number, reference: string) =>
  placeOrder(one, as(reference), {
    ...{ buyer, reference, redeem: points(amount), payment: 'prepaid' },
    lines: [terms(9_001, { price: yen(1_000), pointsPerUnit: points(100) })],
  })

/** A buyer of whom `here` remembers a balance. */
async function remembered(buyer: string, amount: number): Promise<void> {
  await registerBuyers(here, [{ reference: buyer }])
  await grant(here, buyer, amount, `${buyer}: first`)
}

describe('given a book that this process remembers, and another process has changed since', () => {
  test('points that were spent elsewhere can not be spent here', async () => {
    await remembered('spent', 100)
    await spend(there, 'spent', 80, 'spent-there')
    expect(await spend(here, 'spent', 80, 'spent-here')).toEqual({
      refused: 'balance_too_low',
      facts: { available: 20 },
    })
  })

  test('points that were earned elsewhere can be spent here', async () => {
    await remembered('earned', 1)
    await grant(there, 'earned', 500, 'earned: there')
    expect(await spend(here, 'earned', 501, 'earned-here')).toMatchObject({
      outcome: { redeemed: 501, cash: 499 },
    })
  })

  test('both balances are the one that is true, whoever comes next', async () => {
    await remembered('turns', 1)
    for (let turn = 1; turn <= 20; turn++) {
      const one = turn % 3 === 0 ? there : here
      expect(await grant(one, 'turns', 1, `turns: ${turn}`)).toMatchObject({
        outcome: { available: turn + 1 },
      })
    }
  })

  test('an order that shipped elsewhere can not be cancelled here, but refunded', async () => {
    await remembered('shipped', 300)
    await spend(here, 'shipped', 300, 'shipped-order')
    const all = { order: 'shipped-order', units: 'all' } as const
    await shipOrder(there, as('shipped: ship'), all)
    expect(await cancelOrder(here, as('shipped: cancel'), all)).toMatchObject({
      refused: 'nothing_open',
    })
    const full = { order: 'shipped-order', lines: 'full', cause: 'return' } as const
    expect(await refundOrder(here, as('shipped: refund'), full)).toMatchObject({
      outcome: { pointsBack: 300, clawedBack: 100 },
    })
  })

  test('a command that was done elsewhere is answered here, though it could not be done again', async () => {
    await remembered('repeated', 100)
    const first = await spend(there, 'repeated', 100, 'repeated-order')
    expect(await spend(here, 'repeated', 100, 'repeated-order')).toEqual({
      ...first,
      replayed: true,
    })
    expect(await spend(there, 'repeated', 100, 'repeated-order')).toMatchObject({ replayed: true })
  })

  test('an order of many lines, too, is as another process left it', async () => {
    await remembered('long', 10)
    const sku = (n: number) => terms(9_001, { sku: `SKU-${n}`, pointsPerUnit: points(10) })
    await placeOrder(here, as('long-order'), {
      ...{ buyer: 'long', reference: 'long-order', redeem: points(10), payment: 'prepaid' },
      lines: [1, 2, 3, 4].map(sku),
    })
    const one = { order: 'long-order', units: [{ line: 2, quantity: 1 }] }
    await shipOrder(here, as('long: ship 2'), one)
    expect(await cancelOrder(here, as('long: cancel 2'), one)).toMatchObject({
      refused: 'quantity_above_open',
    })
    await shipOrder(there, as('long: ship all'), { order: 'long-order', units: 'all' })
    expect(
      await cancelOrder(here, as('long: cancel'), { order: 'long-order', units: 'all' }),
    ).toMatchObject({ refused: 'nothing_open' })
  })

  test('a batch of many buyers is right for those who changed and for those who did not', async () => {
    const buyers = Array.from({ length: 30 }, (_, i) => `many-${i}`)
    for (const buyer of buyers) await remembered(buyer, 10)
    const changed = buyers.filter((_, i) => i % 7 === 0)
    await Promise.all(changed.map((buyer) => spend(there, buyer, 10, `${buyer}-there`)))
    const answers = await Promise.all(buyers.map((one) => spend(here, one, 10, `${one}-here`)))
    expect(answers.map((answer) => 'refused' in answer)).toEqual(
      buyers.map((one) => changed.includes(one)),
    )
  })
})

test('a reference that another process has given away is refused, and the rest of the batch done', async () => {
  await remembered('taken', 5)
  await remembered('taker', 5)
  await spend(there, 'taken', 0, 'one-order')
  const [lost, done] = await Promise.all([
    placeOrder(here, as('taker: order'), {
      ...{ buyer: 'taker', reference: 'one-order', redeem: points(0), payment: 'prepaid' },
      lines: [terms(9_001)],
    }),
    grant(here, 'taken', 5, 'taken: more'),
  ])
  expect(lost).toMatchObject({ refused: 'order_exists' })
  expect(done).toMatchObject({ outcome: { points: 5 } })
})

describe('given what this process remembers of the marketplace, and another has changed since', () => {
  test('books that were closed elsewhere are not written in here', async () => {
    await remembered('closed', 1)
    const end = instantOf(START + HOUR)
    await transaction(db.pool, (sql) => closeBooks(sql, end))
    await grant(here, 'closed', 1, 'closed: more')
    const { rows } = await db.pool.query(
      "select recorded_at from journal where key = 'closed: more'",
    )
    expect(rows).toEqual([{ recorded_at: end }])
  })

  test('a policy that was announced elsewhere governs here', async () => {
    await remembered('governed', 5)
    const effectiveFrom = instantOf(START + 1)
    for (const { clock } of [here, there]) clock.set(effectiveFrom)
    const terms = { redemption: { minimum: 10 } }
    await announcePolicy(there, as('ten at least'), { name: 'ten at least', effectiveFrom, terms })
    expect(await spend(here, 'governed', 5, 'governed-order')).toMatchObject({
      refused: 'redemption_below_minimum',
    })
  })
})

test('a book that was set back, as a restored database has it, is never left out in silence', async () => {
  const restored = await testDatabase()
  const engine = testEngine(restored)
  await registerBuyers(engine, [{ reference: 'back' }])
  await grant(engine, 'back', 100, 'back: first')
  await restored.owner.query("update book set chain = decode(repeat('ab', 16), 'hex')")
  expect(await grant(engine, 'back', 1, 'back: more')).toMatchObject({
    outcome: { available: 101 },
  })
  const { rows } = await restored.pool.query('select available from book')
  expect(rows).toEqual([{ available: 101 }])
  await engine.close()
})
