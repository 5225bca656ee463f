import { describe, expect, test } from 'vitest'
import { call, newKey, testWorld, tokenFor, UNLIMITED } from './kit.ts'

/** R8: one key is one request, however often and however fast it is sent. */

const world = await testWorld({ limits: UNLIMITED })
const { app, db, engine, tokens } = world
const line = { seller: 'tea-house', sku: 'TEA', quantity: 1 }

const count = async (table: string): Promise<number> =>
  (await db.pool.query(`select count(*) as n from ${table}`)).rows[0].n

describe('the same key fifty times at once', () => {
  test.each([
    ['an order', 'orders', '/v1/orders', { buyer: 'taro', lines: [line] }],
    ['a grant', 'journal', '/v1/buyers/taro/grants', { points: 5, reason: 'test' }],
    ['a seller', 'seller', '/v1/sellers', { reference: 'new', name: 'New', plan: 'individual' }],
    ['a token', 'access_token', '/v1/tokens', { name: 'x', role: 'operator', scopes: ['points'] }],
  ])('is %s once', async (_, table, path, body) => {
    const before = await count(table)
    const as = { token: tokens.operator, key: newKey() }
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => call(app, 'POST', path, body, as)),
    )
    expect(await count(table)).toBe(before + 1)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    const fresh = answers.filter(({ headers }) => !headers['idempotent-replayed'])
    expect(fresh).toHaveLength(1)
    const { secret: _secret, ...shown } = fresh[0]?.body ?? {}
    for (const answer of answers) expect(answer.body).toMatchObject(shown)
    const other = await call(app, 'POST', path, { ...body, ...OTHER[path] }, as)
    expect(other).toMatchObject({ status: 409, body: { code: 'key_reused' } })
    expect(await count(table)).toBe(before + 1)
  })

  const OTHER: Readonly<Record<string, object>> = {
    '/v1/orders': { redeem: 1 },
    '/v1/buyers/taro/grants': { points: 6 },
    '/v1/sellers': { name: 'Other' },
    '/v1/tokens': { name: 'y' },
  }
})

test('a key is its caller’s own', async () => {
  const key = newKey()
  const order = (buyer: string) => ({ buyer, lines: [line] })
  const one = await call(app, 'POST', '/v1/orders', order('taro'), { token: tokens.taro, key })
  const two = await call(app, 'POST', '/v1/orders', order('hanako'), { token: tokens.hanako, key })
  expect([one.status, two.status]).toEqual([201, 201])
  expect(two.headers['idempotent-replayed']).toBeUndefined()
  expect(one.body.order).not.toBe(two.body.order)
})

test('a key names the path and the version seen, too', async () => {
  const as = { token: tokens.teaHouse, key: newKey() }
  const path = '/v1/sellers/tea-house/listings'
  const put = { asin: 'B07TEA0001', price: 500 }
  expect((await call(app, 'PUT', `${path}/A`, put, as)).status).toBe(200)
  expect((await call(app, 'PUT', `${path}/B`, put, as)).body.code).toBe('key_reused')
  const match = { ...as, headers: { 'if-match': '"1"' } }
  expect((await call(app, 'PUT', `${path}/A`, put, match)).body.code).toBe('key_reused')
})

test('a refused request leaves its key free', async () => {
  const as = { token: tokens.taro, key: newKey() }
  const much = { buyer: 'taro', lines: [line], redeem: 900 }
  const refused = await call(app, 'POST', '/v1/orders', much, as)
  expect(refused).toMatchObject({ status: 409, body: { code: 'balance_too_low' } })
  expect((await call(app, 'POST', '/v1/orders', { ...much, redeem: 0 }, as)).status).toBe(201)
})

test('two changes of what both have seen: one wins, the other is told what is there now', async () => {
  const path = '/v1/sellers/tea-house/listings/TEA'
  const { headers } = await call(app, 'GET', path, undefined, { token: tokens.teaHouse })
  const change = (price: number) =>
    call(
      app,
      'PATCH',
      path,
      { price, points: { by: 'percentage', bps: 1_000 } },
      {
        token: tokens.teaHouse,
        headers: { 'if-match': String(headers.etag) },
      },
    )
  const [one, two] = await Promise.all([change(1_100), change(1_200)])
  expect([one.status, two.status].sort()).toEqual([200, 409])
  const [won, lost] = one.status === 200 ? [one, two] : [two, one]
  expect(lost.body).toMatchObject({ code: 'listing_changed', price: won.body.price })
  expect(won.headers.etag).not.toBe(headers.etag)
})

test('an app of the operator may place orders for any buyer, a buyer only for itself', async () => {
  const order = { buyer: 'hanako', lines: [line] }
  const mine = await call(app, 'POST', '/v1/orders', order, { token: tokens.taro })
  expect(mine).toMatchObject({ status: 403, body: { code: 'not_yours' } })
  const poor = await tokenFor(engine, { role: 'operator' }, { scopes: ['points'] })
  expect((await call(app, 'POST', '/v1/orders', order, { token: poor })).status).toBe(403)
})
