import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listDeliveries } from '../../src/usecases/notifications/deliveries.ts'
import { NOTIFICATION_TYPES } from '../../src/usecases/notifications/types.ts'
import { furnish } from '../catalog/kit.ts'
import { inProcess, start } from '../cli/tamaru.ts'
import { startProcess } from '../jobs/kit.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'
import { offer } from '../pricing/kit.ts'
import { type Receiver, receiver } from './kit.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())
const env = { DATABASE_URL: db.url, TAMARU_MIGRATION_URL: db.ownerUrl }

beforeAll(async () => {
  await furnish(engine, ['a', 'b'], 2)
  const points = { by: 'percentage', bps: 1_000 } as const
  await offer(engine, 'a', { sku: 'A', price: 1_000, points })
  await offer(engine, 'b', { sku: 'B', price: 1_200 })
})

const PROGRAMME = ['POINTS_POLICY_CHANGE', 'POINTS_EXPIRING']
const typesOf = (hook: Receiver) =>
  hook.received.map(({ headers }) => String(headers['tamaru-notification-type']))

async function listening(url: string, ...args: readonly string[]) {
  const running = start(['listen', '--forward-to', url, ...args], env)
  await expect.poll(() => running.output.stderr, { timeout: 15_000 }).toMatch(/whsec_\S+/)
  return running
}

test('each of the nine types follows a real thing, and a program gets it as a webhook does', async () => {
  const hook = await receiver()
  // A destination that fails is asked again; so is the program that is listened for.
  hook.answer = 503
  const workers = await startProcess('workers', db.url)
  const seller = await listening(hook.url, '--seller', 'a')
  const operator = await listening(hook.url, '--types', PROGRAMME.join())
  for (const type of Object.keys(NOTIFICATION_TYPES)) {
    const whose = PROGRAMME.includes(type) ? [] : ['--seller', 'a']
    const done = await inProcess(['trigger', type, ...whose, '--json'], env)
    expect(JSON.parse(done.stdout)).toMatchObject({ type, did: expect.any(String) })
  }
  await expect.poll(() => hook.received.length, { timeout: 15_000 }).toBeGreaterThan(1)
  hook.answer = 200
  const wanted = Object.keys(NOTIFICATION_TYPES).toSorted()
  await expect
    .poll(() => [...new Set(typesOf(hook))].toSorted(), { timeout: 30_000 })
    .toEqual(wanted)
  const secrets = [seller, operator].map(({ output }) => /whsec_\S+/.exec(output.stderr)?.[0] ?? '')
  for (const { headers, body } of hook.received) {
    const [, t = '', v1 = ''] = /^t=(\d+),v1=(\w+)$/.exec(String(headers['tamaru-signature'])) ?? []
    const signed = secrets.map((secret) =>
      createHmac('sha256', secret).update(`${t}.${body}`).digest('hex'),
    )
    expect(signed).toContain(v1)
    const told = JSON.parse(body)
    const { NotificationId: id } = told.NotificationMetadata ?? { NotificationId: undefined }
    expect(headers['tamaru-notification-id']).toBe(id ?? told.notificationMetadata.notificationId)
  }
  for (const running of [seller, operator]) {
    running.child.kill('SIGINT')
    expect((await running.ended).code).toBe(0)
  }
  await workers.kill()
  const { rows } = await db.pool.query(
    `select count(*)::int as left from subscription where deleted_at is null`,
  )
  expect(rows).toEqual([{ left: 0 }])
  // The log of deliveries is of what somebody subscribed to.
  expect(await listDeliveries(engine, { seller: null })).toEqual([])
}, 90_000)

test('what a killed listener left is ended by the next one', async () => {
  const hook = await receiver()
  const killed = await listening(hook.url, '--seller', 'a')
  killed.child.kill('SIGKILL')
  await killed.ended
  const open = async () => {
    const { rows } = await db.pool.query(
      `select id from destination where kind = 'listener' and deleted_at is null`,
    )
    return rows.length
  }
  expect(await open()).toBe(1)
  const next = await listening(hook.url, '--types', 'POINTS_RESET')
  expect(await open()).toBe(1)
  next.child.kill('SIGINT')
  await next.ended
  expect(await open()).toBe(0)
}, 60_000)

test('what can not be listened to or triggered is said', async () => {
  const run = async (...args: string[]) => {
    const { code, stderr } = await inProcess([...args, '--json'], env)
    return [code, JSON.parse(stderr).problem ?? JSON.parse(stderr)]
  }
  expect((await run('listen', '--types', 'NO_TYPE'))[1]).toBe('usage-invalid')
  expect((await run('trigger', 'NO_TYPE'))[1]).toBe('usage-invalid')
  expect((await run('trigger', 'ORDER_CHANGE'))[1]).toBe('usage-invalid')
  expect((await run('trigger', 'ORDER_CHANGE', '--seller', 'nobody'))[1]).toBe('seller_not_found')
  const foreign = ['listen', '--types', 'ANY_OFFER_CHANGED']
  expect((await run(...foreign))[1]).toBe('notification_not_yours')
}, 30_000)
