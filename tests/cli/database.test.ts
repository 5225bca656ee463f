import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { connect } from '../../src/database/connect.ts'
import { freePort } from '../../src/database/embedded/processes.ts'
import { testDatabase } from '../kit/database.ts'
import { temporaryFolder } from '../kit/processes.ts'
import { announced, inProcess, start } from './tamaru.ts'

const db = await testDatabase()
const OWN = { DATABASE_URL: db.url, TAMARU_MIGRATION_URL: db.ownerUrl }

/** The single line with which a command that wrote nothing ended. */
async function failure(args: readonly string[], env: NodeJS.ProcessEnv, code: number) {
  const ended = await inProcess(args, env)
  const lines = ended.stderr.trimEnd().split('\n')
  const last = lines.at(-1) ?? ''
  expect({ code: ended.code, stdout: ended.stdout, last }).toEqual({ code, stdout: '', last })
  expect(last).toMatch(/^tamaru: /)
  return last
}

describe('a database that can not be used is named, with the way out', () => {
  test('nothing answers', async () => {
    const port = await freePort()
    const env = { DATABASE_URL: `postgres://nobody:x@127.0.0.1:${port}/none` }
    expect(await failure(['verify'], env, 69)).toContain('check DATABASE_URL')
  })

  test('something answers that is no PostgreSQL', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as { port: number }
    const env = { DATABASE_URL: `postgres://nobody:x@127.0.0.1:${port}/none` }
    const ended = await inProcess(['verify'], env)
    expect([69, 75]).toContain(ended.code)
  })

  test('no address', async () => {
    const said = await failure(['settle'], { DATABASE_URL: 'localhost:5432' }, 78)
    expect(said).toContain('write postgres://user:password@host:5432/database')
  })

  test('a wrong password', async () => {
    const env = { DATABASE_URL: db.url.replace(/:[^:@]+@/, ':wrong@') }
    expect(await failure(['verify'], env, 77)).toContain('check user and password')
  })

  test('no such database', async () => {
    const env = { DATABASE_URL: db.url.replace(db.name, 'nowhere') }
    expect(await failure(['verify'], env, 78)).toContain('create it')
  })

  test('a data directory that belongs to something else', async () => {
    const folder = await temporaryFolder()
    await writeFile(path.join(folder, 'diary.txt'), 'dear diary')
    const env = { TAMARU_DATA: folder }
    expect(await failure(['verify'], env, 73)).toContain('choose another directory')
  })
})

describe('a schema that is not this program’s', () => {
  const other = async (change: string, back: string, code: number) => {
    await db.owner.query(change)
    onTestFinished(async () => {
      await db.owner.query(back)
    })
    return failure(['verify'], OWN, code)
  }

  test('half migrated: the rest has to be run first', async () => {
    const last = '(select max(version) from schema_migration)'
    const keep = `create table kept as select * from schema_migration where version = ${last};
      delete from schema_migration where version = ${last}`
    const back = 'insert into schema_migration select * from kept; drop table kept'
    expect(await other(keep, back, 78)).toContain('run "tamaru migrate" first')
  })

  test('newer than this program', async () => {
    const newer = `insert into schema_migration (version, name, checksum)
      values (9000, 'later', '')`
    const back = 'delete from schema_migration where version = 9000'
    expect(await other(newer, back, 78)).toContain('update the program')
  })

  test('with an edited migration', async () => {
    const edit = `update schema_migration set checksum = 'x' || checksum where version = 1`
    const back = 'update schema_migration set checksum = substr(checksum, 2) where version = 1'
    expect(await other(edit, back, 78)).toContain('add a new migration')
  })
})

