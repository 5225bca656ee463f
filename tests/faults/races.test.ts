import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verify } from '../../src/ledger/verify/verify.ts'
import type { BuyerId } from '../../src/rules/ids.ts'
import { type Points, points, yen } from '../../src/rules/money/amount.ts'
import { decideGrant } from '../../src/rules/points/adjust.ts'
import { isRefusal } from '../../src/rules/refusal.ts'
import { addMonths, after, DAY } from '../../src/rules/time/instant.ts'
import { cancelOrder } from '../../src/usecases/orders/cancel.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { shipOrder } from '../../src/usecases/orders/ship.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { ripenBook } from '../../src/usecases/points/ripen.ts'
import { count } from '../kit/counts.ts'
import { testDatabase } from '../kit/database.ts'
import { START, type TestEngine, terms, testEngine } from '../kit/engine.ts'

const ROUNDS = count(100, 1_000)

const db = await testDatabase()
/** Three engines, as three processes would have them. */
const engines = [testEngine(db), testEngine(db), testEngine(db)] as const
const [engine] = engines
afterAll(() => Promise.all(engines.map((one) => one.close())))
afterAll(async () => {
  expect(await verify(db.pool)).toMatchObject({ ok: true })
})

const engineOf = (index: number): TestEngine => engines[index % engines.length] as TestEngine
const as = (key: string) => ({ caller: 'test', key })

async function buyerWith(reference: string, amount: number): Promise<BuyerId> {
  await registerBuyers(engine, [{ reference }])
  const ask = { buyer: reference, points: amount, reason: 'campaign' }
  await grantPoints(engine, as(`grant:${reference}`), ask)
  return (await engine.directory.buyer(reference)) as BuyerId
}

const bookOf = async (buyer: BuyerId) =>
  (
    await db.pool.query(
      'select available, held, version, (select count(*) from journal where book_id = id) as entries from book where id = $1',
      [buyer],
    )
  ).rows[0]

test(`R7: 100 redemptions of 100 points at once against 100: one wins, in ${ROUNDS} rounds`, async () => {
  const buyer = await buyerWith('r7', 100)
  const lines = [terms(9_001, { price: yen(100), pointsPerUnit: points(0) })]
  for (let round = 0; round < ROUNDS; round++) {
    const asked = Array.from({ length: 100 }, (_, i) => {
      const reference = `r7-${round}-${i}`
      const ask = {
        buyer: 'r7',
        reference,
        lines,
        redeem: 100 as Points,
        payment: 'prepaid',
      } as const
      return placeOrder(engineOf(i), as(reference), ask)
    })
    const answers = await Promise.all(asked)
    const won = answers.filter((answer) => !isRefusal(answer))
    const codes = answers.flatMap((answer) => (isRefusal(answer) ? [answer.refused] : []))
    expect({ round, won: won.length, codes: new Set(codes), refused: codes.length }).toEqual({
      ...{ round, won: 1, codes: new Set(['balance_too_low']), refused: 99 },
    })
    const order = (won[0] as { outcome: { order: string } }).outcome.order
    await cancelOrder(engine, as(`r7-${round}-cancel`), { order, units: 'all' })
  }
  expect(await bookOf(buyer)).toMatchObject({ available: 100, held: 0, version: 1 + 2 * ROUNDS })
})

