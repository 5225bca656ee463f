import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished } from 'vitest'
import { connect } from '../../src/database/connect.ts'
import { freePort } from '../../src/database/embedded/processes.ts'
import { serverUser } from '../../src/database/embedded/user.ts'
import { temporaryFolder } from './processes.ts'

/** Where Debian puts the programs of the oldest PostgreSQL that is supported. */
export const BIN = '/usr/lib/postgresql/15/bin'
/** Said where it is missing: a test of it is skipped there. */
export const isMissing = !existsSync(BIN)

/** A PostgreSQL 15 as an operator would have it, found through an address only. */
export async function postgres15(): Promise<string> {
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
