import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { call, newKey, UNLIMITED } from '../http/kit.ts'
import { callOperation, JAPAN, type ToolWorld, toolWorld } from './kit.ts'

let world: ToolWorld

beforeAll(async () => {
  world = await toolWorld({ toolRates: 'documented' })
})

const sandbox = (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  body?: object,
  key = newKey(),
) => call(world.app, method, `/v1/sandbox/${url}`, body, { token: world.tokens.operator, key })

describe('orders happen on demand', () => {
  test('an order with everything that it needs, once for a key', async () => {
    const ask = { seller: 'tea-house', sku: 'TEA', payment: 'cod', redeem: 40, reference: 'x-1' }
    const key = newKey()
    const made = await sandbox('POST', 'orders', ask, key)
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    expect(made.body).toMatchObject({ order: 'x-1', total: 1_340, promised: 100 })
    expect(made.body.orderId).toMatch(/^249-\d{7}-\d{7}$/)
    expect((await sandbox('POST', 'orders', ask, key)).body).toEqual(made.body)
    await relayAll(world.engine)
    const { json } = await callOperation(world, 'getOrder@v0', {
      path: { orderId: made.body.orderId },
    })
    expect(json.payload).toMatchObject({
      OrderTotal: { Amount: '1340' },
      ShippingAddress: { StateOrRegion: '東京都' },
    })
  })

  test.each([
    ['shipment', 'Shipped'],
    ['cancellation', 'Canceled'],
  ])('%s, by the id that tools know', async (what, status) => {
    const { orderId } = (await sandbox('POST', 'orders', { seller: 'tea-house', sku: 'TEA' })).body
    expect((await sandbox('POST', `orders/${orderId}/happenings`, { what })).status).toBe(201)
    const { json } = await callOperation(world, 'getOrder@v0', { path: { orderId } })
    expect(json.payload.OrderStatus).toBe(status)
  })

  test.each([
    ['guarantee_claim', 'GuaranteeClaimEventList'],
    ['chargeback', 'ChargebackEventList'],
  ])('delivery, and then a %s that Finances have by its name', async (what, list) => {
    const { orderId } = (await sandbox('POST', 'orders', { seller: 'tea-house', sku: 'TEA' })).body
    for (const next of ['shipment', 'delivery', what]) {
      const done = await sandbox('POST', `orders/${orderId}/happenings`, { what: next })
      expect(done.status, JSON.stringify(done.body)).toBe(201)
    }
    const path = { orderId }
    const { json } = await callOperation(world, 'listFinancialEventsByOrderId', { path })
    expect(json.payload.FinancialEvents[list]).toMatchObject([{ AmazonOrderId: orderId }])
    expect(json.payload.FinancialEvents.RefundEventList).toEqual([])
  })

  test('a return after the buyer spent the points, with the PointsFee shown', async () => {
    const { orderId } = (
      await sandbox('POST', 'orders', { seller: 'tea-house', sku: 'TEA', buyer: 'spender' })
    ).body
    await sandbox('POST', `orders/${orderId}/happenings`, { what: 'shipment' })
    const back = { what: 'return', spendPoints: true }
    const key = newKey()
    const done = await sandbox('POST', `orders/${orderId}/happenings`, back, key)
    expect(done.status, JSON.stringify(done.body)).toBe(201)
    expect((await sandbox('POST', `orders/${orderId}/happenings`, back, key)).status).toBe(201)
    await sandbox('PUT', 'switches', { pointsFee: true })
    await world.engine.pool.query('insert into sandbox_clock (ahead_ms) values (0)')
    const { json } = await callOperation(world, 'listFinancialEventsByOrderId', {
      path: { orderId },
    })
    const [item] = json.payload.FinancialEvents.RefundEventList[0].ShipmentItemAdjustmentList
    expect(item.ItemChargeAdjustmentList.at(-1)).toEqual({
      ChargeType: 'PointsFee',
      ChargeAmount: { CurrencyCode: 'JPY', CurrencyAmount: 100 },
    })
  })

  test('what the programme refuses is refused', async () => {
    const none = await sandbox('POST', 'orders', { seller: 'tea-house', sku: 'NONE' })
    expect([none.status, none.body.code]).toEqual([404, 'listing_not_found'])
    const never = await sandbox('POST', 'orders/nothing/happenings', { what: 'return' })
    expect([never.status, never.body.code]).toEqual([404, 'order_not_found'])
  })
})

