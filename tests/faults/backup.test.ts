import { chown, copyFile, lstat, mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { systemClock } from '../../src/clock/clock.ts'
import { connect } from '../../src/database/connect.ts'
import { startEmbedded } from '../../src/database/embedded.ts'
import { migrate } from '../../src/database/migrate.ts'
import { verify } from '../../src/ledger/verify/verify.ts'
import { buildEngine } from '../../src/usecases/engine.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { temporaryFolder } from '../kit/processes.ts'
import { type Acknowledged, write } from './writers.ts'

const WRITERS = 8

/** The sandbox’s server keeps no more log than a crash needs; a backup needs some. */
const ARCHIVED = { wal_level: 'replica', wal_keep_size: '1GB' }

/** What belongs to the running server alone. */
const NOT_COPIED = /^(postmaster\.(pid|opts)|server\.log)$/

/** Copies a folder that changes meanwhile: files that have gone are left out. */
async function copyTree(from: string, to: string): Promise<void> {
  const gone = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return undefined
  }
  const found = await lstat(from).catch(gone)
  if (!found) return
  if (found.isDirectory()) {
    await mkdir(to, { recursive: true, mode: found.mode })
    for (const name of await readdir(from)) {
      if (!NOT_COPIED.test(name)) await copyTree(path.join(from, name), path.join(to, name))
    }
  } else if (!(await copyFile(from, to).then(() => true, gone))) return
  await chown(to, found.uid, found.gid)
}

/**
 * A backup of a running server, as pg_basebackup takes one: files copied between two calls, the
 * label that the second gives, and at last the log that makes the copy consistent.
 */
async function backUp(adminUrl: string, from: string, to: string): Promise<void> {
  const admin = connect(adminUrl, { name: 'backup', max: 1 })
  const session = await admin.connect()
  try {
    await session.query(`select pg_backup_start('r18', fast => true)`)
    await copyTree(from, to)
    const { rows } = await session.query<{ labelfile: string }>(
      'select labelfile from pg_backup_stop(wait_for_archive => false)',
    )
    await writeFile(path.join(to, 'backup_label'), rows[0]?.labelfile ?? '')
    const { uid, gid } = await lstat(path.join(to, 'PG_VERSION'))
    await chown(path.join(to, 'backup_label'), uid, gid)
    await copyTree(path.join(from, 'pg_wal'), path.join(to, 'pg_wal'))
  } finally {
    session.release()
    await admin.end()
  }
}

test('R18: a backup taken under load is restored whole: verify passes, nothing is lost', async () => {
  const folder = await temporaryFolder()
  const [live, restored] = [path.join(folder, 'live'), path.join(folder, 'restored')]
  const server = await startEmbedded({ directory: live, settings: ARCHIVED })
  await migrate(server.ownerUrl)
  const pool = connect(server.url, { name: 'reads', max: 4 })
  const lanes = connect(server.url, { name: 'lanes', max: 4, pipeline: true })
  const engine = buildEngine(pool, lanes, systemClock)
  const buyers = Array.from({ length: WRITERS }, (_, i) => ({ reference: `buyer-${i}` }))
  await registerBuyers(engine, buyers)
  const acknowledged: Acknowledged = new Map()
  let goesOn = true
  const writers = buyers.map((_, i) => write(engine, i, acknowledged, () => goesOn))
  while (acknowledged.size < 300) await sleep(20)

  const before = new Map(acknowledged)
  await backUp(server.adminUrl, live, restored)
  const during = acknowledged.size - before.size
  while (acknowledged.size < before.size + during + 100) await sleep(20)
  goesOn = false
  await Promise.all(writers)
  await Promise.all([pool.end(), lanes.end()])
  await server.stop()

  const copy = await startEmbedded({ directory: restored })
  const reads = connect(copy.url, { name: 'reads', max: 4 })
  const { rows } = await reads.query<{ key: string; outcome: string }>(
    'select key, outcome::text as outcome from journal',
  )
  const kept = new Map(rows.map((row) => [row.key, row.outcome]))
  for (const [key, outcome] of before)
    expect({ key, outcome: kept.get(key) }).toEqual({ key, outcome })
  for (const [key, outcome] of kept) expect(acknowledged.get(key)).toBe(outcome)
  expect(during).toBeGreaterThan(0)
  expect(kept.size).toBeLessThan(acknowledged.size)
  expect(await verify(reads)).toMatchObject({ ok: true, entries: kept.size })
  await reads.end()
  await copy.stop()
})
