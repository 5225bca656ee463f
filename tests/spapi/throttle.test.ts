import { expect, test } from 'vitest'
import { Buckets } from '../../src/http/spapi/buckets.ts'
import { after } from '../../src/rules/time/instant.ts'
import { START } from '../kit/engine.ts'
import { accessToken, appFor, callOperation, toolWorld } from './kit.ts'

const world = await toolWorld({ toolRates: 'documented' })

test('a bucket gives its burst at once, then its rate, and never more than its burst', () => {
  const buckets = new Buckets()
  const take = (seconds: number) => buckets.take('key', 0.5, 3, after(START, seconds * 1_000))
  expect([take(0), take(0), take(0), take(0)]).toEqual([true, true, true, false])
  expect([take(1), take(2), take(2)]).toEqual([false, true, false])
  expect([take(900), take(900), take(900), take(900)]).toEqual([true, true, true, false])
  expect(buckets.take('other', 0.5, 3, START)).toBe(true)
})

test('an app that asks too often is told so, others of the same seller are not', async () => {
  const ask = (token = world.token) =>
    callOperation(world, 'getMarketplaceParticipations', { token })
  for (let n = 0; n < 15; n++) expect((await ask()).status).toBe(200)
  const { status, json, headers } = await ask()
  expect(status).toBe(429)
  expect(json.errors[0].code).toBe('QuotaExceeded')
  expect(headers['x-amzn-ratelimit-limit']).toBe('0.016')
  const other = await appFor(world.engine, 'tea-house', { provider: 'patient-tool' })
  const token = await accessToken(world, other)
  expect((await ask(token)).status).toBe(200)
  world.machine.set(after(START, 63_000))
  expect((await ask()).status).toBe(200)
  expect((await ask()).status).toBe(429)
})
