import { describe, expect, test } from 'vitest'
import { verify } from '../../src/ledger/verify/verify.ts'
import { call, newKey, testWorld, UNLIMITED } from '../http/kit.ts'

/** S10: what somebody would try to make yen or points out of nothing, and what comes of it. */

const { app, db, tokens } = await testWorld({ limits: UNLIMITED, approvalLimit: 1_000 })

type Who = keyof typeof tokens

const ask = (who: Who, method: 'GET' | 'POST' | 'PUT', url: string, body?: object) =>
  call(app, method, url, body, { token: tokens[who], key: newKey() })

const balance = async (buyer: 'hanako' | 'taro') =>
  (await ask(buyer, 'GET', `/v1/buyers/${buyer}/points`)).body.available as number

/** What a seller has earned so far, in yen. */
const proceeds = async (who: 'teaHouse' | 'bookHouse', seller: string) =>
  (await ask(who, 'GET', `/v1/sellers/${seller}/statements/open`)).body.net as number

const TEA = { seller: 'tea-house', sku: 'TEA', quantity: 1 }
const BOOK = { seller: 'book-house', sku: 'BOOK', quantity: 1 }

const buy = (buyer: 'hanako' | 'taro', line: object, redeem: number | 'max' = 0) =>
  ask(buyer, 'POST', '/v1/orders', { buyer, payment: 'prepaid', lines: [line], redeem })

/** Buys and ships; the order's reference. */
async function bought(buyer: 'hanako' | 'taro', line: object, redeem: number | 'max' = 0) {
  const { status, body } = await buy(buyer, line, redeem)
  expect(status, JSON.stringify(body)).toBe(201)
  const shipped = await ask('operator', 'POST', `/v1/orders/${body.order}/shipments`, {})
  expect(shipped.status).toBe(201)
  return body as { order: string; cash: number; promised: number }
}

test('double spending: one balance spent in ten orders at one moment is spent once', async () => {
  const before = await balance('hanako')
  const orders = await Promise.all(Array.from({ length: 10 }, () => buy('hanako', BOOK, before)))
  expect(orders.filter(({ status }) => status === 201)).toHaveLength(1)
  const refused = orders.filter(({ status }) => status !== 201).map(({ body }) => body.code)
  expect(refused).toEqual(Array.from({ length: 9 }, () => 'balance_too_low'))
  expect(await balance('hanako')).toBe(0)
})

test('earn, spend, return: what was spent comes off the refund, to the last yen', async () => {
  const start = await balance('taro')
  const tea = await bought('taro', TEA)
  const book = await bought('taro', BOOK, 'max')
  expect(await balance('taro')).toBe(100)
  // The points of the book are spent as well, so that nothing is left to be taken back.
  await buy('taro', TEA, 'max')
  expect(await balance('taro')).toBe(0)
  const { body } = await ask('teaHouse', 'POST', `/v1/orders/${tea.order}/returns`, {})
  const [refund] = (await ask('taro', 'GET', `/v1/orders/${tea.order}`)).body.lines
  expect(body.pointsToSeller).toBe(100)
  expect(refund.refundedPrincipal + refund.refundedShipping).toBe(1_340)
  const { rows } = await db.pool.query<{ cash: number; shortfall: number }>(
    `select (outcome ->> 'cash')::bigint as cash, (outcome ->> 'shortfall')::bigint as shortfall
      from journal where kind = 'order.returned' order by recorded_at desc limit 1`,
  )
  expect(rows).toEqual([{ cash: 1_340 - 100, shortfall: 100 }])
  expect([start, book.promised]).toEqual([0, 100])
})

test('a ring that buys from itself: the points cost their seller what they are worth', async () => {
  const before = await proceeds('teaHouse', 'tea-house')
  const points = await balance('taro')
  const { cash } = await bought('taro', TEA)
  const earned = (await proceeds('teaHouse', 'tea-house')) - before
  const gained = (await balance('taro')) - points
  expect(gained).toBe(100)
  // In: cash. Out: proceeds and points. What is missing is the fee.
  expect(earned + gained).toBe(cash - 186)
})

