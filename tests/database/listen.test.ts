import pg from 'pg'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { openListener } from '../../src/database/listen.ts'
import { faultyWire } from '../faults/proxy.ts'
import { testDatabase } from '../kit/database.ts'

const db = await testDatabase()
const one = await openListener(db.url)
const others = [await openListener(db.url), await openListener(db.url)]
afterAll(() => Promise.all([one, ...others].map((listener) => listener.close())))

test('who has called the roll knows that all have heard what was notified before', async () => {
  const heard = others.map(() => 0)
  for (const [index, listener] of others.entries()) {
    await listener.on('news', () => {
      heard[index] = (heard[index] as number) + 1
    })
  }
  for (let n = 1; n <= 50; n++) {
    await db.pool.query("select pg_notify('news', $1)", [String(n)])
    expect(await one.heardByAll()).toBe(true)
    expect(heard).toEqual([n, n])
  }
})

test('rolls may be called at once, by everybody', async () => {
  const calls = [one, ...others].flatMap((listener) =>
    Array.from({ length: 20 }, () => listener.heardByAll()),
  )
  expect(new Set(await Promise.all(calls))).toEqual(new Set([true]))
})

test('somebody who does not answer is waited for a second, and no longer', async () => {
  const silent = new pg.Client({ connectionString: db.url, application_name: 'tamaru listen' })
  await silent.connect()
  onTestFinished(() => silent.end())
  const waited = await Promise.race([
    one.heardByAll(),
    new Promise((resolve) => setTimeout(resolve, 10_000, 'too long')),
  ])
  expect(waited).toBe(false)
  await silent.end()
  expect(await one.heardByAll()).toBe(true)
})

test('after a lost connection the roll is called and answered again', async () => {
  const again = new Promise<void>((resolve) => {
    void others[0]?.on('return', () => resolve())
  })
  await db.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'tamaru listen' and datname = current_database()`,
  )
  await again
  await expect.poll(() => one.heardByAll(), { timeout: 10_000 }).toBe(true)
})

test.each(['lost', 'unanswered'] as const)(
  'a channel whose listening is %s on the way is listened to',
  async (fate) => {
    let asked = 0
    const wire = await faultyWire(db.url, (_, text) => {
      if (text !== 'listen broken') return 'pass'
      asked += 1
      return asked === 1 ? fate : 'pass'
    })
    const listener = await openListener(wire.url)
    onTestFinished(async () => {
      await listener.close()
      await wire.close()
    })
    const heard: string[] = []
    await listener.on('broken', (message) => heard.push(message))
    expect(asked).toBeGreaterThan(1)
    await db.pool.query("select pg_notify('broken', 'news')")
    await expect.poll(() => heard).toContain('news')
  },
)
