import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, inject, onTestFinished, test } from 'vitest'
import { connect, type Pool } from '../../src/database/connect.ts'
import { startEmbedded } from '../../src/database/embedded.ts'
import { migrate } from '../../src/database/migrate.ts'
import { Problem } from '../../src/database/problems.ts'
import { faultyWire } from '../faults/proxy.ts'
import { killHard, temporaryFolder } from '../kit/processes.ts'

type Files = Record<string, string>
type Site = {
  url: string
  pool: Pool
  write: (files: Files) => Promise<void>
  /** Writes the files, then migrates; the names of what was applied. */
  run: (files?: Files, url?: string) => Promise<string[]>
}

const TWO = {
  '0001_shelf.sql': 'create table shelf (n int)',
  '0002_book.sql': 'create table book ()',
}

/** An empty database, and a folder that `run` writes files to before it migrates. */
async function site(files: Files = {}): Promise<Site> {
  const server = inject('server')
  const name = `migrate_${randomBytes(6).toString('hex')}`
  const admin = connect(server.adminUrl, { max: 1 })
  await admin.query(`create database ${name} owner tamaru_owner`)
  const address = new URL(server.ownerUrl)
  address.pathname = name
  const pool = connect(address.href, { max: 2 })
  onTestFinished(async () => {
    await pool.end()
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  })
  const folder = await temporaryFolder()
  const write = async (more: Files) => {
    for (const [file, sql] of Object.entries(more)) await writeFile(path.join(folder, file), sql)
  }
  const run = async (more: Files = {}, url = address.href) => {
    await write(more)
    return (await migrate(url, folder)).map((migration) => migration.name)
  }
  if (Object.keys(files).length > 0) await run(files)
  return { url: address.href, pool, run, write }
}

async function tables(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  )
  return rows.map(({ name }) => name)
}

async function problem(work: Promise<unknown>): Promise<Problem> {
  const outcome = await work.catch((error: unknown) => error)
  if (!(outcome instanceof Problem)) throw new Error('no problem', { cause: outcome })
  expect(outcome.message).not.toContain('\n')
  return outcome
}

test('an empty folder, or none, is no migration', async () => {
  const { run, pool } = await site()
  expect(await run()).toEqual([])
  expect(await tables(pool)).toEqual(['schema_migration'])
})

test('migrations are applied in order, once', async () => {
  const { run, pool } = await site()
  expect(await run(TWO)).toEqual(['shelf', 'book'])
  expect(await run()).toEqual([])
  expect(await run({ '0003_page.sql': 'create table page ()' })).toEqual(['page'])
  expect(await tables(pool)).toEqual(['book', 'page', 'schema_migration', 'shelf'])
})

test('four processes at once apply each migration once', async () => {
  const { run, write } = await site()
  const slow: Files = { ...TWO, '0003_slow.sql': 'select pg_sleep(0.2); create table slow ()' }
  await write(slow)
  const applied = await Promise.all([run(), run(), run(), run()])
  expect(applied.flat().sort()).toEqual(['book', 'shelf', 'slow'])
})

test('a failing migration leaves nothing of itself and all of those before it', async () => {
  const { run, pool } = await site()
  const broken = 'create table half ();\nalter table half add x int;\nselect 1/0'
  const failure = await problem(run({ ...TWO, '0003_broken.sql': broken }))
  expect(failure).toMatchObject({ code: 'migration-failed', exitCode: 78 })
  expect(failure.message).toContain('0003_broken.sql')
  expect(failure.message).toContain('division by zero')
  expect(await tables(pool)).toEqual(['book', 'schema_migration', 'shelf'])
  expect(await run({ '0003_broken.sql': 'create table whole ()' })).toEqual(['broken'])
})

