import { expect, test } from 'vitest'
import { after, DAY, HOUR } from '../../src/rules/time/instant.ts'
import { call, testWorld } from '../http/kit.ts'
import { START } from '../kit/engine.ts'

const { app, engine, tokens } = await testWorld()

const as =
  (token: string) =>
  async (method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body?: object) => {
    const answer = await call(app, method, url, body, { token })
    expect(answer.status, answer.raw).toBeLessThan(300)
    return answer.body
  }
const shop = as(tokens.teaHouse)
const rival = as(tokens.bookHouse)
const market = as(tokens.operator)
let orders = 0

/** Sells and ships units of TEA, at a moment. */
async function sell(days: number, quantity: number): Promise<string> {
  engine.clock.set(after(START, days * DAY))
  orders += 1
  const reference = `r-${orders}`
  const lines = [{ seller: 'tea-house', sku: 'TEA', quantity }]
  await market('POST', '/v1/orders', { buyer: 'hanako', reference, lines })
  await shop('POST', `/v1/orders/${reference}/shipments`, {})
  return reference
}

test('points are set against what came with them, before and after they changed', async () => {
  const tea = '/v1/sellers/tea-house/listings/TEA'
  await shop('PATCH', tea, { price: 1_000, shipping: 0, points: { by: 'none' } })
  // A rival is ten yen cheaper, until points make ours the cheaper one.
  const offer = { asin: 'B07TEA0001', price: 990, shipping: 0 }
  await rival('PUT', '/v1/sellers/book-house/listings/TEA-B', offer)
  await sell(1, 1)
  engine.clock.set(after(START, 10 * DAY))
  await shop('PATCH', tea, { price: 1_000, points: { by: 'percentage', bps: 500 } })
  await sell(11, 2)
  const back = await sell(12, 1)
  await shop('POST', `/v1/orders/${back}/refunds`, {})
  engine.clock.set(after(START, 20 * DAY + 30 * 60_000))

  const { items } = await shop('GET', '/v1/sellers/tea-house/points-returns?days=60')
  expect(items).toHaveLength(1)
  const [{ change, ...all }] = items
  // Of 150 points granted, 50 came back; the fee is 15 % of what is left.
  const fees = 150 + 0.15 * 1_900
  expect(all).toMatchObject({
    ...{ sku: 'TEA', titleJa: '商品TEA', units: 4, sales: 4_000, pointsCost: 100 },
    ...{ refunds: 1_000, fees, proceeds: 4_000 - 1_000 - 100 - fees },
  })
  expect(change).toMatchObject({ before: 0, after: 50, reason: 'changed' })
  expect(change.days).toBeCloseTo(10, 1)
  expect(change.sales.before).toMatchObject({ units: 1, pointsCost: 0, proceeds: 850 })
  expect(change.sales.after).toMatchObject({ units: 3, pointsCost: 100 })
  // It was featured from the change on, and the rival before it.
  expect(change.sales.before.featuredBps).toBe(0)
  expect(change.sales.after.featuredBps).toBe(10_000)
  expect(all.featuredBps).toBeGreaterThan(4_900)
  expect(all.featuredBps).toBeLessThan(5_100)
  const other = await rival('GET', '/v1/sellers/book-house/points-returns')
  expect(other.items).toEqual([])
})

test('sales by day are those of the ledger', async () => {
  const { items } = await shop('GET', '/v1/sellers/tea-house/sales?days=30')
  expect(items.map(({ at, units }: { at: string; units: number }) => [at, units])).toEqual([
    ['2020-06-02T00:00:00+09:00', 1],
    ['2020-06-12T00:00:00+09:00', 2],
    ['2020-06-13T00:00:00+09:00', 1],
  ])
  const open = await shop('GET', '/v1/sellers/tea-house/ledger')
  const proceeds = items.reduce((sum: number, day: { proceeds: number }) => sum + day.proceeds, 0)
  expect(open.items.at(-1).balance).toBe(proceeds)
})

test('what an app asked is there to be looked at, and nobody else’s', async () => {
  engine.clock.set(after(engine.clock.now(), HOUR))
  const key = 'look-at-me'
  const path = '/v1/sellers/tea-house/listings/TEA'
  const body = { price: 10 }
  await call(app, 'PATCH', path, { ...body, nothing: 1 }, { token: tokens.teaHouse, key })
  const { items } = await shop('GET', '/v1/sellers/tea-house/app-requests?limit=1')
  expect(items).toMatchObject([
    {
      method: 'PATCH',
      path,
      status: 400,
      code: 'validation',
      key,
      appName: 'test',
      provider: null,
    },
  ])
  expect(items[0].body).toEqual({ ...body, nothing: 1 })
  const failed = await shop('GET', '/v1/sellers/tea-house/app-requests?failed=true')
  expect(failed.items.every(({ status }: { status: number }) => status >= 400)).toBe(true)
  const one = await shop('GET', `/v1/sellers/tea-house/app-requests?app=${items[0].app}&limit=200`)
  expect(one.items.length).toBeGreaterThan(5)
  // A bank account's number is nowhere in it, and neither are the requests of others.
  const account = {
    ...{ bank: '9900', bankName: 'ユウチヨ', branch: '008', branchName: 'ゼロハチ' },
    ...{ kind: 'ordinary', number: '7654321', holder: 'チヤノイエ' },
  }
  await shop('PUT', '/v1/sellers/tea-house/bank-account', account)
  const raw = JSON.stringify(await shop('GET', '/v1/sellers/tea-house/app-requests?limit=200'))
  expect(raw).toContain('bank-account')
  expect(raw).not.toContain('7654321')
  expect(raw).not.toContain('book-house')
  const foreign = await call(app, 'GET', '/v1/sellers/tea-house/app-requests', undefined, {
    token: tokens.bookHouse,
  })
  expect(foreign.status).toBe(403)
})
