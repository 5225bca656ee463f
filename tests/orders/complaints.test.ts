import { describe, expect, test } from 'vitest'
import { after, DAY, type Instant } from '../../src/rules/time/instant.ts'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { ripenDue } from '../../src/usecases/points/ripen-due.ts'
import { announcePolicy } from '../../src/usecases/policy/announce.ts'
import { runSettlement } from '../../src/usecases/settlement/run.ts'
import { call, done, newKey, testWorld, UNLIMITED } from '../http/kit.ts'

/**
 * What users of other systems complain about, told as they told it; docs/complaints.md lists them
 * all, with those that are recipes or have a test of their own.
 */

const { app, db, engine, tokens } = await testWorld({ limits: UNLIMITED })

type Who = keyof typeof tokens
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH'

async function ask(who: Who, method: Method, url: string, body?: object) {
  const answer = await call(app, method, url, body, { token: tokens[who], key: newKey() })
  expect({ url, status: answer.status, raw: answer.raw }).toMatchObject({
    status: expect.toSatisfy((status: number) => status < 300),
  })
  return answer.body
}

const TEA = { seller: 'tea-house', sku: 'TEA' }
const points = async (buyer: 'hanako' | 'taro') =>
  (await ask(buyer, 'GET', `/v1/buyers/${buyer}/points`)) as { available: number }

async function bought(buyer: 'hanako' | 'taro', quantity = 1, redeem = 0) {
  const body = { buyer, payment: 'prepaid', lines: [{ ...TEA, quantity }], redeem }
  return (await ask(buyer, 'POST', '/v1/orders', body)).order as string
}

const ship = (order: string) => ask('teaHouse', 'POST', `/v1/orders/${order}/shipments`, {})
const pass = async (days: number) => {
  engine.clock.set(after(engine.clock.now(), days * DAY) as Instant)
  await ripenDue(engine, engine.clock.now())
}
const announce = async (terms: object) => {
  const effectiveFrom = after(engine.clock.now(), DAY) as Instant
  const intent = { caller: 'test', key: newKey() }
  await done(announcePolicy(engine, intent, { name: 'changed', effectiveFrom, terms }))
  await pass(2)
}

test('1, 3. a refund, a cancellation, the same again: points are minted and taken once', async () => {
  const before = await points('taro')
  const order = await bought('taro', 2)
  const units = [{ line: 1, quantity: 1 }]
  await ask('taro', 'POST', `/v1/orders/${order}/cancellations`, { units })
  expect(await points('taro')).toMatchObject({ available: before.available, pending: 100 })
  await ship(order)
  expect((await points('taro')).available).toBe(before.available + 100)
  await ask('teaHouse', 'POST', `/v1/orders/${order}/refunds`, {})
  expect((await points('taro')).available).toBe(before.available)
})

test('4. a later rate changes neither what was promised nor what is taken back', async () => {
  const before = (await points('taro')).available
  const order = await bought('taro')
  const listing = '/v1/sellers/tea-house/listings/TEA'
  const half = { price: 1_000, points: { by: 'percentage', bps: 5_000 } }
  await ask('teaHouse', 'PATCH', listing, half)
  await ship(order)
  expect((await points('taro')).available).toBe(before + 100)
  await ask('teaHouse', 'PATCH', listing, { price: 1_000, points: { by: 'none' } })
  const { pointsToSeller } = await ask('teaHouse', 'POST', `/v1/orders/${order}/refunds`, {})
  expect(pointsToSeller).toBe(100)
  expect((await points('taro')).available).toBe(before)
  await ask('teaHouse', 'PATCH', listing, {
    price: 1_000,
    points: { by: 'percentage', bps: 1_000 },
  })
})

test('5, 13. a rate for each product, on its price alone: not on shipping, nor on the sum', async () => {
  const lines = [
    { ...TEA, quantity: 1 },
    { seller: 'book-house', sku: 'BOOK', quantity: 1 },
  ]
  const quote = await ask('hanako', 'POST', '/v1/quotes', { buyer: 'hanako', lines, redeem: 200 })
  // 10 % of 1,000 (not of 1,340), 5 % of 2,000; what is paid with points earns as well.
  expect(quote.promised).toBe(100 + 100)
})

