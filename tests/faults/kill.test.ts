import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { systemClock } from '../../src/clock/clock.ts'
import { connect } from '../../src/database/connect.ts'
import type { Settings } from '../../src/database/embedded/settings.ts'
import { type Embedded, startEmbedded } from '../../src/database/embedded.ts'
import { migrate } from '../../src/database/migrate.ts'
import { verify } from '../../src/ledger/verify/verify.ts'
import { buildEngine } from '../../src/usecases/engine.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { count, patience } from '../kit/counts.ts'
import { killHard, temporaryFolder } from '../kit/processes.ts'
import { type Acknowledged, write } from './writers.ts'

const KILLS = count(20, 500)
const WRITERS = 12
/**
 * A killed server syncs its files before it recovers, one after the other, which takes most of its
 * start; at once is enough where the system knows how. Nothing depends on it here: what a process
 * wrote outlives the process, synced or not.
 */
const SETTINGS: Settings =
  process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}

test(
  `R1: PostgreSQL killed ${KILLS} times under ${WRITERS} writers: nothing acknowledged is lost`,
  async () => {
    const directory = path.join(await temporaryFolder(), 'postgres')
    let server: Embedded = await startEmbedded({ directory, settings: SETTINGS })
    await migrate(server.ownerUrl)
    const pool = connect(server.url, { name: 'reads', max: 4, connectTimeout: 2_000 })
    const lanes = connect(server.url, {
      name: 'lanes',
      max: 4,
      pipeline: true,
      connectTimeout: 2_000,
    })
    const engine = buildEngine(pool, lanes, systemClock, { patienceMs: 60_000 })
    const buyers = Array.from({ length: WRITERS }, (_, i) => ({ reference: `buyer-${i}` }))
    await registerBuyers(engine, buyers)

    const acknowledged: Acknowledged = new Map()
    let goesOn = true
    const writers = buyers.map((_, i) => write(engine, i, acknowledged, () => goesOn))
    for (let kill = 0; kill < KILLS; kill++) {
      const before = acknowledged.size
      // The server dies at another point of the work each time.
      await sleep(100 + ((kill * 137) % 300))
      while (acknowledged.size === before) await sleep(20)
      await killHard(server.pid)
      server = await startEmbedded({ directory, settings: SETTINGS })
      expect(server.startedByUs).toBe(true)
    }
    goesOn = false
    await Promise.all(writers)

    const { rows } = await pool.query<{ caller: string; key: string; outcome: string }>(
      'select caller, key, outcome::text as outcome from journal',
    )
    // Each exactly once, with the answer that was given; and nothing that nobody asked for.
    expect(rows.length).toBe(acknowledged.size)
    expect(new Map(rows.map((row) => [row.key, row.outcome]))).toEqual(acknowledged)
    expect(acknowledged.size).toBeGreaterThan(KILLS * WRITERS)
    expect(await verify(pool)).toMatchObject({ ok: true, entries: rows.length })
    await Promise.all([pool.end(), lanes.end()])
    await server.stop()
  },
  patience(120_000),
)
