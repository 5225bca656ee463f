import { describe, expect, test } from 'vitest'
import { DAY, formatTokyo, HOUR, instantOf } from '../../src/rules/time/instant.ts'
import { START } from '../kit/engine.ts'
import { call, testWorld, UNLIMITED } from './kit.ts'

const { app, engine, tokens } = await testWorld({ limits: UNLIMITED })
const shop = { token: tokens.teaHouse }

interface Listed {
  readonly items: readonly { readonly order: string }[]
  readonly next: string | null
}

/** The order numbers of a list, read to its end in pages. */
async function found(query: Record<string, string>, { token = tokens.teaHouse, limit = '2' } = {}) {
  const orders: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const search: string = new URLSearchParams({
      ...{ ...query, limit },
      ...(cursor ? { cursor } : {}),
    }).toString()
    const answer = await call(app, 'GET', `/v1/orders?${search}`, undefined, { token })
    expect(answer.status).toBe(200)
    const { items, next } = answer.body as Listed
    orders.push(...items.map(({ order }) => order))
    cursor = next
  }
  return orders
}

/** Day n has the orders n-prepaid and n-cod, an hour apart. */
const DAYS = 5
const at = (day: number) => START + day * DAY
for (let day = 0; day < DAYS; day++) {
  for (const payment of ['prepaid', 'cod'] as const) {
    const lines = [
      { seller: 'tea-house', sku: 'TEA', quantity: 1 },
      { seller: 'book-house', sku: 'BOOK', quantity: 1 },
    ]
    const body = { buyer: 'hanako', reference: `${day}-${payment}`, payment, lines, redeem: 30 }
    const placed = await call(app, 'POST', '/v1/orders', body, { token: tokens.hanako })
    if (placed.status !== 201) throw new Error(placed.raw)
    engine.clock.set(instantOf(at(day) + (payment === 'prepaid' ? HOUR : DAY)))
  }
}
const moment = (day: number) => formatTokyo(instantOf(at(day)))

describe('a seller finds its orders', () => {
  test('all of them, newest first, a page at a time', async () => {
    const all = Array.from({ length: DAYS }, (_, n) => [`${n}-prepaid`, `${n}-cod`]).flat()
    expect(await found({})).toEqual(all.toReversed())
    expect(await found({}, { limit: '3' })).toEqual(all.toReversed())
    expect(await found({}, { token: tokens.hanako })).toEqual(all.toReversed())
    expect(await found({}, { token: tokens.operator })).toEqual(all.toReversed())
  })

  test('of a stretch of time, its end not included', async () => {
    const days = { placedFrom: moment(1), placedBefore: moment(3) }
    const both = ['2-cod', '2-prepaid', '1-cod', '1-prepaid']
    expect(await found(days)).toEqual(both)
    expect(await found(days, { token: tokens.hanako })).toEqual(both)
    expect(await found(days, { token: tokens.operator })).toEqual(both)
    expect(await found({ placedBefore: moment(0) })).toEqual([])
    expect(await found({ placedFrom: moment(4) })).toEqual(['4-cod', '4-prepaid'])
  })

  test('by how they are paid, with a status and a time', async () => {
    expect(await found({ payment: 'cod' })).toEqual(
      Array.from({ length: DAYS }, (_, n) => `${DAYS - 1 - n}-cod`),
    )
    await call(app, 'POST', '/v1/orders/2-cod/shipments', {}, shop)
    const shipped = { payment: 'cod', status: 'shipped', placedFrom: moment(1) }
    expect(await found(shipped)).toEqual(['2-cod'])
    expect(await found({ ...shipped, payment: 'prepaid' })).toEqual([])
    expect(await found({ ...shipped, placedFrom: moment(3) })).toEqual([])
    // The other seller of the same order has not shipped its line.
    expect(await found(shipped, { token: tokens.bookHouse })).toEqual([])
  })

  test('and what makes no sense is refused', async () => {
    for (const query of ['payment=points', 'placedFrom=yesterday', 'placedBefore=2026-01-01']) {
      const answer = await call(app, 'GET', `/v1/orders?${query}`, undefined, shop)
      expect([query, answer.status]).toEqual([query, 400])
    }
    for (const cursor of ['7', '{"at":1}', '{"at":"x","order":1}', '[1,2]']) {
      const given = Buffer.from(cursor).toString('base64url')
      const answer = await call(app, 'GET', `/v1/orders?cursor=${given}`, undefined, shop)
      expect(answer).toMatchObject({ status: 422, body: { code: 'cursor_invalid' } })
    }
  })
})

describe('a seller sees what claims and chargebacks took', () => {
  const reversals = async (token: string, seller: string, query = '') =>
    (await call(app, 'GET', `/v1/sellers/${seller}/reversals${query}`, undefined, { token })).body

  test('each as such, its own lines alone, and nothing of points used', async () => {
    for (const order of ['0-prepaid', '1-prepaid', '3-prepaid']) {
      for (const token of [tokens.teaHouse, tokens.bookHouse]) {
        await call(app, 'POST', `/v1/orders/${order}/shipments`, {}, { token })
      }
    }
    const operator = { token: tokens.operator }
    const post = (path: string, body: object) => call(app, 'POST', path, body, operator)
    expect((await post('/v1/orders/0-prepaid/claims', {})).status).toBe(201)
    expect((await post('/v1/orders/1-prepaid/chargebacks', {})).status).toBe(201)
    // A refund of the seller's own is neither.
    await call(app, 'POST', '/v1/orders/3-prepaid/refunds', {}, shop)

    const { items, next } = await reversals(tokens.teaHouse, 'tea-house')
    expect(next).toBeNull()
    expect(items).toMatchObject([
      { order: '1-prepaid', cause: 'chargeback', refunded: 1_340, lines: [{ line: 1 }] },
      { order: '0-prepaid', cause: 'guarantee_claim', refunded: 1_340, pointsToSeller: 0 },
    ])
    expect(JSON.stringify(items)).not.toMatch(/redeem|cash|pointsBack|hanako/i)
    const books = await reversals(tokens.bookHouse, 'book-house')
    expect(books.items.map(({ lines }: { lines: object[] }) => lines)).toMatchObject([
      [{ line: 2 }],
      [{ line: 2 }],
    ])
    const first = await reversals(tokens.teaHouse, 'tea-house', '?limit=1')
    expect(first.items).toEqual(items.slice(0, 1))
    const rest = await reversals(tokens.teaHouse, 'tea-house', `?limit=1&cursor=${first.next}`)
    expect(rest).toEqual({ items: items.slice(1), next: null })
    const foreign = await call(app, 'GET', '/v1/sellers/book-house/reversals', undefined, shop)
    expect(foreign.status).toBe(403)
  })
})
