import { afterAll, expect, test } from 'vitest'
import { systemClock } from '../../src/clock/clock.ts'
import { SandboxClock } from '../../src/clock/sandbox.ts'
import { openListener } from '../../src/database/listen.ts'
import { addMonths, DAY, HOUR, after as momentAfter } from '../../src/rules/time/instant.ts'
import { advanceClock } from '../../src/usecases/clock/advance.ts'
import { nextEvent } from '../../src/usecases/clock/next-event.ts'
import { openClock, SandboxInProduction } from '../../src/usecases/clock/open.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { testDatabase } from '../kit/database.ts'
import { START, testEngine } from '../kit/engine.ts'
import { announce, as, done, sandboxEngine, startProcess } from './kit.ts'

const db = await testDatabase()
const engine = sandboxEngine(db)
const production = await testDatabase()
const quietDb = await testDatabase()
afterAll(() => engine.close())

test('only the clock of a sandbox can be moved', async () => {
  const still = testEngine(production)
  expect(await advanceClock(still, { by: DAY })).toMatchObject({ refused: 'clock_not_adjustable' })
  const real = { ...still, clock: systemClock }
  expect(await advanceClock(real, { by: DAY })).toMatchObject({ refused: 'clock_not_adjustable' })
  await still.close()
})

test('production takes the machine’s clock, and refuses a database that was a sandbox', async () => {
  const listener = await openListener(production.url)
  expect(await openClock(production.pool, listener, 'production')).toBe(systemClock)
  expect(await openClock(production.pool, listener, 'sandbox')).toBeInstanceOf(SandboxClock)
  const opened = openClock(production.pool, listener, 'production')
  await expect(opened).rejects.toThrow(SandboxInProduction)
  await listener.close()
})

test('time never goes back, and not further than ten years at once', async () => {
  const before = engine.clock.now()
  const refusals = [
    [{ to: momentAfter(before, -1) }, 'clock_goes_forward'],
    [{ by: -1 }, 'clock_goes_forward'],
    [{ by: 0.5 }, 'clock_goes_forward'],
    [{ by: Number.NaN }, 'clock_goes_forward'],
    [{ by: 2 ** 53 }, 'clock_goes_forward'],
    [{ to: momentAfter(before, 3_654 * DAY) }, 'clock_too_far'],
  ] as const
  for (const [ask, refused] of refusals) {
    expect(await advanceClock(engine, ask)).toMatchObject({ refused })
  }
  expect(engine.clock.now()).toBe(before)
  expect(await advanceClock(engine, { by: HOUR })).toMatchObject({
    from: before,
    to: momentAfter(before, HOUR),
  })
  expect(engine.clock.now()).toBe(momentAfter(before, HOUR))
  // Not even when the machine's clock is set back under it.
  let machine = START
  const clock = new SandboxClock(0, { now: () => machine })
  machine = momentAfter(START, HOUR)
  clock.now()
  machine = START
  expect(clock.now()).toBe(momentAfter(START, HOUR))
  clock.shift(-DAY)
  expect(clock.now()).toBe(momentAfter(START, HOUR))
})

test('every process on the database sees an advance at once', async () => {
  const [one, two] = [await startProcess('clock', db.url), await startProcess('clock', db.url)]
  const seenBy = async (other: typeof one) => {
    other.tell('?')
    return Number(await other.says())
  }
  const before = await seenBy(one)
  // Both run on the machine's real time, ahead by what the database says.
  const other = await startProcess('advance', db.url, String(400 * DAY))
  expect(await other.says()).toBe('advanced')
  for (const process of [one, two]) {
    // The notification and the look at the table take some milliseconds.
    await expect.poll(() => seenBy(process), { interval: 5 }).toBeGreaterThan(before + 399 * DAY)
    expect(await seenBy(process)).toBeLessThan(before + 401 * DAY)
  }
})

test('a listener that lost its connection is told what it missed', async () => {
  const listener = await openListener(db.url)
  let looked = 0
  await listener.on('tamaru_test', () => {
    looked += 1
  })
  await db.owner.query('notify tamaru_test')
  await expect.poll(() => looked).toBe(1)
  const { rows } = await db.pool.query<{ pid: number }>(
    `select pid from pg_stat_activity
      where application_name = 'tamaru listen' and datname = current_database()`,
  )
  for (const { pid } of rows) await db.pool.query('select pg_terminate_backend($1)', [pid])
  await expect.poll(() => looked).toBe(2)
  await db.owner.query('notify tamaru_test')
  await expect.poll(() => looked).toBe(3)
  await listener.close()
})

test('what happens next, and when', async () => {
  const quiet = sandboxEngine(quietDb)
  const settlement = await nextEvent(quiet)
  expect(settlement.what).toEqual(['settlement'])
  expect(settlement.at - START).toBeLessThanOrEqual(14 * DAY)
  await advanceClock(quiet, { to: settlement.at })
  await registerBuyers(quiet, [{ reference: 'hanako' }, { reference: 'taro' }])
  await done(grantPoints(quiet, as(quiet), { buyer: 'hanako', points: 100, reason: 'gift' }))
  const granted = quiet.clock.now()
  // The rules change in two days: then the points have a month less to live than wake-ups say.
  const change = momentAfter(granted, 2 * DAY)
  await announce(quiet, change, { expiry: { months: 1, remindDays: 27 } })
  expect(await nextEvent(quiet)).toEqual({ at: change, what: ['policy'] })
  await advanceClock(quiet, { to: change })
  const reminded = momentAfter(addMonths(granted, 1), -27 * DAY)
  expect(await nextEvent(quiet)).toEqual({ at: reminded, what: ['points'] })
  await advanceClock(quiet, { to: reminded })
  expect((await nextEvent(quiet)).what).toEqual(['settlement'])
  await quiet.close()
})

test('two advances at the same time do not cross', async () => {
  const held = await db.pool.connect()
  await held.query('select pg_advisory_lock(7252004)')
  expect(await advanceClock(engine, { by: HOUR })).toMatchObject({ refused: 'clock_moving' })
  await held.query('select pg_advisory_unlock(7252004)')
  held.release()
  expect(await advanceClock(engine, { by: HOUR })).not.toHaveProperty('refused')
})
