import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { furnish } from '../catalog/kit.ts'
import { inProcess, start } from '../cli/tamaru.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'
import { offer } from '../pricing/kit.ts'
import { receiver } from './kit.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())
const env = { DATABASE_URL: db.url, TAMARU_MIGRATION_URL: db.ownerUrl }

beforeAll(async () => {
  await furnish(engine, ['a'], 1)
  await offer(engine, 'a', { sku: 'A', price: 1_000, points: { by: 'percentage', bps: 1_000 } })
  await relayAll(engine)
})

test('listen forwards what trigger makes happen, signed with the secret it shows', async () => {
  const hook = await receiver()
  const args = ['listen', '--forward-to', hook.url, '--seller', 'a', '--count', '2']
  const listening = start(args, env)
  await expect.poll(() => listening.output.stderr, { timeout: 15_000 }).toMatch(/whsec_\S+/)
  const done = await inProcess(['trigger', 'POINTS_RESET', '--seller', 'a', '--json'], env)
  expect(JSON.parse(done.stdout)).toEqual({
    ...{ type: 'POINTS_RESET', sku: 'A', did: 'price_set_alone' },
  })
  while ((await relayAll(engine)) > 0);
  const { code, stdout, stderr } = await listening.ended
  expect(code).toBe(0)
  expect(hook.received).toHaveLength(2)
  expect(stdout.trim().split('\n')).toEqual([
    expect.stringContaining('listing.changed'),
    expect.stringContaining('listing.points_reset'),
  ])
  const secret = /whsec_\S+/.exec(stderr)?.[0] ?? ''
  for (const { headers, body } of hook.received) {
    const [, t = '', v1 = ''] = /^t=(\d+),v1=(\w+)$/.exec(String(headers['tamaru-signature'])) ?? []
    expect(createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')).toBe(v1)
  }
}, 30_000)
