import { expect, test } from 'vitest'
import { call, newKey, testWorld } from './kit.ts'

const world = await testWorld()
const { app, tokens } = world

const purchase = (changes: object = {}) => ({
  buyer: 'hanako',
  lines: [{ seller: 'tea-house', sku: 'TEA', quantity: 1 }],
  redeem: 300,
  ...changes,
})

test('an order lives from purchase to refund over HTTP', async () => {
  const as = { token: tokens.hanako }
  const placed = await call(app, 'POST', '/v1/orders', purchase({ reference: 'life-1' }), as)
  expect(placed).toMatchObject({
    status: 201,
    body: { order: 'life-1', total: 1_340, redeemed: 300, cash: 1_040, promised: 100 },
  })
  const shop = { token: tokens.teaHouse }
  const shipped = await call(
    app,
    'POST',
    '/v1/orders/life-1/shipments',
    { carrier: 'Yamato' },
    shop,
  )
  expect(shipped).toMatchObject({
    status: 201,
    body: { units: [{ line: 1, quantity: 1, principal: 1_000, shipping: 340, granted: 100 }] },
  })
  const seen = await call(app, 'GET', '/v1/orders/life-1', undefined, shop)
  expect(seen.body).toMatchObject({ status: 'shipped', payment: 'prepaid' })
  const half = { lines: [{ line: 1, ask: { of: 'percentage', bps: 5_000 } }] }
  const preview = await call(app, 'POST', '/v1/orders/life-1/refund-previews', half, shop)
  const refund = await call(app, 'POST', '/v1/orders/life-1/refunds', half, shop)
  expect(preview.status).toBe(200)
  expect(refund).toMatchObject({ status: 201, body: { refunded: 500, pointsToSeller: 50 } })
  expect(refund.body).toEqual(preview.body)
})

test('the same key answers the same again; with another body it is refused', async () => {
  const as = { token: tokens.hanako, key: newKey() }
  const first = await call(app, 'POST', '/v1/orders', purchase({ redeem: 0 }), as)
  const again = await call(app, 'POST', '/v1/orders', purchase({ redeem: 0 }), as)
  expect(first.status).toBe(201)
  expect(again.body).toEqual(first.body)
  expect(again.headers['idempotent-replayed']).toBe('true')
  expect(first.headers['idempotent-replayed']).toBeUndefined()
  const other = await call(app, 'POST', '/v1/orders', purchase({ redeem: 1 }), as)
  expect(other).toMatchObject({ status: 409, body: { code: 'key_reused' } })
})

test('a write without a key, or with an unreadable one, is refused', async () => {
  const as = { token: tokens.hanako }
  const without = await call(app, 'POST', '/v1/orders', purchase(), { ...as, key: null })
  expect(without).toMatchObject({ status: 400, body: { code: 'idempotency_key_missing' } })
  for (const key of ['a b', 'é', 'x'.repeat(201)]) {
    const refused = await call(app, 'POST', '/v1/orders', purchase(), { ...as, key })
    expect(refused).toMatchObject({ status: 400, body: { code: 'idempotency_key_invalid' } })
  }
})

test('a refusal has its sentence in the language that is asked for', async () => {
  const ask = purchase({ redeem: 90_000 })
  const ja = { token: tokens.hanako, headers: { 'accept-language': 'ja,en;q=0.5' } }
  const refused = await call(app, 'POST', '/v1/orders', ask, ja)
  expect(refused).toMatchObject({
    status: 422,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    body: {
      code: 'redemption_above_total',
      total: 1_340,
      detail: 'この注文でポイント払いできるのは1340円までです。',
      type: '/docs#redemption_above_total',
    },
  })
  const en = await call(app, 'POST', '/v1/orders?lang=en', ask, ja)
  expect(en.body.detail).toBe('Points can pay for at most 1340 yen of this order.')
})
