import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { connect } from '../../src/database/connect.ts'
import { startEmbedded } from '../../src/database/embedded.ts'
import { Problem, problemOf } from '../../src/database/problems.ts'
import { temporaryFolder } from '../kit/processes.ts'

async function problem(directory: string): Promise<Problem> {
  const outcome = await startEmbedded({ directory }).then(
    (server) => server.stop(),
    (error) => error,
  )
  expect(outcome).toBeInstanceOf(Problem)
  expect(outcome.message).not.toContain('\n')
  return outcome
}

const model = await mkdtemp(path.join(tmpdir(), 'tamaru-test-model-'))
beforeAll(async () => {
  await chmod(model, 0o755)
  await (await startEmbedded({ directory: path.join(model, 'postgres') })).stop()
})
afterAll(() => rm(model, { recursive: true }))

/** A stopped cluster to be spoilt. */
async function cluster(): Promise<string> {
  const folder = await temporaryFolder()
  execFileSync('cp', ['-a', path.join(model, 'postgres'), folder])
  return path.join(folder, 'postgres')
}

test('a folder with something else in it is left alone', async () => {
  const folder = await temporaryFolder()
  await writeFile(path.join(folder, 'thesis.txt'), 'precious')
  expect(await problem(folder)).toMatchObject({ code: 'data-directory-in-use', exitCode: 73 })
  expect(await readdir(folder)).toEqual(['thesis.txt'])
})

test('a file in the place of the folder is left alone', async () => {
  const file = path.join(await temporaryFolder(), 'postgres')
  await writeFile(file, 'precious')
  expect(await problem(file)).toMatchObject({ code: 'data-directory-in-use' })
  expect(await readFile(file, 'utf8')).toBe('precious')
})

test("somebody else's PostgreSQL is left alone", async () => {
  const directory = await cluster()
  await rm(path.join(directory, 'tamaru.json'))
  const { code, message } = await problem(directory)
  expect(code).toBe('data-directory-in-use')
  expect(message).toContain('a PostgreSQL that Tamaru did not make')
})

test('data of another major version is named as such', async () => {
  const directory = await cluster()
  await writeFile(path.join(directory, 'PG_VERSION'), '17\n')
  const { code, message } = await problem(directory)
  expect(code).toBe('data-directory-version')
  expect(message).toContain('data of PostgreSQL 17, this is 18')
})

test.each(['global/pg_control', 'pg_wal', 'base', 'tamaru.json'])(
  'a directory without a whole %s is damaged, and says so',
  async (part) => {
    const directory = await cluster()
    const file = path.join(directory, part)
    await rm(file, { recursive: true })
    if (part === 'tamaru.json') await writeFile(file, '{"port":', { mode: 0o600 })
    expect(await problem(directory)).toMatchObject({ code: 'data-directory-corrupt', exitCode: 65 })
  },
)

test('a setting that PostgreSQL refuses is shown, not taken for damage', async () => {
  const directory = await cluster()
  await writeFile(path.join(directory, 'postgresql.auto.conf'), "shared_buffers = 'much'\n")
  const { code, message } = await problem(directory)
  expect(code).toBe('database-start-failed')
  expect(message).toContain('server.log')
})

const isRoot = process.getuid?.() === 0

function mountSmall(folder: string, megabytes: number): boolean {
  try {
    const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]
    execFileSync('mount', options, { stdio: 'ignore' })
    onTestFinished(() => {
      execFileSync('umount', ['-l', folder])
    })
    return true
  } catch {
    return false
  }
}

test('a disk that is too small for the first start: one line, nothing left behind', async (context) => {
  const folder = await temporaryFolder()
  if (!isRoot || !mountSmall(folder, 20)) context.skip('needs root to mount a small disk')
  expect(await problem(path.join(folder, 'postgres'))).toMatchObject({ code: 'disk-full' })
  expect(await readdir(folder)).toEqual([])
})

test('a disk that fills up later: the statement fails, commits stay, it starts again', async (context) => {
  const folder = await temporaryFolder()
  if (!isRoot || !mountSmall(folder, 110)) context.skip('needs root to mount a small disk')
  const directory = path.join(folder, 'postgres')
  const server = await startEmbedded({ directory })
  const owner = connect(server.ownerUrl, { max: 1 })
  await owner.query('create table kept as select 1 as n')
  const failure = await owner
    .query("create table big as select repeat('x', 1000) from generate_series(1, 200000)")
    .catch((error) => error)
  expect(['disk-full', 'database-interrupted']).toContain(problemOf(failure)?.code)
  await owner.end()
  await server.stop()
  const again = await startEmbedded({ directory })
  const pool = connect(again.ownerUrl, { max: 1 })
  expect((await pool.query('select n from kept')).rows).toEqual([{ n: 1 }])
  await pool.end()
  await again.stop()
})

test('a checkout in a folder closed to others works for root', async (context) => {
  if (!isRoot) context.skip('only root runs the server as another user')
  const folder = await temporaryFolder()
  await chmod(folder, 0o700)
  const directory = path.join(folder, '.tamaru', 'postgres')
  const server = await startEmbedded({ directory })
  onTestFinished(() => rm(server.directory, { recursive: true, force: true }))
  expect(server.directory).toContain('/var/lib/tamaru/')
  await server.stop()
  const again = await startEmbedded({ directory })
  expect(again.directory).toBe(server.directory)
  await again.stop()
})

test('a folder that may not be written to is a matter of permission', async (context) => {
  if (isRoot) context.skip('root may write anywhere')
  const folder = await temporaryFolder()
  await mkdir(path.join(folder, 'closed'), { mode: 0o500 })
  expect(await problem(path.join(folder, 'closed', 'postgres'))).toMatchObject({
    code: 'permission-denied',
    exitCode: 77,
  })
})
