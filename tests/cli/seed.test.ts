import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { testDatabase } from '../kit/database.ts'
import { killHard } from '../kit/processes.ts'
import { inProcess, start } from './tamaru.ts'

const db = await testDatabase()
const ENV = { DATABASE_URL: db.url, TAMARU_MIGRATION_URL: db.ownerUrl }

const seed = async () => {
  const { code, stdout, stderr } = await inProcess(['seed', '--json'], ENV)
  return { code, stderr, counts: stdout === '' ? undefined : JSON.parse(stdout) }
}

const placed = async () =>
  (await db.pool.query(`select count(*) as orders from orders`)).rows[0].orders as number

test('killed in the middle, a seed goes on to the same market', async () => {
  const first = start(['seed'], ENV)
  while ((await placed()) < 60) await sleep(5)
  await killHard(first.child.pid ?? 0)
  expect(await placed()).toBeLessThan(393)
  expect(await seed()).toEqual({
    ...{ code: 0, stderr: '' },
    counts: { seeded: true, sellers: 12, products: 315, listings: 873, buyers: 50, orders: 393 },
  })
  const verified = await inProcess(['verify', '--json'], ENV)
  expect(JSON.parse(verified.stdout)).toMatchObject({ verify: 'clean' })
  // More, had anything been done twice; fewer, had it been left out.
  const { rows } = await db.pool.query('select caller, count(*) from journal group by 1 order by 1')
  expect(rows.find(({ caller }) => caller === 'seed')).toEqual({ caller: 'seed', count: 1_201 })
})

test('production is never seeded', async () => {
  const env = { ...ENV, TAMARU_MODE: 'production' }
  await db.owner.query('delete from sandbox_clock')
  const { code, stderr } = await inProcess(['seed'], env)
  expect(code).toBe(78)
  expect(stderr).toContain('only a sandbox is seeded')
})

test('a database with something else in it is left alone', async () => {
  await db.owner.query(`delete from request where caller = 'seed'`)
  const { code, stderr } = await seed()
  expect(code).toBe(73)
  expect(stderr).toContain('data of another kind')
  expect(await placed()).toBe(393)
})
