import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { verify } from '../../src/ledger/verify/verify.ts'
import { points } from '../../src/rules/money/amount.ts'
import type { TermsChange } from '../../src/rules/policy/terms.ts'
import { isRefusal } from '../../src/rules/refusal.ts'
import {
  addMonths,
  DAY,
  HOUR,
  type Instant,
  after as momentAfter,
} from '../../src/rules/time/instant.ts'
import { advanceClock } from '../../src/usecases/clock/advance.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { deliverOrder } from '../../src/usecases/orders/ship.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { ripenDue } from '../../src/usecases/points/ripen-due.ts'
import { announcePolicy } from '../../src/usecases/policy/announce.ts'
import { preparePolicies } from '../../src/usecases/policy/outlook.ts'
import { testDatabase } from '../kit/database.ts'
import { terms } from '../kit/engine.ts'
import { announce, as, done, registerSellers, sandboxEngine, sell } from './kit.ts'

const db = await testDatabase()
const engine = sandboxEngine(db)
afterAll(() => engine.close())

beforeAll(() => registerSellers(db, [9_001]))

let buyer = ''
let buyers = 0
beforeEach(async () => {
  buyer = `b${buyers++}`
  await registerBuyers(engine, [{ reference: buyer }])
})

const now = () => engine.clock.now()
const advance = (to: Instant) => done(advanceClock(engine, { to }))

/** Changes the rules from this moment on; what is not named is as in the preset. */
async function rules(terms: TermsChange): Promise<void> {
  const from = momentAfter(now(), 1)
  const name = `rules of ${buyer}`
  const ask = { name, preset: 'seed-2020', effectiveFrom: from, terms } as const
  const announced = await announcePolicy(engine, as(engine), ask)
  if (isRefusal(announced)) expect(announced.refused).toBe('policy_unchanged')
  await advance(from)
}
const give = (amount: number) =>
  done(grantPoints(engine, as(engine), { buyer, points: amount, reason: 'gift' }))

async function book() {
  const { rows } = await db.pool.query<Record<string, unknown>>(
    `select book.* from book join buyer using (id) where reference = $1`,
    [buyer],
  )
  return rows[0] as Record<string, unknown>
}

/** What time did to the buyer's points, as the event log tells it. */
async function happenings(): Promise<readonly [string, Instant, number][]> {
  const { rows } = await db.pool.query<{ type: string; at: Instant; points: number }>(
    `select type, event_at as at, (payload ->> 'points')::int as points
      from event join buyer on buyer.id = book_id
      where reference = $1 and type in ('points.vested', 'points.expired', 'points.expiring')
      order by event.id`,
    [buyer],
  )
  return rows.map(({ type, at, points: amount }) => [type, at, amount])
}

describe('vesting', () => {
  test('at shipment: points can be spent at once', async () => {
    await rules({})
    await sell(engine, buyer, `${buyer}-1`)
    expect(await book()).toMatchObject({ available: 200, unvested: 0 })
    await advance(momentAfter(now(), 60 * DAY))
    expect(await happenings()).toEqual([])
  })

  test('some days after shipment, to the millisecond', async () => {
    await rules({ vesting: { trigger: 'delay', days: 14 } })
    await sell(engine, buyer, `${buyer}-1`)
    const vests = momentAfter(now(), 14 * DAY)
    await advance(momentAfter(vests, -1))
    expect(await book()).toMatchObject({ available: 0, unvested: 200 })
    await advance(vests)
    expect(await book()).toMatchObject({ available: 200, unvested: 0 })
    expect(await happenings()).toEqual([['points.vested', vests, 200]])
  })

  test('at delivery: not before it is reported, however long that takes', async () => {
    await rules({ vesting: { trigger: 'delivery' } })
    const order = `${buyer}-1`
    await sell(engine, buyer, order)
    await advance(momentAfter(now(), 90 * DAY))
    expect(await book()).toMatchObject({ available: 0, unvested: 200 })
    await done(deliverOrder(engine, as(engine), { order, lines: 'all' }))
    const delivered = now()
    await advance(momentAfter(delivered, 0))
    expect(await book()).toMatchObject({ available: 200, unvested: 0 })
    expect(await happenings()).toEqual([['points.vested', delivered, 200]])
  })

  test('when the return window has closed, counted from delivery', async () => {
    const vesting = { trigger: 'return-window', days: 30 }
    await rules({ vesting })
    const order = `${buyer}-1`
    await sell(engine, buyer, order)
    await advance(momentAfter(now(), 3 * DAY))
    await done(deliverOrder(engine, as(engine), { order, lines: 'all' }))
    const vests = momentAfter(now(), 30 * DAY)
    await advance(momentAfter(vests, -1))
    expect(await book()).toMatchObject({ available: 0, unvested: 200 })
    await advance(momentAfter(vests, 5 * DAY))
    expect(await book()).toMatchObject({ available: 200 })
    expect(await happenings()).toEqual([['points.vested', vests, 200]])
  })
})

