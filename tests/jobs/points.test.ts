import { afterAll, beforeAll, expect, test } from 'vitest'
import { points } from '../../src/rules/money/amount.ts'
import { addMonths, DAY, HOUR, after as momentAfter } from '../../src/rules/time/instant.ts'
import { advanceClock } from '../../src/usecases/clock/advance.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { refundOrder } from '../../src/usecases/orders/refund.ts'
import { shipOrder } from '../../src/usecases/orders/ship.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { pointsAhead, pointsBalance } from '../../src/usecases/points/balance.ts'
import { adjustPoints, grantPoints } from '../../src/usecases/points/grant.ts'
import { type PointsEntry, pointsHistory } from '../../src/usecases/points/history.ts'
import { testDatabase } from '../kit/database.ts'
import { START, terms } from '../kit/engine.ts'
import { announce, as, done, sandboxEngine } from './kit.ts'

const db = await testDatabase()
const engine = sandboxEngine(db)
afterAll(() => engine.close())

const buyer = 'hanako'
const now = () => engine.clock.now()
const give = (amount: number) =>
  done(grantPoints(engine, as(engine), { buyer, points: amount, reason: 'campaign' }))
const place = (reference: string, quantity: number, redeem = 0) =>
  done(
    placeOrder(engine, as(engine), {
      ...{ buyer, reference, redeem: points(redeem) },
      lines: [terms(9_001, { quantity })],
      payment: 'prepaid',
    }),
  )
const ship = (order: string, quantity: number) =>
  done(shipOrder(engine, as(engine), { order, units: [{ line: 1, quantity }] }))

beforeAll(async () => {
  await registerBuyers(engine, [{ reference: buyer }, { reference: 'taro' }])
  await announce(engine, momentAfter(START, 1), { vesting: { trigger: 'delay', days: 14 } })
  await advanceClock(engine, { by: HOUR })
})

test('the balance in all its parts, and what time will do to it', async () => {
  expect(await pointsBalance(engine, 'nobody')).toMatchObject({ refused: 'buyer_not_found' })
  expect(await pointsBalance(engine, 'taro')).toMatchObject({
    ...{ available: 0, pending: 0, unvested: 0, held: 0, nextExpiry: null, nextVesting: null },
  })
  await give(500)
  await place('o-1', 3, 120)
  await ship('o-1', 1)
  const shipped = now()
  // 200 points each of two units that have not shipped; a third of 120 points went with the first.
  const balance = { available: 380, pending: 400, unvested: 200, held: 80 }
  const vests = momentAfter(shipped, 14 * DAY)
  expect(await pointsBalance(engine, buyer)).toMatchObject({
    ...balance,
    nextVesting: { at: vests, points: 200 },
    // Vesting is an earning, which gives the whole balance another twelve months.
    nextExpiry: { at: addMonths(vests, 12), points: 580 },
  })
  // Announced rules count as well.
  const change = momentAfter(shipped, 30 * DAY)
  await announce(engine, change, { expiry: { mode: 'dated-lots', months: 2, remindDays: 7 } })
  const ahead = await done(pointsAhead(engine, buyer, 400))
  expect(ahead).toMatchObject({
    vesting: [{ at: vests, points: 200 }],
    expiring: [{ at: addMonths(vests, 2), points: 580 }],
  })
  expect(await done(pointsAhead(engine, buyer, 30))).toMatchObject({ expiring: [] })
  for (const days of [0, 1.5, 4_000]) {
    expect(await pointsAhead(engine, buyer, days)).toMatchObject({ refused: 'days_out_of_range' })
  }
  // And it comes as foreseen.
  await done(advanceClock(engine, { to: vests }))
  expect(await pointsBalance(engine, buyer)).toMatchObject({ available: 580, unvested: 0 })
})

/** The whole history, page by page. */
async function history(limit: number): Promise<PointsEntry[]> {
  const entries: PointsEntry[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await done(pointsHistory(engine, { buyer, limit, ...(cursor ? { cursor } : {}) }))
    entries.push(...page.entries)
    if (page.next === null) return entries
    cursor = page.next
  }
}

test('the history explains every movement, with the balance after it', async () => {
  await done(adjustPoints(engine, as(engine), { buyer, points: -30, reason: 'mistake' }))
  await done(
    refundOrder(engine, as(engine), {
      ...{ order: 'o-1', cause: 'refund' },
      lines: [{ line: 1, ask: { of: 'full' } }],
    }),
  )
  const entries = await history(100)
  const told = entries.map((entry) => [
    entry.what,
    entry.because,
    entry.order,
    entry.change,
    entry.policyVersion,
  ])
  const change = (available: number, unvested = 0, held = 0) => ({ available, unvested, held })
  expect(told).toEqual([
    ['points_clawed_back', 'order.refunded', 'o-1', change(-200), 2],
    ['points_restored', 'order.refunded', 'o-1', change(40), 2],
    ['adjustment', 'points.adjusted', null, change(-30), 2],
    ['points_vested', 'points.ripened', 'o-1', change(200, -200), 2],
    ['points_granted', 'order.shipped', 'o-1', change(0, 200), 2],
    ['points_redeemed', 'order.shipped', 'o-1', change(0, 0, -40), 2],
    ['points_held', 'order.placed', 'o-1', change(-120, 0, 120), 2],
    ['promotion', 'points.granted', null, change(500), 2],
  ])
  expect(entries[2]).toMatchObject({ reason: 'mistake', line: null })
  expect(entries[3]).toMatchObject({ line: 1, reason: null })
  const balance = await done(pointsBalance(engine, buyer))
  const { available, unvested, held } = balance
  expect(entries[0]?.balanceAfter).toEqual({ available, unvested, held })
  for (const [index, entry] of entries.entries()) {
    const before = entries[index + 1]?.balanceAfter ?? { available: 0, unvested: 0, held: 0 }
    expect(entry.balanceAfter).toEqual({
      available: before.available + entry.change.available,
      unvested: before.unvested + entry.change.unvested,
      held: before.held + entry.change.held,
    })
  }
  // Pages of any size tell the same.
  for (const limit of [1, 2, 3, entries.length]) expect(await history(limit)).toEqual(entries)
})

test('what comes in between does not disturb a page that is being turned', async () => {
  const entries = await history(100)
  const first = await done(pointsHistory(engine, { buyer, limit: 2 }))
  await give(11)
  const cursor = first.next ?? ''
  const second = await done(pointsHistory(engine, { buyer, limit: 2, cursor }))
  expect(second.entries).toEqual(entries.slice(2, 4))
})

test('a history is asked for within reason', async () => {
  const ask = (changes: object) => pointsHistory(engine, { buyer, ...changes })
  expect(await ask({ buyer: 'nobody' })).toMatchObject({ refused: 'buyer_not_found' })
  for (const limit of [0, 501, 1.5]) {
    expect(await ask({ limit })).toMatchObject({ refused: 'page_size_out_of_range' })
  }
  for (const text of ['', 'x', '1.2.3', '1.2.3.4.-5', '1.99999.3.4.5', '1.2.3.4.5e3']) {
    const cursor = Buffer.from(text).toString('base64url')
    expect(await ask({ cursor })).toMatchObject({ refused: 'cursor_invalid' })
  }
})
