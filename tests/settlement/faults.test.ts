import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, type Pool } from '../../src/database/connect.ts'
import { readTimeline } from '../../src/ledger/policies.ts'
import { verify } from '../../src/ledger/verify/verify.ts'
import { periodAt } from '../../src/rules/settlement/periods.ts'
import { DAY, type Instant, instantOf } from '../../src/rules/time/instant.ts'
import type { Engine } from '../../src/usecases/engine.ts'
import { settleThrough } from '../../src/usecases/settlement/settle.ts'
import { type Fate, faultyWire } from '../faults/proxy.ts'
import { testDatabase } from '../kit/database.ts'
import { START, type TestEngine, testEngine } from '../kit/engine.ts'
import { registerSellers } from '../ledger/history.ts'
import { giveBack, sell, shoppers } from './sales.ts'

const SHOPS = [8_001, 8_002, 8_003]
/** So few statements in a transaction that a period of these shops takes two. */
const CHUNK = 2

const fortnightAfter = (at: Instant): Instant => instantOf(at + 14 * DAY)

const statementsOf = async (pool: Pool): Promise<string[]> => {
  const { rows } = await pool.query<{ row: string }>(
    'select statement::text as row from statement order by period, seller_id',
  )
  return rows.map(({ row }) => row)
}

/** A period of trade; the returns make sure that balances are carried over. */
async function trade(engine: TestEngine, round: number): Promise<void> {
  await sell(engine, `o-${round}`, SHOPS)
  if (round % 3 === 2) await giveBack(engine, `o-${round - 1}`, (round % SHOPS.length) + 1)
}

async function open(engine: TestEngine): Promise<Instant> {
  await registerSellers(engine.pool, SHOPS)
  await shoppers(engine, 'hanako')
  return periodAt(await readTimeline(engine.pool), START).end
}

/** Settles over a wire that does as `fate` says; whatever becomes of it is no error here. */
async function settleOver(url: string, engine: Engine, fate: (n: number, text: string) => Fate) {
  const wire = await faultyWire(url, fate)
  const pool = connect(wire.url, { name: 'settling', max: 3 })
  const outcome = await settleThrough(
    { ...engine, pool },
    engine.clock.now(),
    () => {},
    CHUNK,
  ).then(
    () => 'finished',
    () => 'broken',
  )
  await wire.close()
  await pool.end()
  return outcome
}

describe('R17: cut off at any statement and run again, it is as if nothing had happened', async () => {
  const db = await testDatabase()
  const twin = await testDatabase()
  const engine = testEngine(db)
  const untroubled = testEngine(twin)
  afterAll(() => Promise.all([engine.close(), untroubled.close()]))

  test('the same statements, byte for byte', async () => {
    let end = await open(engine)
    let steps = 1
    // A statement lost is also the one before it done and not heard of.
    for (let isCut = true; isCut; steps++) {
      await trade(engine, steps)
      engine.clock.set(end)
      const cut = await settleOver(db.url, engine, (n) => (n === steps ? 'lost' : 'pass'))
      isCut = cut === 'broken'
      expect(await settleOver(db.url, engine, () => 'pass')).toBe('finished')
      end = fortnightAfter(end)
    }
    expect(steps).toBeGreaterThan(20)
    // The twin lives through the same and is settled once, at the end.
    end = await open(untroubled)
    for (let round = 1; round < steps; round++) {
      await trade(untroubled, round)
      untroubled.clock.set(end)
      end = fortnightAfter(end)
    }
    await settleThrough(untroubled, untroubled.clock.now())
    expect(await statementsOf(db.pool)).toEqual(await statementsOf(twin.pool))
    expect(await statementsOf(twin.pool)).not.toEqual([])
    expect(await verify(db.pool)).toMatchObject({ ok: true })
    const told = "select count(*) from outbox where topic = 'settlement.disbursed'"
    expect((await db.pool.query(told)).rows).toEqual((await twin.pool.query(told)).rows)
  })
})

describe('R17: nobody settles a period twice', async () => {
  const db = await testDatabase()
  const engines = Array.from({ length: 4 }, () => testEngine(db))
  const [engine] = engines as [TestEngine, ...TestEngine[]]
  const admin = connect(db.adminUrl, { max: 1 })
  afterAll(() => Promise.all([...engines.map((one) => one.close()), admin.end()]))
  let end: Instant
  let round = 0

  beforeAll(async () => {
    end = await open(engine)
  })

  /** Trades, passes the end of the period, lets `settling` happen, then counts and verifies. */
  async function period(settling: () => Promise<unknown>): Promise<void> {
    await trade(engine, round)
    for (const one of engines) one.clock.set(end)
    await settling()
    await settleThrough(engine, end)
    const found = await db.pool.query(
      `select count(*) as statements, sum(disbursement)::bigint as paid,
        (select sum(amount)::bigint from posting where kind = 'disbursement' and event_at = end_at)
          as posted
      from statement where end_at = to_timestamp($1::float8 / 1000) group by end_at`,
      [end],
    )
    expect(found.rows).toMatchObject([{ statements: SHOPS.length }])
    expect(found.rows[0].posted).toBe(found.rows[0].paid)
    expect(await verify(db.pool)).toMatchObject({ ok: true })
    round += 1
    end = fortnightAfter(end)
  }

  test('four workers at once', async () => {
    await period(async () => {
      const runs = await Promise.all(
        engines.map((one) => settleThrough(one, one.clock.now(), () => {}, CHUNK)),
      )
      expect(runs.flat()).toHaveLength(1)
    })
  })

  /** Settles in a process of its own that comes no further than the last shop but one. */
  async function stuckWorker(): Promise<{ child: ChildProcess; release: () => Promise<void> }> {
    const blocker = await db.owner.connect()
    await blocker.query('begin')
    await blocker.query('select from book where id = $1 for update', [SHOPS.at(-1)])
    const script = path.join(import.meta.dirname, 'worker.ts')
    const child = spawn(process.execPath, [script, db.url, String(end), '1'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let printed = ''
    for await (const text of child.stdout) {
      printed += text
      if (printed.includes(String(SHOPS.length - 1))) break
    }
    const release = async () => {
      await blocker.query('rollback')
      blocker.release()
    }
    return { child, release }
  }

  test('a worker whose connections are terminated in the middle', async () => {
    await period(async () => {
      const { child, release } = await stuckWorker()
      const died = once(child, 'close')
      const killed = await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'worker' and datname = $1`,
        [db.name],
      )
      expect(killed.rowCount).toBeGreaterThan(0)
      expect((await died)[0]).not.toBe(0)
      expect(await statementsOf(db.pool)).toHaveLength((round + 1) * SHOPS.length - 1)
      await release()
    })
  })

  test('a worker process that is killed in the middle', async () => {
    await period(async () => {
      const { child, release } = await stuckWorker()
      child.kill('SIGKILL')
      await once(child, 'close')
      await release()
    })
  })
})
