import { describe, expect, test } from 'vitest'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { call, newKey, testWorld, UNLIMITED } from './kit.ts'

const { app, db, engine, tokens } = await testWorld({ limits: UNLIMITED })

const as = (token: string, key = newKey()) => ({ token, key })
const get = async (url: string, token: string) =>
  (await call(app, 'GET', url, undefined, { token })).body

/** An order of one tea and one book, both shipped, of which 300 yen were paid in points. */
async function shipped() {
  const lines = [
    { seller: 'tea-house', sku: 'TEA', quantity: 1 },
    { seller: 'book-house', sku: 'BOOK', quantity: 1 },
  ]
  const body = { buyer: 'hanako', payment: 'prepaid', lines, redeem: 50 }
  const order = (await call(app, 'POST', '/v1/orders', body, as(tokens.hanako))).body.order
  for (const token of [tokens.teaHouse, tokens.bookHouse]) {
    await call(app, 'POST', `/v1/orders/${order}/shipments`, {}, as(token))
  }
  return order as string
}

const open = (order: string, body: object, token = tokens.hanako, key = newKey()) =>
  call(app, 'POST', `/v1/orders/${order}/claim-requests`, body, { token, key })
const decide = (claim: number, body: object, token = tokens.operator) =>
  call(app, 'POST', `/v1/claims/${claim}/decision`, body, as(token))

describe('a buyer asks for a guarantee claim', () => {
  const reason = 'The tea never arrived'

  test('which the seller of the line is told of, and the operator grants', async () => {
    const order = await shipped()
    const key = newKey()
    const asked = await open(order, { lines: [1], reason }, tokens.hanako, key)
    expect(asked.status).toBe(201)
    const { claim } = asked.body
    expect((await open(order, { lines: [1], reason }, tokens.hanako, key)).body).toEqual(asked.body)
    expect(await open(order, { reason })).toMatchObject({
      status: 409,
      body: { code: 'claim_open' },
    })

    const shown = { id: claim, order, lines: [1], reason, state: 'open' }
    expect((await get('/v1/claims', tokens.hanako)).items).toMatchObject([shown])
    const [ofSeller] = (await get('/v1/claims', tokens.teaHouse)).items
    expect(ofSeller).toMatchObject(shown)
    expect(JSON.stringify(ofSeller)).not.toMatch(/hanako|redeem/)
    expect((await get('/v1/claims', tokens.bookHouse)).items).toEqual([])
    expect((await get('/v1/claims', tokens.taro)).items).toEqual([])
    expect((await get('/v1/claims', tokens.operator)).items).toMatchObject([shown])

    const before = await get('/v1/buyers/hanako/points', tokens.hanako)
    const granted = await decide(claim, { granted: true, answer: 'All of it' })
    expect(granted).toMatchObject({ status: 200, body: { claim, order, granted: true } })
    expect(await decide(claim, { granted: false })).toMatchObject({
      ...{ status: 409, body: { code: 'claim_decided' } },
    })
    const after = await get('/v1/buyers/hanako/points', tokens.hanako)
    // 100 points of the tea are taken, what was paid with points comes back.
    expect(after.available).toBeLessThan(before.available)
    const [decided] = (await get('/v1/claims?state=decided', tokens.hanako)).items
    expect(decided).toMatchObject({ state: 'granted', answer: 'All of it' })

    await relayAll(engine)
    const told = (await get('/v1/notices?lang=en', tokens.teaHouse)).items
    expect(told.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['claim.opened', 'claim.decided']),
    )
    const heard = (await get('/v1/notices?lang=en', tokens.hanako)).items
    const answered = heard.find(({ kind }: { kind: string }) => kind === 'claim.answered')
    expect(answered.text).toBe(`Your claim on order ${order} was granted. All of it`)
    expect(JSON.stringify(await get('/v1/notices', tokens.bookHouse))).not.toContain('claim')
  })

  test('that is declined moves nothing, and can be asked for again', async () => {
    const order = await shipped()
    const { claim } = (await open(order, { reason })).body
    const { rows } = await db.pool.query('select count(*)::int as n from posting')
    expect((await decide(claim, { granted: false, answer: 'It arrived' })).status).toBe(200)
    expect((await db.pool.query('select count(*)::int as n from posting')).rows).toEqual(rows)
    expect((await open(order, { reason })).status).toBe(201)
  })

  test('but not for what has not shipped, was refunded in full, or is not theirs', async () => {
    const order = await shipped()
    expect(await open(order, { reason }, tokens.taro)).toMatchObject({ status: 404 })
    expect(await open(order, { lines: [3], reason })).toMatchObject({
      body: { code: 'line_not_found' },
    })
    await call(app, 'POST', `/v1/orders/${order}/refunds`, {}, as(tokens.teaHouse))
    expect(await open(order, { lines: [1], reason })).toMatchObject({
      body: { code: 'refunded_already' },
    })
    const lines = [{ seller: 'tea-house', sku: 'TEA', quantity: 1 }]
    const body = { buyer: 'hanako', payment: 'prepaid', lines }
    const fresh = (await call(app, 'POST', '/v1/orders', body, as(tokens.hanako))).body.order
    expect(await open(fresh, { reason })).toMatchObject({ body: { code: 'nothing_to_refund' } })
  })

  test('refund and claim of one line: S10, the second finds nothing left to give', async () => {
    const order = await shipped()
    const { claim } = (await open(order, { lines: [1], reason })).body
    await call(app, 'POST', `/v1/orders/${order}/refunds`, {}, as(tokens.teaHouse))
    expect(await decide(claim, { granted: true })).toMatchObject({
      ...{ status: 409, body: { code: 'refunded_already' } },
    })
    expect((await get('/v1/claims', tokens.operator)).items[0]).toMatchObject({ state: 'open' })
  })
})

describe('a seller makes a product of its own', () => {
  const body = { titleJa: 'ほうじ茶 100g', brand: '茶の家' }
  const url = '/v1/sellers/tea-house/products'

  test('under a code made here, and offers it', async () => {
    const made = await call(app, 'POST', url, body, as(tokens.teaHouse))
    expect(made.status).toBe(201)
    const { asin } = made.body
    expect(asin).toMatch(/^B0[0-9A-Z]{8}$/)
    expect(await get(`/v1/products/${asin}`, tokens.taro)).toMatchObject(body)
    const offer = { asin, price: 800, points: { by: 'amount', points: 40 } }
    const listed = await call(
      ...([app, 'PUT', '/v1/sellers/tea-house/listings/HOJI', offer] as const),
      as(tokens.teaHouse),
    )
    expect(listed).toMatchObject({ status: 200, body: { what: 'created', effectivePoints: 40 } })
  })

  test('the same key makes one product; a category that nobody knows is refused', async () => {
    const key = newKey()
    const first = await call(app, 'POST', url, body, as(tokens.teaHouse, key))
    const again = await call(app, 'POST', url, body, as(tokens.teaHouse, key))
    expect(again.body).toEqual(first.body)
    const strange = { ...body, category: 'gift of fees' }
    expect(await call(app, 'POST', url, strange, as(tokens.teaHouse))).toMatchObject({
      ...{ status: 422, body: { code: 'value_unknown' } },
    })
    const type = { ...body, productType: 'no-fee' }
    expect(await call(app, 'POST', url, type, as(tokens.teaHouse))).toMatchObject({ status: 400 })
    expect(await call(app, 'POST', url, body, as(tokens.bookHouse))).toMatchObject({ status: 403 })
  })
})
