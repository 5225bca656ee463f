import { afterAll, expect, test } from 'vitest'
import { ManualClock } from '../../src/clock/clock.ts'
import { connect } from '../../src/database/connect.ts'
import { verify } from '../../src/ledger/verify/verify.ts'
import type { Posting } from '../../src/rules/book/posting.ts'
import type { BuyerId } from '../../src/rules/ids.ts'
import { points } from '../../src/rules/money/amount.ts'
import { decideGrant } from '../../src/rules/points/adjust.ts'
import { isRefusal } from '../../src/rules/refusal.ts'
import { buildEngine } from '../../src/usecases/engine.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { count } from '../kit/counts.ts'
import { testDatabase } from '../kit/database.ts'
import { START } from '../kit/engine.ts'
import { Random } from '../ledger/random.ts'
import { faultyWire } from './proxy.ts'

/** Commits whose answer gets lost. */
const LOST = count(100, 1_000)
const LANES = 4

const db = await testDatabase()
let lost = 0

/** An engine whose commits are lost on their way back, one in two, as `random` has it. */
async function unlucky(random: Random, patienceMs: number) {
  const wire = await faultyWire(db.url, (_, text) => {
    if (text !== 'commit' || !random.chance(0.5)) return 'pass'
    lost += 1
    return 'unanswered'
  })
  const lanes = connect(wire.url, { name: 'unlucky', max: LANES, pipeline: true })
  const options = { lanes: LANES, batchMax: 8, patienceMs }
  const engine = buildEngine(db.pool, lanes, new ManualClock(START), options)
  const close = async () => {
    await wire.close()
    await lanes.end()
  }
  return { engine, close }
}

const BUYERS = Array.from({ length: 40 }, (_, i) => `buyer-${i}`)

const outcomes = async (prefix: string) => {
  const { rows } = await db.pool.query<{ key: string; outcome: object }>(
    'select key, outcome from journal where key like $1',
    [`${prefix}%`],
  )
  return new Map(rows.map(({ key, outcome }) => [key, outcome]))
}

test(`R3: ${LOST} commits whose answer was lost: each command is done once and answered right`, async () => {
  const { engine, close } = await unlucky(new Random(3), 10_000)
  afterAll(close)
  await registerBuyers(
    engine,
    BUYERS.map((reference) => ({ reference })),
  )
  const answers = new Map<string, object>()
  for (let round = 0; lost < LOST; round++) {
    const asked = BUYERS.map(async (buyer, i) => {
      const key = `r3:${round}:${buyer}`
      const ask = { buyer, points: 1 + i, reason: 'campaign' }
      const answer = await grantPoints(engine, { caller: 'test', key }, ask)
      if (isRefusal(answer)) throw new Error(answer.refused)
      answers.set(key, answer.outcome)
    })
    await Promise.all(asked)
  }
  expect(answers).toEqual(await outcomes('r3:'))
  const rounds = answers.size / BUYERS.length
  const { rows } = await db.pool.query(
    `select reference, available from book join buyer using (id) order by id`,
  )
  expect(rows).toEqual(BUYERS.map((reference, i) => ({ reference, available: rounds * (1 + i) })))
  expect(await verify(db.pool)).toMatchObject({ ok: true })
})

test('a caller who was told that the database is away asks again and gets the first answer', async () => {
  const { engine, close } = await unlucky(new Random(4), 1)
  afterAll(close)
  const told: string[] = []
  for (let i = 0; i < 20; i++) {
    const intent = { caller: 'test', key: `again:${i}` }
    const ask = { buyer: 'buyer-0', points: 5, reason: `ask ${i}` }
    let answer = await grantPoints(engine, intent, ask).catch((error: Error) => error)
    while (answer instanceof Error) {
      told.push(answer.message)
      answer = await grantPoints(engine, intent, ask).catch((error: Error) => error)
    }
    expect(answer).toMatchObject({ outcome: { points: 5, reason: `ask ${i}` } })
  }
  expect(new Set(told)).toEqual(new Set(['the database is away']))
  expect((await outcomes('again:')).size).toBe(20)
  const { rows } = await db.pool.query(
    "select sum(amount) from posting where amount = 5 and unit = 'PT'",
  )
  expect(Number(rows[0].sum)).toBeGreaterThanOrEqual(100)
  expect(await verify(db.pool)).toMatchObject({ ok: true })
})

test('commands that wait in vain for the database give up together, not one after the other', async () => {
  // The batch fails by a command's own fault; when its commands are tried singly, all is lost.
  let isAway = false
  const wire = await faultyWire(db.url, (_, text) => {
    const fate = isAway ? 'lost' : 'pass'
    isAway ||= text === 'rollback'
    return fate
  })
  const lanes = connect(wire.url, { name: 'away', max: 1, pipeline: true })
  const options = { lanes: 1, patienceMs: 1_000 }
  const engine = buildEngine(db.pool, lanes, new ManualClock(START), options)
  const buyer = (await engine.directory.buyer('buyer-0')) as BuyerId
  const asked = Array.from({ length: 21 }, (_, i) =>
    engine.lanes.submit({
      ...{ caller: 'test', key: `away:${i}`, fingerprint: 'ab'.repeat(16) },
      ...{ kind: 'points.granted', buyer },
      decide: ({ book, policy, at }) => {
        const decision = decideGrant(book, points(5), policy, at)
        if (isRefusal(decision)) return decision
        const [first, ...rest] = decision.postings
        const broken = { ...first, kind: 'nonsense' } as unknown as Posting
        return {
          ...decision,
          postings: i === 20 ? [broken, ...rest] : decision.postings,
          outcome: {},
        }
      },
    }),
  )
  const settled = await Promise.allSettled(asked)
  expect(isAway).toBe(true)
  expect(settled.map((one) => (one as PromiseRejectedResult).reason?.message)).toEqual(
    settled.map(() => 'the database is away'),
  )
  await wire.close()
  await lanes.end()
}, 10_000)