test('a server that goes away before a migration is no fault of the migration', async () => {
  const { run, url } = await site()
  const wire = await faultyWire(url, (_, text) => {
    // From here on those who come are refused, as by a server that was killed.
    if (text.includes('from schema_migration')) wire.refuse()
    return 'pass'
  })
  onTestFinished(() => wire.close())
  const failure = await problem(run(TWO, wire.url))
  expect(failure).toMatchObject({ code: 'database-unreachable', exitCode: 69 })
  expect(failure.message).toContain('0001_shelf.sql')
  expect(await run()).toEqual(['shelf', 'book'])
})

test('a mistake is named with its line', async () => {
  const { run } = await site()
  const { message } = await problem(
    run({ '0001_typo.sql': 'create table a ();\n\ncreate tabel b ()' }),
  )
  expect(message).toContain('0001_typo.sql failed at line 3')
})

test('an applied migration may not be changed', async () => {
  const { run } = await site(TWO)
  const failure = await problem(run({ '0001_shelf.sql': 'create table shelf (n bigint)' }))
  expect(failure).toMatchObject({ code: 'migration-edited', exitCode: 78 })
  expect(failure.message).toContain('0001_shelf.sql')
})

test('other line ends are not a change', async () => {
  const { run } = await site({ '0001_shelf.sql': 'create table shelf\n(n int)' })
  expect(await run({ '0001_shelf.sql': 'create table shelf\r\n(n int)' })).toEqual([])
})

test('an older program refuses a newer database', async () => {
  const { url, pool } = await site(TWO)
  const empty = await temporaryFolder()
  expect(await problem(migrate(url, empty))).toMatchObject({ code: 'migration-newer' })
  expect(await tables(pool)).toEqual(['book', 'schema_migration', 'shelf'])
})

test.each([
  ['a gap', { '0001_a.sql': 'select 1', '0003_c.sql': 'select 1' }, '0003_c.sql'],
  ['the same number twice', { '0001_a.sql': 'select 1', '0001_b.sql': 'select 1' }, '0001_b.sql'],
  ['a strange name', { '1-start.sql': 'select 1' }, '1-start.sql'],
  ['an empty file', { '0001_a.sql': ' \n' }, '0001_a.sql'],
  ['an own transaction', { '0001_a.sql': 'create table a ();\ncommit;' }, '0001_a.sql'],
])('files with %s are refused before anything is done', async (_, files, named) => {
  const { run, pool } = await site()
  const failure = await problem(run(files))
  expect(failure.code).toBe('migration-invalid')
  expect(failure.message).toContain(named)
  expect(await tables(pool)).toEqual([])
})

test('a function body may begin and end', async () => {
  const body =
    'create function f() returns int language plpgsql as $$\nbegin\n  return 1;\nend;\n$$;'
  expect(await (await site()).run({ '0001_f.sql': body })).toEqual(['f'])
})

test('kill -9 of PostgreSQL in the middle of a migration leaves it not begun', async () => {
  const folder = await temporaryFolder()
  const server = await startEmbedded({ directory: path.join(folder, 'postgres') })
  const file = path.join(folder, '0001_long.sql')
  await writeFile(file, 'create table long (n int);\nselect pg_sleep(30);')
  const interrupted = problem(migrate(server.ownerUrl, folder))
  const watch = connect(server.adminUrl, { max: 1 })
  const busy =
    "select from pg_stat_activity where state = 'active' and query ~ '^create table long'"
  while ((await watch.query(busy)).rowCount === 0);
  await killHard(server.pid)
  expect(await interrupted).toMatchObject({ code: 'database-interrupted', exitCode: 75 })
  await watch.end()
  await server.stop()

  const again = await startEmbedded({ directory: path.join(folder, 'postgres') })
  onTestFinished(() => again.stop())
  const pool = connect(again.ownerUrl, { max: 1 })
  expect(await tables(pool)).toEqual(['schema_migration'])
  await pool.end()
})

test('the role that migrations grant to exists before the first of them', async () => {
  const { run } = await site()
  const grant = 'create table shelf (n int); grant select on shelf to tamaru_app'
  expect(await run({ '0001_shelf.sql': grant })).toEqual(['shelf'])
})
