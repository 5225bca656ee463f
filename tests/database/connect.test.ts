import { expect, onTestFinished, test } from 'vitest'
import { connect, transaction } from '../../src/database/connect.ts'
import { problemOf } from '../../src/database/problems.ts'
import { wireEndedAtLogin } from '../faults/proxy.ts'
import { testDatabase } from '../kit/database.ts'

const db = await testDatabase()

async function one(expression: string): Promise<unknown> {
  const { rows } = await db.pool.query(`select ${expression} as value`)
  return rows[0].value
}

test('bigint arrives as a number, also in arrays', async () => {
  expect(await one('9007199254740991::int8')).toBe(Number.MAX_SAFE_INTEGER)
  expect(await one('array[1, null, -3]::int8[]')).toEqual([1, null, -3])
  expect(await one("'{}'::int8[]")).toEqual([])
})

test('a bigint that a number cannot hold exactly is an error, not a wrong amount', async () => {
  await expect(one('9007199254740992::int8')).rejects.toThrow('out of the safe range')
})

test('timestamptz arrives as milliseconds since the epoch, whatever its offset', async () => {
  const ms = Date.UTC(2026, 2, 31, 15, 0, 0, 123)
  expect(await one("'2026-04-01 00:00:00.123+09'::timestamptz")).toBe(ms)
  expect(await one("array['2026-04-01 00:00:00.123456+09', null]::timestamptz[]")).toEqual([
    ms,
    null,
  ])
  expect(await one("'1969-12-31 23:59:59.999Z'::timestamptz")).toBe(-1)
})

test('date, timestamp and numeric stay text', async () => {
  expect(await one("'2026-04-01'::date")).toBe('2026-04-01')
  expect(await one("'2026-04-01 10:00'::timestamp")).toBe('2026-04-01 10:00:00')
  expect(await one('0.10::numeric')).toBe('0.10')
})

test('a transaction commits its result and undoes everything on a throw', async () => {
  await db.owner.query('create table kept (n int)')
  expect(await transaction(db.owner, async () => 'result')).toBe('result')
  await expect(
    transaction(db.owner, async (sql) => {
      await sql.query('insert into kept values (1)')
      throw new Error('changed my mind')
    }),
  ).rejects.toThrow('changed my mind')
  expect((await db.owner.query('select from kept')).rowCount).toBe(0)
})

test('a swallowed error cannot pass for a commit', async () => {
  await expect(
    transaction(db.owner, async (sql) => {
      await sql.query('select 1/0').catch(() => {})
    }),
  ).rejects.toThrow('had failed')
})

test('a server that ends a connection right after its login fails the work, not the process', async () => {
  const wire = await wireEndedAtLogin(db.url, (pid) =>
    db.pool.query('select pg_terminate_backend($1)', [pid]),
  )
  const pool = connect(wire.url, { name: 'ended', max: 1 })
  onTestFinished(async () => {
    await pool.end()
    await wire.close()
  })
  const failed = await transaction(pool, (sql) => sql.query('select 1')).catch(problemOf)
  expect(failed).toMatchObject({ code: 'database-interrupted', exitCode: 75 })
})

test('values of every kind reach the server as they are over a pipelined connection', async () => {
  const pool = connect(db.url, { max: 1, pipeline: true })
  onTestFinished(() => pool.end())
  const large = Buffer.alloc(2_000_000, '貯まる')
  const echoed = async (type: string, value: unknown) => {
    const { rows } = await pool.query(`select $1::${type} as value, $2::text as last`, [value, 'x'])
    expect(rows[0].last).toBe('x')
    return rows[0].value
  }
  // All at once, so that what is sent of one is not mixed with another's.
  const [echo, ...others] = await Promise.all([
    echoed('bytea', large),
    echoed('bytea', Buffer.alloc(0)),
    echoed('text', null),
    echoed('text', ''),
    echoed('text', 'ポイント 😀 "\\'),
    echoed('bigint', 9_007_199_254_740_991),
    echoed('bool', true),
    echoed('bigint[]', [1, null, 3]),
    echoed('json', { points: 100 }),
  ])
  expect(large.equals(echo)).toBe(true)
  expect(others).toEqual([
    Buffer.alloc(0),
    null,
    '',
    'ポイント 😀 "\\',
    9_007_199_254_740_991,
    true,
    [1, null, 3],
    { points: 100 },
  ])
  await expect(echoed('int', 'no number')).rejects.toThrow('invalid input syntax')
  const { rows } = await pool.query('select 1 as one')
  expect(rows).toEqual([{ one: 1 }])
})