describe('trouble happens on demand', () => {
  const ask = () =>
    callOperation(world, 'getMarketplaceParticipations', { modelled: false }).then(
      ({ status }) => status,
    )

  test('the next calls of an operation fail, in their order, and then no more', async () => {
    const operation = 'getMarketplaceParticipations'
    await sandbox('POST', 'failures', { operation, answer: '503', times: 2 })
    await sandbox('POST', 'failures', { operation, answer: '429', seller: 'tea-house' })
    await sandbox('POST', 'failures', { operation, answer: '500', seller: 'book-house' })
    expect([await ask(), await ask(), await ask(), await ask()]).toEqual([503, 503, 429, 200])
    const left = await sandbox('GET', 'failures')
    expect(left.body.items).toMatchObject([{ seller: 'book-house', remaining: 1 }])
    expect((await sandbox('DELETE', 'failures')).body).toEqual({ cleared: 1 })
    expect((await sandbox('GET', 'failures')).body.items).toEqual([])
  })

  test('an operation that is none can not fail', async () => {
    const wrong = await sandbox('POST', 'failures', { operation: 'getNothing', answer: '503' })
    expect(wrong.status).toBe(400)
  })

  test('throttled as documented, until that is switched off', async () => {
    const get = () =>
      callOperation(world, 'getReports', {
        query: { reportTypes: 'GET_FLAT_FILE_OPEN_LISTINGS_DATA', marketplaceIds: JAPAN },
      })
    const answers: number[] = []
    for (let n = 0; n < 12; n++) answers.push((await get()).status)
    expect(answers.filter((status) => status === 429)).toHaveLength(2)
    await sandbox('PUT', 'switches', { throttling: false })
    expect((await get()).status).toBe(200)
    expect((await sandbox('GET', 'switches')).body).toEqual({ throttling: false, pointsFee: true })
    await sandbox('PUT', 'switches', { throttling: true })
    expect((await get()).status).toBe(429)
  })

  test('a call that is never answered stays open, and ends with the server', async () => {
    await world.app.listen({ port: 0 })
    const address = world.app.server.address() as { port: number }
    const operation = 'getMarketplaceParticipations'
    await sandbox('POST', 'failures', { operation, answer: 'never' })
    const silent = fetch(`http://127.0.0.1:${address.port}/sellers/v1/marketplaceParticipations`, {
      headers: { 'x-amz-access-token': world.token },
      signal: AbortSignal.timeout(400),
    })
    await expect(silent).rejects.toThrow(/timeout|aborted/i)
    expect(await ask()).toBe(200)
    const sink = (answer: string) =>
      fetch(`http://127.0.0.1:${address.port}/sandbox/sinks/${answer}`, {
        ...{ method: 'POST', body: '{"notificationType":"ORDER_CHANGE"}' },
        signal: AbortSignal.timeout(400),
      }).then(({ status }) => status)
    expect([await sink('200'), await sink('503'), await sink('nothing')]).toEqual([200, 503, 404])
    await expect(sink('never')).rejects.toThrow(/timeout|aborted/i)
  })
})

test('a production has none of it', async () => {
  const production = await toolWorld({
    ...{ mode: 'production', https: true, limits: UNLIMITED, toolRates: 'documented' },
  })
  const refused = await call(
    production.app,
    'POST',
    '/v1/sandbox/orders',
    { seller: 'tea-house', sku: 'TEA' },
    { token: production.tokens.operator },
  )
  expect([refused.status, refused.body.code]).toEqual([403, 'sandbox_only'])
})

afterAll(() => world.app.server.closeAllConnections())
