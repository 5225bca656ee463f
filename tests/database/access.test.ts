import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/database/access.ts'
import { connect } from '../../src/database/connect.ts'
import { Problem } from '../../src/database/problems.ts'
import { testDatabase } from '../kit/database.ts'

const db = await testDatabase()

function changed(url: string, change: (address: URL) => void): string {
  const address = new URL(url)
  change(address)
  return address.href
}

async function problem(env: Record<string, string>): Promise<Problem> {
  const outcome = await openDatabase(env).catch((error) => error)
  expect(outcome).toBeInstanceOf(Problem)
  expect(outcome.message).not.toContain('\n')
  return outcome
}

test('with one address, the application and the migrations use it', async () => {
  const access = await openDatabase({ DATABASE_URL: db.url })
  expect(access).toMatchObject({ url: db.url, ownerUrl: db.url })
  expect(access.embedded).toBeUndefined()
  await access.close()
})

test('the owner may have an address of its own', async () => {
  const env = { DATABASE_URL: db.url, TAMARU_MIGRATION_URL: db.ownerUrl }
  expect(await openDatabase(env)).toMatchObject({ url: db.url, ownerUrl: db.ownerUrl })
})

test.each([
  ['nobody listens', (a: URL) => (a.port = '1'), 'database-unreachable', 69],
  ['no such host', (a: URL) => (a.hostname = 'nowhere.invalid'), 'database-unreachable', 69],
  ['wrong password', (a: URL) => (a.password = 'guess'), 'database-auth-failed', 77],
  ['no password', (a: URL) => (a.password = ''), 'database-auth-failed', 77],
  ['no such user', (a: URL) => (a.username = 'nobody'), 'database-auth-failed', 77],
  ['no such database', (a: URL) => (a.pathname = 'nothing'), 'database-missing', 78],
])('%s', async (_, change, code, exitCode) => {
  expect(await problem({ DATABASE_URL: changed(db.url, change) })).toMatchObject({ code, exitCode })
})

test.each(['localhost:5432', 'postgres://[', 'mysql://a@b/c'])(
  'not an address: %s',
  async (url) => {
    expect(await problem({ DATABASE_URL: url })).toMatchObject({ code: 'database-address-invalid' })
  },
)

test('something that listens but is no PostgreSQL', async () => {
  const silent = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    silent.close()
  })
  const { port } = silent.address() as { port: number }
  const failure = await openDatabase({ DATABASE_URL: `postgres://a:b@127.0.0.1:${port}/c` }).catch(
    (error) => error,
  )
  expect(failure).toBeInstanceOf(Problem)
})

test('PostgreSQL 14 is too old', async () => {
  // No such server is at hand, so this one is made to claim the number, to one role only.
  const role = `old_${randomBytes(4).toString('hex')}`
  const admin = connect(db.adminUrl, { max: 1 })
  onTestFinished(async () => {
    await admin.query(`drop schema ${role} cascade; drop role ${role}`)
    await admin.end()
  })
  await admin.query(`
    create role ${role} login password 'x';
    create schema ${role};
    grant usage on schema ${role} to ${role};
    create function ${role}.current_setting(text) returns text
      language sql return case $1 when 'server_version_num' then '140012' end;
    alter role ${role} set search_path = ${role}, pg_catalog`)
  const url = changed(db.url, (address) => {
    address.username = role
    address.password = 'x'
  })
  const failure = await problem({ DATABASE_URL: url })
  expect(failure).toMatchObject({ code: 'database-too-old', exitCode: 78 })
  expect(failure.message).toContain('PostgreSQL 14')
})