describe('production refuses to start', () => {
  const admin = connect(db.adminUrl, { name: 'test', max: 1 })
  const refusal = async (more: NodeJS.ProcessEnv = {}) => {
    const env = { ...OWN, TAMARU_MODE: 'production', ...more }
    return failure(['start', '--port', '0'], env, 78)
  }
  /** The test server forgets for speed; here it has to be durable but for one setting. */
  const durable = { fsync: 'on', full_page_writes: 'on' }
  const server = async (settings: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries(settings)) {
      await admin.query(`alter system set ${name} = ${value}`)
    }
    await admin.query('select pg_reload_conf()')
    await sleep(200)
  }
  const commits = (value: string) =>
    admin.query(`alter database ${db.name} set synchronous_commit = ${value}`)

  beforeAll(async () => {
    await server(durable)
    await commits('on')
  })
  afterAll(async () => {
    await admin.query('alter system reset fsync')
    await admin.query('alter system reset full_page_writes')
    await admin.query('select pg_reload_conf()')
    await admin.end()
  })

  test('on the embedded database', async () => {
    expect(await refusal({ DATABASE_URL: '' })).toContain('set DATABASE_URL')
  })

  test.each(['fsync', 'full_page_writes'])('with %s off', async (name) => {
    await server({ [name]: 'off' })
    onTestFinished(() => server(durable))
    expect(await refusal()).toContain(`set ${name} = on`)
  })

  test('with synchronous_commit off', async () => {
    await commits('off')
    onTestFinished(async () => void (await commits('on')))
    expect(await refusal()).toContain('set synchronous_commit = on')
  })

  test('without an operator, or a secret for the first', async () => {
    expect(await refusal()).toContain('set TAMARU_OPERATOR_LOGIN and TAMARU_OPERATOR_PASSWORD')
    const half = { TAMARU_OPERATOR_LOGIN: 'boss@market.example' }
    expect(await refusal(half)).toContain('TAMARU_OPERATOR_PASSWORD')
  })

  test('with the secret of every sandbox', async () => {
    const known = { TAMARU_OPERATOR_PASSWORD: 'tamaru-sandbox' }
    const login = { TAMARU_OPERATOR_LOGIN: 'boss@market.example' }
    expect(await refusal({ ...login, ...known })).toContain('choose others')
  })

  test('with an account that every sandbox has', async () => {
    await db.pool.query(
      `insert into person (login, name, role, password, created_at)
        values ('operator@tamaru.test', 'x', 'operator', 'x', now())`,
    )
    onTestFinished(async () => void (await db.owner.query('delete from person')))
    expect(await refusal()).toContain('operator@tamaru.test is an account of the sandbox')
  })

  test('with an adjustable clock', async () => {
    const moved = await inProcess(['clock', 'advance', '1h', '--json'], OWN)
    expect(moved.code).toBe(0)
    onTestFinished(async () => void (await db.owner.query('delete from sandbox_clock')))
    expect(await refusal()).toContain('adjustable clock')
  })

  test('but not without a reason: then it serves, and knows its first operator', async () => {
    const env = { ...OWN, TAMARU_MODE: 'production', TAMARU_LOG: 'silent' }
    const first = { TAMARU_OPERATOR_LOGIN: 'boss@market.example' }
    const secret = { TAMARU_OPERATOR_PASSWORD: 'a long and secret one' }
    onTestFinished(async () => void (await db.owner.query('truncate person cascade')))
    for (const more of [{ ...first, ...secret }, {}]) {
      const server = start(['start', '--port', '0', '--json'], { ...env, ...more })
      const { url, logins } = await announced(server)
      expect(logins).toEqual([])
      expect((await fetch(`${url}/health/ready`)).status).toBe(200)
      server.child.kill('SIGTERM')
      expect(await server.ended).toMatchObject({ code: 0, stderr: '' })
    }
    const { rows } = await db.pool.query('select login, role from person')
    expect(rows).toEqual([{ login: 'boss@market.example', role: 'operator' }])
  })

  test('and told to stop while its jobs wait for a connection, it stops', async () => {
    const env = { ...OWN, TAMARU_MODE: 'production', TAMARU_LOG: 'silent' }
    const first = { TAMARU_OPERATOR_LOGIN: 'boss@market.example' }
    const secret = { TAMARU_OPERATOR_PASSWORD: 'a long and secret one' }
    onTestFinished(async () => void (await db.owner.query('truncate person cascade')))
    const server = start(['start', '--port', '0', '--json'], { ...env, ...first, ...secret })
    onTestFinished(() => void server.child.kill('SIGKILL'))
    await announced(server)
    const holder = await db.owner.connect()
    await holder.query('begin; lock table jobs.job in access exclusive mode')
    // Each of its queues is looked into every two seconds, over two connections for all of them.
    await sleep(2_500)
    server.child.kill('SIGTERM')
    await sleep(500)
    await holder.query('rollback')
    holder.release()
    expect(await server.ended).toMatchObject({ code: 0, stderr: '' })
  })

  test('in a mode that is none', async () => {
    expect(await failure(['start'], { ...OWN, TAMARU_MODE: 'staging' }, 64)).toContain('staging')
  })
})