describe('R8: a key is good once', () => {
  beforeAll(async () => {
    await buyerWith('r8', 10)
    await buyerWith('r8-other', 10)
  })

  test('the same command fifty times at once, over three engines: one effect, one answer', async () => {
    for (let round = 0; round < 20; round++) {
      const ask = { buyer: 'r8', points: 7, reason: `round ${round}` }
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, i) => grantPoints(engineOf(i), as(`r8-${round}`), ask)),
      )
      const fresh = answers.filter((answer) => !isRefusal(answer) && !answer.replayed)
      expect(fresh).toHaveLength(1)
      const outcomes = answers.map((answer) => (isRefusal(answer) ? answer : answer.outcome))
      expect(outcomes).toEqual(Array.from({ length: 50 }, () => outcomes[0]))
      expect(outcomes[0]).toMatchObject({ points: 7, available: 10 + 7 * (round + 1) })
    }
  })

  test('the same key for another body, another buyer or another intent is refused', async () => {
    const ask = { buyer: 'r8', points: 7, reason: 'first' }
    await grantPoints(engine, as('r8-body'), ask)
    const before = await db.pool.query('select sum(version) as versions from book')
    const others = await Promise.all([
      grantPoints(engineOf(1), as('r8-body'), { ...ask, points: 8 }),
      grantPoints(engineOf(2), as('r8-body'), { ...ask, buyer: 'r8-other' }),
      placeOrder(engineOf(1), as('r8-body'), {
        ...{ buyer: 'r8', lines: [terms(9_001)], redeem: 0 as Points, payment: 'prepaid' },
      }),
    ])
    expect(others).toEqual(others.map(() => ({ refused: 'key_reused', facts: {} })))
    expect((await db.pool.query('select sum(version) as versions from book')).rows).toEqual(
      before.rows,
    )
  })

  test('one key for two buyers at the same moment: one of them has it', async () => {
    for (let round = 0; round < 20; round++) {
      const answers = await Promise.all(
        ['r8', 'r8-other'].map((buyer, i) =>
          grantPoints(engineOf(i), as(`r8-two-${round}`), { buyer, points: 1, reason: 'r' }),
        ),
      )
      const refused = answers.flatMap((answer) => (isRefusal(answer) ? [answer.refused] : []))
      expect(refused).toEqual(['key_reused'])
    }
  })

  test('another caller may use the same key', async () => {
    const ask = { buyer: 'r8', points: 3, reason: 'first' }
    for (const caller of ['shop-a', 'shop-b']) {
      const answer = await grantPoints(engine, { caller, key: 'r8-callers' }, ask)
      expect(answer).toMatchObject({ replayed: false })
    }
  })
})

describe('R9: a hold ends once', () => {
  const expiry = after(addMonths(START, 12), DAY)
  /** A buyer with 300 points, of which 120 are held for an order; the rest lapses in a year. */
  const hold = async (reference: string): Promise<BuyerId> => {
    const buyer = await buyerWith(reference, 300)
    const lines = [terms(9_001, { pointsPerUnit: points(0) })]
    const ask = {
      buyer: reference,
      reference,
      lines,
      redeem: 120 as Points,
      payment: 'prepaid',
    } as const
    await placeOrder(engine, as(`place:${reference}`), ask)
    return buyer
  }
  const steps = {
    capture: (one: TestEngine, order: string) =>
      shipOrder(one, { ...as(`ship:${order}`), at: expiry }, { order, units: 'all' }),
    release: (one: TestEngine, order: string) =>
      cancelOrder(one, { ...as(`cancel:${order}`), at: expiry }, { order, units: 'all' }),
    expire: (one: TestEngine, _: string, buyer: BuyerId) => ripenBook(one, buyer, expiry),
  }
  type Step = keyof typeof steps
  const orders: readonly (readonly [Step, Step, Step])[] = [
    ['capture', 'release', 'expire'],
    ['capture', 'expire', 'release'],
    ['release', 'capture', 'expire'],
    ['release', 'expire', 'capture'],
    ['expire', 'capture', 'release'],
    ['expire', 'release', 'capture'],
  ]

  test.each(orders)('%s, then %s, then %s', async (...sequence) => {
    const order = `r9-${sequence.join('-')}`
    const buyer = await hold(order)
    const answers = new Map<Step, object>()
    for (const [i, step] of sequence.entries()) {
      answers.set(step, await steps[step](engineOf(i), order, buyer))
    }
    const isCaptured = sequence.indexOf('capture') < sequence.indexOf('release')
    const loser = answers.get(isCaptured ? 'release' : 'capture') as object
    expect(loser).toMatchObject({ refused: 'nothing_open' })
    // What was not held lapsed; released late, points have thirty days of grace.
    const available = isCaptured ? 0 : 120
    expect(await bookOf(buyer)).toMatchObject({ available, held: 0 })
  })

  test('raced over three engines, in whatever order: one outcome', async () => {
    const outcomes = new Set<number>()
    for (let round = 0; round < count(40, 500); round++) {
      const order = `r9-race-${round}`
      const buyer = await hold(order)
      const racing = orders[round % orders.length] as readonly Step[]
      const answers = await Promise.all(
        racing.map((step, i) => steps[step](engineOf(i + round), order, buyer)),
      )
      const refused = answers.filter((answer) => isRefusal(answer))
      expect(refused).toMatchObject([{ refused: 'nothing_open' }])
      const { available, held, version, entries } = await bookOf(buyer)
      expect([0, 120]).toContain(available)
      expect({ held, version }).toEqual({ held: 0, version: entries })
      outcomes.add(available)
    }
    expect(outcomes.size).toBe(2)
  })
})

