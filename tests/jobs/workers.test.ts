import { afterAll, beforeAll, expect, test } from 'vitest'
import { openListener } from '../../src/database/listen.ts'
import { QUEUE_SCHEMA } from '../../src/database/queue.ts'
import { startWorkers } from '../../src/jobs/workers.ts'
import { verify } from '../../src/ledger/verify/verify.ts'
import { addMonths, DAY, after as momentAfter } from '../../src/rules/time/instant.ts'
import { followClock, moveClock } from '../../src/usecases/clock/open.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { count, patience } from '../kit/counts.ts'
import { testDatabase } from '../kit/database.ts'
import { as, done, registerSellers, sandboxEngine, sell, startProcess } from './kit.ts'

const db = await testDatabase()
const machineNow = (await db.pool.query<{ now: number }>('select now()')).rows[0]?.now as never
/** Its machine's clock shows the real time, as the other processes' do. */
const engine = sandboxEngine(db, machineNow)
afterAll(() => engine.close())

/** Books whose time comes, and how often whoever sees to them is killed meanwhile. */
const KILLS = count(3, 200)
const CROWD = count(4_000, 60_000)

beforeAll(async () => {
  await registerSellers(db, [9_001])
  const crowd = Array.from({ length: CROWD }, (_, n) => ({ reference: `b${n}` }))
  await registerBuyers(engine, crowd)
  const grants = crowd.map(({ reference: buyer }) =>
    done(grantPoints(engine, as(engine), { buyer, points: 10, reason: 'gift' })),
  )
  await Promise.all(grants)
  for (let n = 0; n < 20; n++) await sell(engine, `b${n}`, `o-${n}`, {}, 9_001)
})

/** What time has done so far, and whether it was told. */
async function effects() {
  const { rows } = await db.pool.query(
    `select
      (select count(*) from posting where kind = 'points_expired' and unit = 'PT') as expired,
      (select count(*) from book where available > 0) as left,
      (select count(*) from event where type = 'points.expired') as events,
      (select count(*) from notice where kind = 'points.expiring') as reminders,
      (select count(*) from notice where kind = 'points.expired') as notices,
      (select count(*) from settlement) as periods,
      (select count(*) from outbox) as waiting`,
  )
  return rows[0]
}

test('the application’s role may work the queue, but not change its tables', async () => {
  const listener = await openListener(db.url)
  const errors: unknown[] = []
  const workers = await startWorkers(engine, db.url, listener, (error) => errors.push(error))
  const { rows } = await db.pool.query(`select name, cron from ${QUEUE_SCHEMA}.schedule order by 1`)
  expect(rows).toEqual([
    { name: 'feeds', cron: '* * * * *' },
    { name: 'forget', cron: '17 18 * * *' },
    { name: 'import', cron: '* * * * *' },
    { name: 'relay', cron: '* * * * *' },
    { name: 'reports', cron: '* * * * *' },
    { name: 'ripen', cron: '* * * * *' },
    { name: 'settle', cron: '*/5 * * * *' },
  ])
  // The relay runs by itself, without being woken.
  await expect.poll(async () => (await effects()).waiting, { timeout: 20_000 }).toBe(0)
  await workers.stop()
  await listener.close()
  expect(errors).toEqual([])
  const alter = db.pool.query(`create table ${QUEUE_SCHEMA}.mine (n int)`)
  await expect(alter).rejects.toThrow('permission denied')
})

test(
  'R2: workers killed in the middle, time and again: every effect exactly once',
  async () => {
    const listener = await openListener(db.url)
    await followClock(db.pool, listener, engine.clock)
    let workers = await startProcess('workers', db.url)
    // The clock jumps past the reminders, the expiry and many settlement periods; nobody does the
    // work here: it is for the workers, who hear of it.
    const started = engine.clock.now()
    await moveClock(db.pool, engine.clock, momentAfter(addMonths(started, 12), DAY))
    const ripened = async (): Promise<number> => {
      const sql = `select count(*) as ripened from journal where kind = 'points.ripened'`
      return (await db.pool.query<{ ripened: number }>(sql)).rows[0]?.ripened ?? 0
    }
    for (let kill = 0; kill < KILLS; kill++) {
      const before = await ripened()
      await expect.poll(ripened, { timeout: 30_000, interval: 3 }).toBeGreaterThan(before)
      await workers.kill()
      expect(await ripened()).toBeLessThan(2 * CROWD)
      // A job that died with its worker is not waited for: a worker begins with a look of its own.
      workers = await startProcess('workers', db.url)
    }
    await expect
      .poll(
        async () => {
          const { left, waiting } = await effects()
          return left + waiting
        },
        { timeout: 50_000 },
      )
      .toBe(0)
    await expect
      .poll(async () => (await effects()).periods, { timeout: 30_000 })
      .toBeGreaterThanOrEqual(1)
    expect(await effects()).toMatchObject({
      expired: CROWD,
      events: CROWD,
      reminders: CROWD,
      notices: CROWD,
    })
    const { rows } = await db.pool.query(
      `select count(*) as twice from (
      select book_id from journal where kind = 'points.ripened' group by book_id
      having count(*) <> 2) as odd`,
    )
    expect(rows).toEqual([{ twice: 0 }])
    expect((await verify(db.pool)).firstBad).toBeUndefined()
    await workers.kill()
    await listener.close()
  },
  patience(60_000),
)
