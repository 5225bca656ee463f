import { expect, test } from 'vitest'
import { after } from '../../src/rules/time/instant.ts'
import { START } from '../kit/engine.ts'
import { call, testWorld } from './kit.ts'

const world = await testWorld()
const { app, tokens } = world
const buyer = { token: tokens.hanako }
const seller = { token: tokens.teaHouse }

const TEA = { seller: 'tea-house', sku: 'TEA', quantity: 1 }

/** hanako pays 300 of 1,340 yen with points; shipped, then 10 % of the price is refunded. */
async function refundedOrder(reference: string) {
  const order = { buyer: 'hanako', reference, lines: [TEA], redeem: 300 }
  await call(app, 'POST', '/v1/orders', order, buyer)
  await call(app, 'POST', `/v1/orders/${reference}/shipments`, {}, seller)
  const tenth = { lines: [{ line: 1, ask: { of: 'percentage', bps: 1_000 } }] }
  const { status } = await call(app, 'POST', `/v1/orders/${reference}/refunds`, tenth, seller)
  expect(status).toBe(201)
}

await refundedOrder('why-1')

const why = (figure: string, as: object, more = '') =>
  call(app, 'GET', `/v1/orders/why-1/explanation?figure=${figure}${more}`, undefined, as)

test('granted points open to the price, the rate that the listing had, and the rounding', async () => {
  const { status, body } = await why('granted', buyer, '&line=1')
  expect(status).toBe(200)
  expect(body.policy).toMatchObject({ version: 1, name: '2020, after the four changes' })
  expect(body.steps).toEqual([
    {
      sentence: '1,000 yen × 1,000 ÷ 10,000.',
      source: '§',
      result: 100,
      rounded: { whole: 100, numerator: 0, denominator: 1, rounding: 'half-even' },
      policyVersion: 1,
    },
    {
      sentence: '100 points for each of 1 units.',
      source: '‡',
      result: 100,
      rounded: null,
      policyVersion: 1,
    },
  ])
  expect(
    body.entries.map((entry: { unit: string; amount: number }) => [entry.unit, entry.amount]),
  ).toEqual([['PT', 100]])
})

test('a rate that changed after the purchase does not explain it: the frozen points do', async () => {
  const order = { buyer: 'hanako', reference: 'why-2', lines: [TEA] }
  await call(app, 'POST', '/v1/orders', order, buyer)
  world.engine.clock.set(after(START, 1_000))
  const change = { points: { by: 'percentage', bps: 2_000 } }
  const changed = await call(app, 'PATCH', '/v1/sellers/tea-house/listings/TEA', change, seller)
  expect(changed.status).toBe(200)
  const address = '/v1/orders/why-2/explanation?figure=granted'
  const { body } = await call(app, 'GET', address, undefined, buyer)
  expect(body.steps.at(-1).result).toBe(100)
})

test('a returned part of the points is explained from the line as it was before', async () => {
  const { body } = await why('returned', buyer)
  // 10 % of 1,000 yen + 100 points: 10 points are due, and the buyer had them.
  expect(body.steps.map((step: { result: number }) => step.result)).toEqual([10, 10, 10])
  expect(body.steps[2].sentence).toMatch(/^Of 10 points due: 0 pending.* 300 .* 22 back/)
})

test('a refund opens to its tenders; its seller learns nothing of them', async () => {
  const own = await why('refunded', buyer)
  // 300 of 1,340 yen were points: of 100 yen 300 × 100 ÷ 1,340 = 22.38… → 22 go back as points.
  expect(own.body.steps[0]).toMatchObject({
    result: 22,
    rounded: { whole: 22, numerator: 26, denominator: 67 },
  })
  const theirs = await why('refunded', seller)
  expect(theirs.body.steps).toEqual([])
  for (const figure of ['total', 'redeemed', 'refunded', 'returned', 'granted']) {
    const { body } = await why(figure, seller)
    for (const { debit, credit } of body.entries)
      expect([debit, credit]).toContain('seller_proceeds')
    expect(JSON.stringify(body.steps)).not.toMatch(/back|balance/)
  }
})

test('a fee is the business of the seller and the operator alone', async () => {
  expect((await why('fee', buyer)).body).toMatchObject({ steps: [], entries: [] })
  const { body } = await why('fee', seller, '&line=1')
  expect(body.entries.map((entry: { kind: string }) => entry.kind)).toEqual([
    'referral_fee',
    'referral_fee_credit',
  ])
  const [base, rate, credit] = body.steps
  expect(base).toMatchObject({
    sentence: 'Price 1,000 + shipping 340 − points 100.',
    result: 1_240,
  })
  expect(rate.result).toBe(body.entries[0].amount)
  expect(credit.result).toBe(body.entries[1].amount)
})

test('somebody else’s order, and a line that is not there, are missing', async () => {
  const taro = { token: tokens.taro }
  expect(await why('total', taro)).toMatchObject({ status: 404, body: { code: 'order_not_found' } })
  expect(await why('total', buyer, '&line=2')).toMatchObject({
    status: 404,
    body: { code: 'line_not_found' },
  })
})

test('a balance opens to its movements, which sum to it', async () => {
  const path = '/v1/buyers/hanako/points'
  const { body } = await call(app, 'GET', `${path}/explanation?figure=available`, undefined, buyer)
  const balance = await call(app, 'GET', path, undefined, buyer)
  const sum = body.entries.reduce(
    (total: number, entry: { credit: string; amount: number }) =>
      total + (entry.credit === 'buyer_available' ? entry.amount : -entry.amount),
    0,
  )
  expect(sum).toBe(balance.body.available)
  expect(body.entries[0].order).toBe('why-1')
  const strange = await call(app, 'GET', `${path}/explanation?figure=available`, undefined, {
    token: tokens.taro,
  })
  expect(strange.status).toBe(403)
})

test('an offer’s points open to its present rate, in the language that is asked for', async () => {
  const address = '/v1/products/B07BOOK001/explanation?seller=book-house&sku=BOOK&lang=ja'
  const { body } = await call(app, 'GET', address)
  expect(body.steps[0]).toMatchObject({ sentence: '2,000円×500÷10,000。', result: 100 })
  const gone = await call(app, 'GET', address.replace('sku=BOOK', 'sku=NONE'))
  expect(gone).toMatchObject({ status: 404, body: { code: 'listing_not_found' } })
})