/** A grant straight into the lanes, without the waits of a use case. */
const grantDirectly = (one: TestEngine, buyer: BuyerId, key: string) =>
  one.lanes.submit({
    ...as(key),
    ...{ fingerprint: 'ab'.repeat(16), kind: 'points.granted', buyer },
    decide: ({ book, policy, at }) => {
      const decision = decideGrant(book, points(10), policy, at)
      return isRefusal(decision) ? decision : { ...decision, outcome: { points: 10 } }
    },
  })

describe('a broken command harms nobody', () => {
  type Changed = Record<string, unknown> & { book: object; postings: readonly object[] }
  const broken: readonly (readonly [what: string, change: (decision: Changed) => object])[] = [
    [
      'whose rule throws',
      () => {
        throw new RangeError('a bug in a rule')
      },
    ],
    ['whose outcome can not be told', (decision) => ({ ...decision, outcome: { amount: 10n } })],
    [
      'whose points are not backed',
      (decision) => ({ ...decision, postings: decision.postings.slice(1) }),
    ],
    [
      'whose balance is negative',
      (decision) => ({ ...decision, book: { ...decision.book, available: -5 } }),
    ],
    [
      'whose amount is no amount',
      ({ postings, ...decision }) => ({
        ...decision,
        postings: postings.map((posting) => ({ ...posting, amount: -1 })),
      }),
    ],
    [
      'whose account does not exist',
      ({ postings, ...decision }) => ({
        ...decision,
        postings: postings.map((posting) => ({ ...posting, debit: 'nobody' })),
      }),
    ],
  ]

  test.each(broken)('%s', async (what, change) => {
    // One lane and one turn of the loop, so that all of them share the batch and the book.
    const one = testEngine(db, { lanes: 1 })
    const buyer = await buyerWith(`broken ${what}`, 1)
    const neighbours = (when: string) =>
      Array.from({ length: 10 }, (_, i) => grantDirectly(one, buyer, `${what}: ${when} ${i}`))
    const settled = await Promise.allSettled([
      ...neighbours('before'),
      one.lanes.submit({
        ...as(`${what}: broken`),
        ...{ fingerprint: 'ab'.repeat(16), kind: 'points.granted', buyer },
        decide: ({ book, policy, at }) =>
          change({ ...decideGrant(book, points(5), policy, at), outcome: {} } as never) as never,
      }),
      ...neighbours('after'),
    ])
    expect(settled.map(({ status }) => status)).toEqual(
      settled.map((_, i) => (i === 10 ? 'rejected' : 'fulfilled')),
    )
    expect(await bookOf(buyer)).toMatchObject({ available: 201, version: 21, entries: 21 })
    expect((await verify(db.pool)).firstBad).toBeUndefined()
    await one.close()
  })
})

test('a command submitted at any moment is run, however its caller awaits', async () => {
  const one = testEngine(db, { lanes: 1 })
  const buyer = await buyerWith('waiter', 1)
  for (let ticks = 0; ticks < 20; ticks++) {
    await grantDirectly(one, buyer, `wait:${ticks}:a`)
    // The next one comes just as the lane has found its queue empty, some tick or other.
    for (let tick = 0; tick < ticks; tick++) await Promise.resolve()
    const answered = await Promise.race([
      grantDirectly(one, buyer, `wait:${ticks}:b`).then(() => 'answered'),
      new Promise((resolve) => setTimeout(() => resolve(`stuck after ${ticks} ticks`), 3_000)),
    ])
    expect(answered).toBe('answered')
  }
  await one.close()
})
