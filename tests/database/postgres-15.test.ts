import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/database/access.ts'
import { connect } from '../../src/database/connect.ts'
import { freePort } from '../../src/database/embedded/processes.ts'
import { serverUser } from '../../src/database/embedded/user.ts'
import { migrate, readMigrations } from '../../src/database/migrate.ts'
import { temporaryFolder } from '../kit/processes.ts'

const BIN = '/usr/lib/postgresql/15/bin'
const isMissing = !existsSync(BIN)
if (isMissing) console.log(`not tested: the oldest PostgreSQL that is supported (no ${BIN} here)`)

/** A PostgreSQL 15 as an operator would have it, found through an address only. */
async function postgres15(): Promise<string> {
  const folder = await temporaryFolder()
  const data = path.join(folder, 'data')
  const user = await serverUser(data)
  await mkdir(data)
  if (user) await chown(data, user.uid, user.gid)
  const port = await freePort()
  const initdb = ['-D', data, '-U', 'admin', '--auth=trust', '--encoding=UTF8', '--no-sync']
  expect(spawnSync(`${BIN}/initdb`, initdb, { ...user, cwd: '/' }).status).toBe(0)
  const settings = ['-c', 'unix_socket_directories=', '-c', 'fsync=off']
  const args = ['-D', data, '-p', String(port), ...settings]
  const server = spawn(`${BIN}/postgres`, args, { ...user, cwd: '/', stdio: 'ignore' })
  onTestFinished(() => ended(server))
  const url = `postgres://admin@127.0.0.1:${port}/postgres`
  const pool = connect(url, { max: 1 })
  while (
    await pool
      .query('select 1')
      .catch(() => true)
      .then((done) => done === true)
  )
    await sleep(50)
  await pool.query('create role shop login createrole')
  await pool.query('create database shop owner shop')
  await pool.end()
  return `postgres://shop@127.0.0.1:${port}/shop`
}

async function ended(server: ChildProcess): Promise<void> {
  server.kill('SIGINT')
  await new Promise((resolve) => server.once('exit', resolve))
}

test.skipIf(isMissing)(
  'PostgreSQL 15 with an owner who is no superuser gets the schema',
  async () => {
    const url = await postgres15()
    const access = await openDatabase({ DATABASE_URL: url })
    const applied = await migrate(access.ownerUrl)
    expect(applied).toHaveLength((await readMigrations()).length)
    const pool = connect(access.url, { max: 1 })
    onTestFinished(() => pool.end())
    const query = "select 7::int8 as n, '2026-04-01 00:00+09'::timestamptz as t, version() as v"
    const { rows } = await pool.query(query)
    expect(rows[0]).toMatchObject({ n: 7, t: Date.UTC(2026, 2, 31, 15) })
    expect(rows[0].v).toMatch(/^PostgreSQL 15/)
  },
)