describe('expiry', () => {
  test('rolling: one reminder, and a new order postpones the whole balance', async () => {
    await rules({
      vesting: { trigger: 'shipment' },
      expiry: { mode: 'rolling', months: 12, remindDays: 30 },
    })
    await give(100)
    const first = addMonths(now(), 12)
    await advance(momentAfter(first, -31 * DAY))
    expect(await happenings()).toEqual([])
    await advance(momentAfter(first, -29 * DAY))
    const reminded = ['points.expiring', momentAfter(first, -30 * DAY), 100]
    expect(await happenings()).toEqual([reminded])
    // Looked at again and again, it stays the one reminder.
    for (let day = 0; day < 5; day++) await advance(momentAfter(now(), DAY))
    expect(await happenings()).toEqual([reminded])
    const ordered = now()
    const order = { buyer, reference: `${buyer}-1`, lines: [terms(9_001)], redeem: points(40) }
    await done(placeOrder(engine, as(engine), { ...order, payment: 'prepaid' }))
    await advance(momentAfter(first, DAY))
    expect(await book()).toMatchObject({ available: 60, held: 40 })
    const second = addMonths(ordered, 12)
    await advance(second)
    expect(await happenings()).toEqual([
      reminded,
      ['points.expiring', momentAfter(second, -30 * DAY), 60],
      ['points.expired', second, 60],
    ])
    expect(await book()).toMatchObject({ available: 0, held: 40, wake_at: null })
  })

  test('dated lots: each earning lapses by itself, the oldest is spent first', async () => {
    await rules({
      expiry: { mode: 'dated-lots', months: 6, remindDays: 10 },
    })
    await give(100)
    const first = addMonths(now(), 6)
    await advance(momentAfter(now(), 30 * DAY))
    await give(70)
    const second = addMonths(now(), 6)
    const order = { buyer, reference: `${buyer}-1`, lines: [terms(9_001)], redeem: points(30) }
    await done(placeOrder(engine, as(engine), { ...order, payment: 'prepaid' }))
    await advance(momentAfter(second, HOUR))
    expect(await happenings()).toEqual([
      ['points.expiring', momentAfter(first, -10 * DAY), 70],
      ['points.expired', first, 70],
      ['points.expiring', momentAfter(second, -10 * DAY), 70],
      ['points.expired', second, 70],
    ])
  })

  test('a shorter life announced meanwhile ends points when it takes effect', async () => {
    await rules({
      expiry: { mode: 'rolling', months: 12, remindDays: 0 },
    })
    await give(100)
    const given = now()
    const wakes = (await book()).wake_at
    expect(wakes).toBe(addMonths(given, 12))
    const change = momentAfter(given, 100 * DAY)
    await announce(engine, change, { expiry: { months: 3 } })
    // Nobody has prepared the books for it yet: that is no fault of theirs.
    expect((await verify(db.pool)).firstBad).toBeUndefined()
    await preparePolicies(engine, now())
    expect((await book()).wake_at).toBe(change)
    expect((await verify(db.pool)).firstBad).toBeUndefined()
    // An order placed before the change still leaves the points their three months.
    const other = `${buyer}-late`
    await registerBuyers(engine, [{ reference: other }])
    await advance(momentAfter(given, 50 * DAY))
    await done(grantPoints(engine, as(engine), { buyer: other, points: 5, reason: 'gift' }))
    const later = addMonths(now(), 3)
    await advance(change)
    expect(await happenings()).toEqual([['points.expired', change, 100]])
    const mine = buyer
    buyer = other
    expect(await book()).toMatchObject({ available: 5, wake_at: later })
    await advance(later)
    expect(await happenings()).toEqual([['points.expired', later, 5]])
    buyer = mine
  })
})

test('a wake-up that came too early is put off without a trace', async () => {
  await rules({
    expiry: { mode: 'rolling', months: 12, remindDays: 0 },
  })
  await give(100)
  const early = (await book()).wake_at as Instant
  await advance(momentAfter(now(), 100 * DAY))
  await give(1)
  const due = addMonths(now(), 12)
  const before = await book()
  expect(before.wake_at).toBe(early)
  engine.machine.set(momentAfter(engine.machine.now(), early - now()))
  await ripenDue(engine, early)
  expect(await book()).toEqual({ ...before, wake_at: due })
  await advance(due)
  expect(await happenings()).toEqual([['points.expired', due, 101]])
})

test('sweeps that race ripen each moment once', async () => {
  const crowd = Array.from({ length: 300 }, (_, n) => ({ reference: `${buyer}-${n}` }))
  await registerBuyers(engine, crowd)
  await rules({
    expiry: { mode: 'dated-lots', months: 1, remindDays: 5 },
  })
  await Promise.all(
    crowd.map(({ reference }) =>
      done(grantPoints(engine, as(engine), { buyer: reference, points: 7, reason: 'gift' })),
    ),
  )
  const until = addMonths(now(), 1)
  engine.machine.set(momentAfter(engine.machine.now(), until - now()))
  const sweeps = await Promise.all(Array.from({ length: 4 }, () => ripenDue(engine, until)))
  expect(Math.max(...sweeps)).toBeLessThanOrEqual(600)
  const { rows } = await db.pool.query(
    `select j.kind, count(*), count(distinct j.book_id) as books,
        sum(p.amount) filter (where p.kind = 'points_expired' and p.unit = 'PT') as expired
      from journal j join buyer b on b.id = j.book_id
        left join posting p on p.book_id = j.book_id and p.version = j.version and p.unit = 'PT'
      where b.reference like $1 and j.kind = 'points.ripened' group by j.kind`,
    [`${buyer}-%`],
  )
  expect(rows).toEqual([{ kind: 'points.ripened', count: 600, books: 300, expired: '2100' }])
  expect((await verify(db.pool)).firstBad).toBeUndefined()
})
