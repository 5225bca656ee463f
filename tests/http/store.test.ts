import { expect, test } from 'vitest'
import { call, testWorld } from './kit.ts'

const world = await testWorld()
const { app, tokens } = world
const seller = { token: tokens.teaHouse }

test('a shelf shows each product with its featured offer', async () => {
  const { body } = await call(app, 'GET', '/v1/shelf?query=TEA')
  expect(body.items).toMatchObject([
    {
      asin: 'B07TEA0001',
      titleJa: '商品TEA',
      offers: 1,
      offer: { seller: 'tea-house', price: 1_000, points: 100, landed: 1_240, place: 'featured' },
    },
  ])
  const one = await call(app, 'GET', '/v1/shelf?limit=1')
  const two = await call(app, 'GET', `/v1/shelf?limit=1&cursor=${one.body.next}`)
  expect([one, two].map(({ body }) => body.items[0].asin)).toEqual(['B07BOOK001', 'B07TEA0001'])
  expect(two.body.next).toBeNull()
})

const line = (changes: object = {}) => ({
  ...{ seller: 'tea-house', sku: 'TEA', quantity: 1 },
  seen: { price: 1_000, shipping: 340, points: 100 },
  ...changes,
})
const check = (...lines: object[]) => call(app, 'POST', '/v1/cart-lines', { lines })

test('each line of a cart is judged by itself', async () => {
  const change = { price: 1_100, points: { by: 'percentage', bps: 1_000 }, stock: 3 }
  const changed = await call(app, 'PATCH', '/v1/sellers/tea-house/listings/TEA', change, seller)
  expect(changed.status).toBe(200)
  const { body } = await check(
    line(),
    line({ sku: 'GONE' }),
    line({ quantity: 4, seen: undefined }),
    line({ seller: 'book-house', sku: 'BOOK', seen: undefined }),
  )
  expect(body.items).toMatchObject([
    {
      product: { titleJa: '商品TEA' },
      offer: { price: 1_100, points: 110 },
      no: { code: 'offer_changed' },
    },
    { product: null, offer: null, no: { code: 'listing_not_found' } },
    { offer: { price: 1_100 }, no: { code: 'out_of_stock' } },
    { product: { titleJa: '商品BOOK' }, offer: { price: 2_000, points: 100 }, no: null },
  ])
})

test('the sentence of a line’s no is in the language that is asked for', async () => {
  const lines = [line({ sku: 'GONE' })]
  const ja = await call(app, 'POST', '/v1/cart-lines?lang=ja', { lines })
  expect(ja.body.items[0].no.sentence).toMatch(/[ぁ-ん]/)
})

test('an order names its products and sellers', async () => {
  const as = { token: tokens.hanako }
  const lines = [{ seller: 'book-house', sku: 'BOOK', quantity: 1 }]
  await call(app, 'POST', '/v1/orders', { buyer: 'hanako', reference: 'named', lines }, as)
  const { body } = await call(app, 'GET', '/v1/orders/named', undefined, as)
  expect(body.lines[0]).toMatchObject({ titleJa: '商品BOOK', titleEn: null, sellerName: '本の家' })
})

test('a session that ended leaves its owner free to look around and to log in again', async () => {
  const headers = { cookie: '__Host-tamaru=of-a-session-that-ended' }
  const look = await call(app, 'GET', '/v1/shelf', undefined, { headers })
  expect(look.status).toBe(200)
  const wrong = { login: 'nobody', password: 'whatever it is' }
  const login = await call(app, 'POST', '/v1/session', wrong, { headers, key: null })
  expect(login).toMatchObject({ status: 401, body: { code: 'login_failed' } })
  const orders = await call(app, 'GET', '/v1/orders', undefined, { headers })
  expect(orders).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
  // An app's token is never overlooked: it was sent on purpose.
  const app401 = await call(app, 'GET', '/v1/shelf', undefined, { token: 'unknown' })
  expect(app401.status).toBe(401)
})

test('everybody may know the time, and whether it is real', async () => {
  const { body } = await call(app, 'GET', '/v1/time')
  expect(body).toEqual({ now: '2020-06-01T00:00:00+09:00', sandbox: false })
})