test('an inflated price inflates the points at the seller’s cost, and a refund takes all', async () => {
  const inflated = { price: 1_000_000, points: { by: 'percentage', bps: 5_000 } }
  const beyond = { price: 1_000_000, points: { by: 'percentage', bps: 5_001 } }
  const url = '/v1/sellers/book-house/listings/BOOK'
  expect(await ask('bookHouse', 'PUT', url, beyond)).toMatchObject({
    ...{ status: 422, body: { code: 'points_ratio_out_of_range' } },
  })
  const set = await ask('bookHouse', 'PUT', url, inflated)
  // The premium's law is named at once.
  expect(set.body.warnings.length).toBeGreaterThan(0)
  const [points, earned] = [await balance('taro'), await proceeds('bookHouse', 'book-house')]
  const { order } = await bought('taro', BOOK)
  expect(await balance('taro')).toBe(points + 500_000)
  const gain = (await proceeds('bookHouse', 'book-house')) - earned
  expect(gain).toBeGreaterThan(0)
  expect(gain).toBeLessThan(500_000)
  await ask('bookHouse', 'POST', `/v1/orders/${order}/refunds`, {})
  expect(await balance('taro')).toBe(points)
  expect(await proceeds('bookHouse', 'book-house')).toBe(earned)
})

test('refund and claim on one order: together they give back what was paid, and no more', async () => {
  const { order } = await bought('hanako', TEA)
  const half = { lines: [{ line: 1, ask: { of: 'percentage', bps: 5_000, shipping: true } }] }
  await ask('teaHouse', 'POST', `/v1/orders/${order}/refunds`, half)
  expect((await ask('operator', 'POST', `/v1/orders/${order}/claims`, {})).status).toBe(201)
  expect(await ask('operator', 'POST', `/v1/orders/${order}/claims`, {})).toMatchObject({
    ...{ status: 409 },
  })
  const [line] = (await ask('hanako', 'GET', `/v1/orders/${order}`)).body.lines
  expect(line.refundedPrincipal + line.refundedShipping).toBe(1_340)
})

test('a shipment confirmed again, or for more than was bought, earns nothing twice', async () => {
  const points = await balance('hanako')
  const { order } = await bought('hanako', TEA)
  expect(await balance('hanako')).toBe(points + 100)
  const again = [{}, { units: [{ line: 1, quantity: 1 }] }, { units: [{ line: 1, quantity: 5 }] }]
  for (const body of again) {
    const { status } = await ask('teaHouse', 'POST', `/v1/orders/${order}/shipments`, body)
    expect(status).toBe(409)
  }
  expect(await balance('hanako')).toBe(points + 100)
  const open = (await buy('hanako', TEA)).body.order
  await ask('hanako', 'POST', `/v1/orders/${open}/cancellations`, {})
  expect(await ask('teaHouse', 'POST', `/v1/orders/${open}/shipments`, {})).toMatchObject({
    ...{ status: 409 },
  })
})

describe('an insider', () => {
  test('who gives in small parts is counted over the day, and named in the log', async () => {
    const before = await balance('taro')
    const gift = { points: 400, reason: 'for a friend' }
    const given = []
    for (let n = 0; n < 4; n++) {
      given.push(await ask('operator', 'POST', '/v1/buyers/taro/grants', gift))
    }
    expect(given.map(({ status }) => status)).toEqual([201, 201, 202, 202])
    expect(await balance('taro')).toBe(before + 800)
    const { body } = await ask('operator', 'GET', '/v1/audit')
    const logged = body.items.filter((item: { action: string }) => item.action.includes('/grants'))
    expect(logged.length).toBeGreaterThanOrEqual(4)
  })

  test('finds no row to change: the ledger is append-only for the program itself', async () => {
    await expect(db.pool.query('update posting set amount = amount + 1')).rejects.toThrow()
    await expect(db.pool.query('delete from operator_action')).rejects.toThrow()
  })
})

test('after all that, the ledger proves itself', async () => {
  expect(await verify(db.pool)).toMatchObject({ ok: true })
})
