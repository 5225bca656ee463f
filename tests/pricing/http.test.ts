import { expect, test } from 'vitest'
import { call, testWorld } from '../http/kit.ts'
import { settled } from './kit.ts'

const { app, engine, tokens } = await testWorld()
const as = (token: string, key?: string) => ({ token, ...(key === undefined ? {} : { key }) })
const rule = (sku: string) => `/v1/sellers/tea-house/pricing-rules/${encodeURIComponent(sku)}`
const RULE = { target: 'lowest', step: { by: 'amount', yen: 1 }, floor: 500, ceiling: 3_000 }

test('a rule is put, works, is paused and undone over HTTP, once for each key', async () => {
  const { teaHouse, bookHouse, operator } = tokens
  const listing = { asin: 'B07TEA0001', price: 900, shipping: 0 }
  await call(app, 'PUT', '/v1/sellers/book-house/listings/T%2F1', listing, as(bookHouse))
  const simulated = await call(app, 'POST', `${rule('TEA')}/simulate`, RULE, as(teaHouse))
  expect(simulated).toMatchObject({ status: 200, body: { moves: [], changes: 0 } })

  const put = { ...RULE, enabled: true }
  const first = await call(app, 'PUT', rule('TEA'), put, as(teaHouse, 'once'))
  const again = await call(app, 'PUT', rule('TEA'), put, as(teaHouse, 'once'))
  expect(first).toMatchObject({ status: 200, body: { sku: 'TEA', enabled: true, version: 1 } })
  expect(again.body).toEqual(first.body)
  expect(again.headers['idempotent-replayed']).toBe('true')
  await settled(engine)

  // 621 + 340 − 62 = 899: a yen below the 900 of the other.
  const shown = await call(
    app,
    'GET',
    '/v1/sellers/tea-house/listings/TEA',
    undefined,
    as(teaHouse),
  )
  expect(shown.body).toMatchObject({ price: 621, version: 2 })
  const history = await call(app, 'GET', `${rule('TEA')}/history?limit=1`, undefined, as(teaHouse))
  expect(history.body).toMatchObject({
    items: [{ what: 'changed', because: 'beats_competitor', priceBefore: 1_000, price: 621 }],
    next: expect.any(String),
  })
  const older = await call(
    ...([app, 'GET', `${rule('TEA')}/history?cursor=${history.body.next}`, undefined] as const),
    as(teaHouse),
  )
  expect(older.body.items).toMatchObject([{ what: 'set', because: 'rule_set' }])

  const expected = '/v1/sellers/tea-house/listings/TEA/expected-price'
  expect((await call(app, 'GET', expected, undefined, as(teaHouse))).body).toMatchObject({
    ...{ status: 'VALID_FOEP', price: 621, points: 62 },
  })
  const undone = await call(app, 'POST', `${rule('TEA')}/undo`, undefined, as(operator))
  expect(undone).toMatchObject({ status: 200, body: { price: 1_000, effectivePoints: 100 } })
  const list = await call(
    ...([app, 'GET', '/v1/sellers/tea-house/pricing-rules?enabled=false', undefined] as const),
    as(teaHouse),
  )
  expect(list.body).toMatchObject({ items: [{ sku: 'TEA', enabled: false }], next: null })
  const resumed = await call(app, 'POST', `${rule('TEA')}/resume`, undefined, as(teaHouse))
  expect(resumed.body).toMatchObject({ enabled: true, wakeAt: expect.any(String) })
  const shares = '/v1/sellers/book-house/featured-shares?from=2020-01-01T00:00:00%2B09:00'
  expect(await call(app, 'GET', shares, undefined, as(bookHouse))).toMatchObject({ status: 200 })
  const removed = await call(app, 'DELETE', rule('TEA'), undefined, as(teaHouse))
  expect(removed).toMatchObject({ status: 200, body: { sku: 'TEA' } })
  expect(await call(app, 'GET', rule('TEA'), undefined, as(teaHouse))).toMatchObject({
    ...{ status: 404, body: { code: 'pricing_rule_not_found' } },
  })
})

test('what does not fit is said by field, and another’s rules are nobody’s business', async () => {
  const { teaHouse, bookHouse } = tokens
  const put = (body: object) => call(app, 'PUT', rule('TEA'), body, as(teaHouse))
  expect(await put({ ...RULE, enabled: true, extra: 1 })).toMatchObject({ status: 400 })
  expect(await put({ ...RULE, enabled: true, step: { by: 'amount' } })).toMatchObject({
    status: 400,
  })
  expect(await put({ ...RULE, enabled: true, ceiling: 1 })).toMatchObject({
    ...{ status: 422, body: { code: 'pricing_range_empty' } },
  })
  const other = await call(app, 'PUT', rule('TEA'), { ...RULE, enabled: true }, as(bookHouse))
  expect(other).toMatchObject({ status: 403 })
})