test('6. how a number was rounded is a sentence, with the rule’s name', async () => {
  await ask('teaHouse', 'PATCH', '/v1/sellers/tea-house/listings/TEA', {
    ...{ price: 1_005, points: { by: 'percentage', bps: 1_000 } },
  })
  const order = await bought('hanako')
  const figure = `/v1/orders/${order}/explanation?figure=granted&line=1&lang=en`
  await ship(order)
  const { steps } = await ask('teaHouse', 'GET', figure)
  expect(JSON.stringify(steps)).toContain('half-even')
  await ask('teaHouse', 'PATCH', '/v1/sellers/tea-house/listings/TEA', {
    ...{ price: 1_000, points: { by: 'percentage', bps: 1_000 } },
  })
})

test('10. a refund of an order paid in two ways goes back in both, to the yen', async () => {
  const start = (await points('hanako')).available
  const order = await bought('hanako', 1, 340)
  await ship(order)
  const tenth = { lines: [{ line: 1, ask: { of: 'percentage', bps: 1_000 } }] }
  let [cash, back] = [0, 0]
  for (let n = 0; n < 3; n++) {
    const refund = await ask('operator', 'POST', `/v1/orders/${order}/refunds`, tenth)
    cash += refund.cash
    back += refund.pointsBack
  }
  const rest = await ask('operator', 'POST', `/v1/orders/${order}/refunds`, {})
  expect([cash + rest.cash, back + rest.pointsBack]).toEqual([1_000, 340])
  expect((await points('hanako')).available).toBe(start)
})

describe('14. sellers', () => {
  test('are asked before, and told after, when a price takes the points along', async () => {
    const url = '/v1/sellers/tea-house/listings/TEA'
    const preview = await ask('teaHouse', 'POST', `${url}/preview`, { price: 1_100 })
    expect(preview.warnings[0]).toMatchObject({ warning: 'points_reset' })
    await ask('teaHouse', 'PATCH', url, { price: 1_100 })
    await relayAll(engine)
    const { items } = await ask('teaHouse', 'GET', '/v1/notices')
    expect(items[0]).toMatchObject({ kind: 'listing.points_reset' })
    expect(await ask('teaHouse', 'POST', `${url}/undo`)).toMatchObject({ effectivePoints: 110 })
    await ask('teaHouse', 'PATCH', url, { price: 1_000, points: { by: 'percentage', bps: 1_000 } })
  })

  test('find in the statement the very fee and points that each order showed', async () => {
    const order = await bought('taro', 3)
    const { units } = await ship(order)
    await pass(20)
    await done(runSettlement(engine, { caller: 'test', key: newKey() }))
    const { items } = await ask('teaHouse', 'GET', '/v1/sellers/tea-house/statements')
    const base = '/v1/sellers/tea-house/statements'
    const all = []
    for (const { period } of items) {
      all.push(...(await ask('teaHouse', 'GET', `${base}/${period}/lines`)).items)
    }
    const own = all.filter((line) => line.order === order)
    const sum = (kind: string) =>
      own.filter((line) => line.type === kind).reduce((total, line) => total + line.amount, 0)
    expect(sum('referral_fee')).toBe(-units[0].fee)
    expect(sum('points_granted')).toBe(-units[0].granted)
    expect(sum('principal')).toBe(3_000)
  })
})

test('8. points can wait until the return window has closed, and a return takes them first', async () => {
  await announce({ vesting: { trigger: 'return-window', days: 14 } })
  const before = (await points('taro')).available
  const [kept, returned] = [await bought('taro'), await bought('taro')]
  for (const order of [kept, returned]) {
    await ship(order)
    await ask('operator', 'POST', `/v1/orders/${order}/deliveries`, {})
  }
  expect(await points('taro')).toMatchObject({ available: before, unvested: 200 })
  const refund = await ask('operator', 'POST', `/v1/orders/${returned}/returns`, {})
  expect(refund).toMatchObject({ pointsToSeller: 100, shortfall: 0 })
  await pass(13)
  expect((await points('taro')).available).toBe(before)
  await pass(2)
  expect(await points('taro')).toMatchObject({ available: before + 100, unvested: 0 })
  expect((await db.pool.query('select from posting limit 1')).rowCount).toBe(1)
})
