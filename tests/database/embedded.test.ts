import { once } from 'node:events'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { connect } from '../../src/database/connect.ts'
import { type Embedded, startEmbedded } from '../../src/database/embedded.ts'
import { holdDatabase, killHard, spawnHolder, temporaryFolder } from '../kit/processes.ts'

async function started(directory: string): Promise<Embedded> {
  const server = await startEmbedded({ directory })
  onTestFinished(() => server.stop())
  return server
}

async function ask(url: string, query: string) {
  const pool = connect(url, { max: 1 })
  try {
    return (await pool.query(query)).rows
  } finally {
    await pool.end()
  }
}

test('the first start makes a durable server that only this machine and user can enter', async () => {
  const directory = path.join(await temporaryFolder(), 'new', 'postgres')
  const server = await started(directory)
  expect(server.startedByUs).toBe(true)
  const names = "'fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'TimeZone'"
  expect(
    await ask(
      server.url,
      `select name, setting from pg_settings where name in (${names}) order by lower(name)`,
    ),
  ).toEqual([
    { name: 'fsync', setting: 'on' },
    { name: 'full_page_writes', setting: 'on' },
    { name: 'listen_addresses', setting: '127.0.0.1' },
    { name: 'synchronous_commit', setting: 'on' },
    { name: 'TimeZone', setting: 'UTC' },
  ])
  const identity = await stat(path.join(directory, 'tamaru.json'))
  expect(identity.mode & 0o777).toBe(0o600)
  const wrong = new URL(server.url)
  wrong.password = 'guess'
  await expect(ask(wrong.href, 'select 1')).rejects.toThrow('password authentication failed')
})

test('text sorts by code point on every system and every character fits', async () => {
  const server = await started(path.join(await temporaryFolder(), 'postgres'))
  const query = `select current_setting('server_encoding') as encoding, datlocale as locale,
    array(select x from unnest(array['ん', 'a', 'Z', '𠮷']) as x order by x) as sorted
    from pg_database where datname = 'tamaru'`
  expect(await ask(server.url, query)).toEqual([
    { encoding: 'UTF8', locale: 'C.UTF-8', sorted: ['Z', 'a', 'ん', '𠮷'] },
  ])
})

test('a warm start finds the data, the passwords and the port of the last one', async () => {
  const directory = path.join(await temporaryFolder(), 'postgres')
  const first = await startEmbedded({ directory })
  await ask(first.ownerUrl, 'create table kept as select 1 as n')
  await first.stop()
  const second = await started(directory)
  expect(second.url).toBe(first.url)
  expect(await ask(second.ownerUrl, 'select n from kept')).toEqual([{ n: 1 }])
})

test('two processes share one server and the last to leave stops it', async () => {
  const directory = path.join(await temporaryFolder(), 'postgres')
  const first = await holdDatabase(directory)
  const second = await holdDatabase(directory)
  expect(second.server).toMatchObject({ startedByUs: false, pid: first.server?.pid })
  await first.leave()
  expect(await ask(second.server?.url ?? '', 'select 1 as n')).toEqual([{ n: 1 }])
  await second.leave()
  await expect(ask(second.server?.url ?? '', 'select 1')).rejects.toThrow('ECONNREFUSED')
})

test('two first starts at the same time end up on one server', async () => {
  const directory = path.join(await temporaryFolder(), 'postgres')
  const holders = await Promise.all([holdDatabase(directory), holdDatabase(directory)])
  expect(new Set(holders.map(({ server }) => server?.pid)).size).toBe(1)
  expect(holders.map(({ server }) => server?.startedByUs).sort()).toEqual([false, true])
  for (const holder of holders) expect(await holder.leave()).toBe(0)
})

test('after kill -9 of the process its server is found again', async () => {
  const directory = path.join(await temporaryFolder(), 'postgres')
  const { child, server } = await holdDatabase(directory)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const again = await started(directory)
  expect(again).toMatchObject({ startedByUs: false, pid: server?.pid })
})

test('after kill -9 of PostgreSQL it starts again at once and has every commit', async () => {
  const directory = path.join(await temporaryFolder(), 'postgres')
  let server = await startEmbedded({ directory })
  await ask(server.ownerUrl, 'create table kept (n int)')
  for (let n = 1; n <= 5; n += 1) {
    await ask(server.ownerUrl, `insert into kept values (${n})`)
    await killHard(server.pid)
    await server.stop() // must not mind that there is nothing to stop
    server = await startEmbedded({ directory })
    expect(await ask(server.ownerUrl, 'select count(*) as n from kept')).toEqual([{ n }])
  }
  await server.stop()
})

test('kill -9 at any moment of the first start leaves nothing in the way', async () => {
  const folder = await temporaryFolder()
  const directory = path.join(folder, 'postgres')
  for (const ms of [60, 150, 300, 450, 600, 700, 750, 800]) {
    const child = spawnHolder(directory)
    await sleep(ms)
    expect(child.exitCode).toBe(null)
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  // An initdb that lost its process writes on for a moment; the start after that sweeps up.
  await (await startEmbedded({ directory })).stop()
  await sleep(1000)
  await started(directory)
  expect((await readdir(folder)).sort()).toEqual(['postgres'])
})

test('a process number left by a dead server and taken by another program is no obstacle', async () => {
  const directory = path.join(await temporaryFolder(), 'postgres')
  const first = await startEmbedded({ directory })
  const pidFile = path.join(directory, 'postmaster.pid')
  const lines = (await readFile(pidFile, 'utf8')).split('\n')
  await killHard(first.pid)
  await first.stop()
  await writeFile(pidFile, [process.pid, ...lines.slice(1)].join('\n'))
  expect(await started(directory)).toMatchObject({ startedByUs: true })
})

test('when the remembered port is taken another is used, and remembered', async () => {
  const directory = path.join(await temporaryFolder(), 'postgres')
  const first = await startEmbedded({ directory })
  await first.stop()
  const squatter = createServer().listen(first.port, '127.0.0.1')
  await once(squatter, 'listening')
  const second = await startEmbedded({ directory })
  expect(second.port).not.toBe(first.port)
  await second.stop()
  squatter.close()
  expect((await started(directory)).port).toBe(second.port)
})

test('PostgreSQL variables of the surroundings change nothing', async () => {
  process.env.PGPORT = '1'
  process.env.PGUSER = 'somebody'
  process.env.PGDATABASE = 'something'
  onTestFinished(() => {
    for (const name of ['PGPORT', 'PGUSER', 'PGDATABASE']) delete process.env[name]
  })
  const server = await started(path.join(await temporaryFolder(), 'postgres'))
  expect(await ask(server.url, 'select current_database() as name')).toEqual([{ name: 'tamaru' }])
})

test('stop may be called twice, and again after the data directory is gone', async () => {
  const directory = path.join(await temporaryFolder(), 'postgres')
  const server = await startEmbedded({ directory })
  await Promise.all([server.stop(), server.stop()])
  await rm(directory, { recursive: true })
  await server.stop()
})
