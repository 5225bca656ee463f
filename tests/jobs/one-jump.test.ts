import { afterAll, expect, test } from 'vitest'
import { verify } from '../../src/ledger/verify/verify.ts'
import { points } from '../../src/rules/money/amount.ts'
import { addMonths, DAY, HOUR, after as momentAfter } from '../../src/rules/time/instant.ts'
import { advanceClock } from '../../src/usecases/clock/advance.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { deliverOrder } from '../../src/usecases/orders/ship.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { type TestDatabase, testDatabase } from '../kit/database.ts'
import { START, terms } from '../kit/engine.ts'
import {
  announce,
  as,
  difference,
  done,
  registerSellers,
  rowsOf,
  type SandboxEngine,
  sandboxEngine,
  sell,
} from './kit.ts'

const jumped = { db: await testDatabase(), engine: undefined as unknown as SandboxEngine }
const stepped = { db: await testDatabase(), engine: undefined as unknown as SandboxEngine }
jumped.engine = sandboxEngine(jumped.db)
stepped.engine = sandboxEngine(stepped.db)
afterAll(() => Promise.all([jumped.engine.close(), stepped.engine.close()]))

const BUYERS = 24
const END = addMonths(START, 13)

/**
 * A few days of trade under one vesting rule after the other, then policies to come: dated lots,
 * a shorter life, other settlement periods, and rolling again.
 */
async function trade({ db, engine }: typeof jumped): Promise<void> {
  await registerSellers(db, [9_001, 9_002, 9_003])
  const buyers = Array.from({ length: BUYERS }, (_, n) => ({ reference: `b${n}` }))
  await registerBuyers(engine, buyers)
  const rules = [
    undefined,
    { trigger: 'delay', days: 14 },
    { trigger: 'delivery' },
    { trigger: 'return-window', days: 30 },
  ]
  for (const [day, vesting] of rules.entries()) {
    const today = momentAfter(START, day * DAY)
    engine.machine.set(today)
    if (vesting) await announce(engine, today, { vesting })
    engine.machine.set(momentAfter(today, HOUR))
    for (const [n, { reference: buyer }] of buyers.entries()) {
      if (n % rules.length < day) continue
      engine.machine.set(momentAfter(today, HOUR + n * 60_000))
      const order = `${buyer}-${day}`
      await sell(engine, buyer, order, { pointsPerUnit: points(100 + n) }, 9_001 + (n % 3))
      if (n % 2 === 0) await done(deliverOrder(engine, as(engine), { order, lines: 'all' }))
    }
  }
  // Points held by an order that never ships, and gifts of another day.
  for (const { reference: buyer } of buyers.slice(0, 6)) {
    await done(grantPoints(engine, as(engine), { buyer, points: 50, reason: 'gift' }))
    const lines = [terms(9_001)]
    const held = { buyer, lines, redeem: points(30), payment: 'prepaid' as const }
    await done(placeOrder(engine, as(engine), { ...held, reference: `${buyer}-held` }))
  }
  await announce(engine, momentAfter(START, 40 * DAY), {
    expiry: { mode: 'dated-lots', months: 8, remindDays: 20 },
  })
  await announce(engine, momentAfter(START, 100 * DAY), { expiry: { months: 5 } })
  await announce(engine, momentAfter(START, 150 * DAY), {
    settlement: { days: 7, reserveBps: 500 },
  })
  await announce(engine, momentAfter(START, 200 * DAY), { expiry: { mode: 'rolling', months: 9 } })
}

/** What may differ: when we wrote it down, and digests that cover it. */
const WHEN = ['recorded_at', 'digest', 'chain']

const everything = async (db: TestDatabase) => ({
  books: await rowsOf(db, 'book', WHEN),
  journal: await rowsOf(db, 'journal', WHEN),
  postings: await rowsOf(db, 'posting', WHEN),
  lines: await rowsOf(db, 'order_line'),
  statements: await rowsOf(db, 'statement'),
  events: await rowsOf(db, 'event', [...WHEN, 'id']),
  notices: await rowsOf(db, 'notice', ['id', 'event_id']),
})

test('R16: 13 months in one jump leave the same as 395 daily steps', async () => {
  await trade(jumped)
  await trade(stepped)
  const jump = await done(advanceClock(jumped.engine, { to: END }))
  expect(jump.settled).toBeGreaterThan(26)
  let ripened = 0
  for (let at = momentAfter(START, 4 * DAY); at < END; at = momentAfter(at, DAY)) {
    ripened += (await done(advanceClock(stepped.engine, { to: at }))).ripened
  }
  ripened += (await done(advanceClock(stepped.engine, { to: END }))).ripened
  expect(ripened).toBe(jump.ripened)
  const [one, many] = [await everything(jumped.db), await everything(stepped.db)]
  expect(one.books).toHaveLength(BUYERS + 3)
  // Something of every kind did happen.
  const kinds = ['points_vested', 'points_expired', 'points_held', 'disbursement']
  for (const kind of kinds) expect(one.postings.join()).toContain(`"${kind}"`)
  const types = ['points.vested', 'points.expired', 'points.expiring', 'policy.in_force']
  for (const type of types) expect(one.events.join()).toContain(`"${type}"`)
  for (const name of Object.keys(one) as (keyof typeof one)[]) {
    expect(difference(one[name], many[name]), name).toEqual([])
    expect(many[name], name).toHaveLength(one[name].length)
  }
  for (const { db } of [jumped, stepped]) {
    expect((await verify(db.pool)).firstBad).toBeUndefined()
  }
})
