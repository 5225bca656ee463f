import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { systemClock } from '../../src/clock/clock.ts'
import { connect } from '../../src/database/connect.ts'
import { migrate } from '../../src/database/migrate.ts'
import { verify } from '../../src/ledger/verify/verify.ts'
import { buildEngine } from '../../src/usecases/engine.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { BIN, isMissing, postgres15 } from '../kit/postgres-15.ts'
import { temporaryFolder } from '../kit/processes.ts'
import { type Acknowledged, write } from './writers.ts'

if (isMissing) console.log(`not tested: a backup by pg_dump (no ${BIN} here)`)

const WRITERS = 8

/** Runs a program of PostgreSQL's; what it complains of is part of the failure. */
async function run(program: string, ...args: string[]): Promise<void> {
  const child = spawn(path.join(BIN, program), args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (part) => {
    said += part
  })
  const [code] = await once(child, 'close')
  expect({ program, code, said }).toEqual({ program, code: 0, said: '' })
}

test.skipIf(isMissing)(
  'R18: what pg_dump takes under load and pg_restore brings back passes verify, and goes on',
  async () => {
    const file = path.join(await temporaryFolder(), 'backup')
    const url = await postgres15()
    await migrate(url)
    const pool = connect(url, { name: 'reads', max: 4 })
    const lanes = connect(url, { name: 'lanes', max: 4, pipeline: true })
    const engine = buildEngine(pool, lanes, systemClock)
    const buyers = Array.from({ length: WRITERS }, (_, i) => ({ reference: `buyer-${i}` }))
    await registerBuyers(engine, buyers)
    const acknowledged: Acknowledged = new Map()
    let goesOn = true
    const writers = buyers.map((_, i) => write(engine, i, acknowledged, () => goesOn))
    while (acknowledged.size < 200) await sleep(20)

    const before = new Map(acknowledged)
    await run('pg_dump', '--format=custom', `--file=${file}`, url)
    const during = acknowledged.size - before.size
    goesOn = false
    await Promise.all(writers)
    await Promise.all([pool.end(), lanes.end()])

    const restored = new URL(url)
    restored.pathname = '/restored'
    const admin = connect(url.replace(/shop@(.*)\/shop/, 'admin@$1/postgres'), { max: 1 })
    await admin.query('create database restored owner shop')
    await admin.end()
    await run('pg_restore', '--exit-on-error', `--dbname=${restored.href}`, file)
    // Nothing is missing of the schema: the program takes it for its own.
    expect(await migrate(restored.href)).toEqual([])
    const copy = connect(restored.href, { name: 'reads', max: 4 })
    const { rows } = await copy.query<{ key: string; outcome: string }>(
      'select key, outcome::text as outcome from journal',
    )
    const kept = new Map(rows.map((row) => [row.key, row.outcome]))
    for (const [key, outcome] of before)
      expect({ key, outcome: kept.get(key) }).toEqual({ key, outcome })
    for (const [key, outcome] of kept) expect(acknowledged.get(key)).toBe(outcome)
    expect(during).toBeGreaterThan(0)
    expect(await verify(copy)).toMatchObject({ ok: true, entries: kept.size })

    // Who got an answer that the backup does not know asks again, and all are of one mind.
    const again = connect(restored.href, { name: 'lanes', max: 4, pipeline: true })
    const second = buildEngine(copy, again, systemClock)
    const repeated: Acknowledged = new Map()
    const rounds = Array.from({ length: WRITERS }, (_, i) =>
      write(second, i, repeated, () => repeated.size < kept.size),
    )
    await Promise.all(rounds)
    for (const [key, outcome] of kept) expect(repeated.get(key) ?? outcome).toBe(outcome)
    expect(await verify(copy)).toMatchObject({ ok: true })
    await Promise.all([copy.end(), again.end()])
  },
)
