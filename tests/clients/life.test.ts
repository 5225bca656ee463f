import { describe, expect, test } from 'vitest'
import { DAY, type Instant } from '../../src/rules/time/instant.ts'
import { processFeeds } from '../../src/usecases/feeds/work.ts'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { settleThrough } from '../../src/usecases/settlement/settle.ts'
import { call } from '../http/kit.ts'
import { appFor, toolWorld } from '../spapi/kit.ts'
import { environment, startProgram } from './program.ts'

/** The three clients, unmodified, each in a program of its own with its requests redirected. */
const CLIENTS = ['amazon-sp-api', 'sp-api-sdk', 'official'] as const

const world = await toolWorld()
const { app, engine, tokens } = world
const url = await app.listen({ host: '127.0.0.1', port: 0 })
const programs = Object.fromEntries(
  await Promise.all(
    CLIENTS.map(async (client) => {
      const credentials = await appFor(engine, 'tea-house', { provider: client })
      return [client, await startProgram(client, environment(url, credentials))] as const
    }),
  ),
)

// A sandbox may show which part of returned points came out of a refund; nothing else may.
await engine.pool.query('insert into sandbox_clock (ahead_ms) values (0)')
await engine.pool.query('insert into sandbox_switch (points_fee) values (true)')

const asOperator = { token: tokens.operator }
const operator = async (path: string, body: object) => {
  const answer = await call(app, 'POST', path, body, asOperator)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}
const pass = (ms: number) => engine.clock.set((engine.clock.now() + ms) as Instant)

interface Amount {
  readonly CurrencyAmount: number
}

/** Every amount of events that is the seller's, summed. */
function sumOf(found: unknown): number {
  if (typeof found !== 'object' || found === null) return 0
  if ('CurrencyAmount' in found) return (found as Amount).CurrencyAmount
  return Object.values(found).reduce((sum: number, one) => sum + sumOf(one), 0)
}

let earned = 0

describe.each(CLIENTS)('%s', (client) => {
  const program = () => {
    const found = programs[client]
    if (!found) throw new Error(client)
    return found
  }
  const sku = `S ${client}/茶`
  let order = ''

  test('lists with points, loses them to a price, is told so, and sets both', async () => {
    const { step } = program()
    const listed = await step('list', { sku, asin: 'B07TEA0001', price: 1_000, percent: 20 })
    expect(listed).toMatchObject({ sku, status: 'ACCEPTED', issues: [] })
    expect((await step('item', { sku })).offers[0].points).toEqual({ pointsNumber: 200 })
    const priced = await step('price', { sku, price: 990 })
    expect(priced.status).toBe('ACCEPTED')
    expect(priced.issues).toMatchObject([{ code: 'POINTS_RESET', severity: 'WARNING' }])
    const reset = await step('item', { sku })
    expect(reset.offers[0].price.amount).toBe('990')
    expect(reset.offers[0].points).toBeUndefined()
    expect((await step('price', { sku, price: 1_000, percent: 20 })).issues).toEqual([])
  })

  test('sees its landed price net of points', async () => {
    const { Summary, Offers } = await program().step('offers', { sku })
    const own = { LandedPrice: { CurrencyCode: 'JPY', Amount: 800 }, Points: { PointsNumber: 200 } }
    expect(Summary.LowestPrices[0]).toMatchObject(own)
    expect(Summary.BuyBoxPrices[0]).toMatchObject(own)
    expect(Offers[0].Points.PointsNumber).toBe(200)
  })

  test('sends its percentages as a feed, and reads what became of the rows', async () => {
    const { step } = program()
    const type = 'POST_FLAT_FILE_OFFER_POINTS_PREFERENCE_DATA'
    const content = `sku\tpoints_percent\n${sku}\t20\nNONE ${client}\t5\n`
    const feedId = await step('feed', { type, content })
    await processFeeds(engine)
    const report = await step('processed', { feedId })
    expect(report).toContain('Number of records successful\t\t1')
    expect(report).toContain(`NONE ${client}`)
    expect((await step('item', { sku })).offers[0].points).toEqual({ pointsNumber: 200 })
  })

  test('reads an order, confirms its shipment and sees what the points cost', async () => {
    const lines = [{ seller: 'tea-house', sku, quantity: 1 }]
    order = (await operator('/v1/orders', { buyer: 'taro', lines })).order
    await relayAll(engine)
    const [item] = await program().step('ship', { order })
    expect(item).toMatchObject({ SellerSKU: sku, PointsGranted: { PointsNumber: 200 } })
    await relayAll(engine)
    const { ShipmentEventList } = await program().step('finances', { order })
    const [{ CostOfPointsGranted }] = ShipmentEventList[0].ShipmentItemList
    expect(CostOfPointsGranted.CurrencyAmount).toBe(-200)
  })

  test('sees a refund return them, and what the buyer had spent taken from the cash', async () => {
    // taro spends 150 of the 200 points that it has just earned: 50 are left to take back.
    const lines = [{ seller: 'book-house', sku: 'BOOK', quantity: 1 }]
    await operator('/v1/orders', { buyer: 'taro', lines, redeem: 150 })
    await operator(`/v1/orders/${order}/returns`, {})
    await relayAll(engine)
    const events = await program().step('finances', { order })
    const refund = events.RefundEventList[0].ShipmentItemAdjustmentList[0]
    const fee = refund.ItemChargeAdjustmentList.find(
      ({ ChargeType }: { ChargeType: string }) => ChargeType === 'PointsFee',
    )
    expect(fee.ChargeAmount.CurrencyAmount).toBe(150)
    expect(refund.CostOfPointsReturned.CurrencyAmount).toBe(50)
    earned += sumOf(events.ShipmentEventList) + sumOf(events.RefundEventList)
  })
})

test('each downloads the settlement report, which sums to what the finances were', async () => {
  pass(20 * DAY)
  await settleThrough(engine, engine.clock.now())
  for (const client of CLIENTS) {
    const text = await programs[client]?.step('settlement')
    const [header = '', first = '', ...lines] = text.trim().split(/\r?\n/)
    const column = (line: string, name: string) =>
      line.split('\t')[header.split('\t').indexOf(name)]
    const sum = lines.reduce(
      (total: number, line: string) => total + Number(column(line, 'amount')),
      0,
    )
    expect({ client, sum }).toEqual({ client, sum: earned })
    expect(Number(column(first, 'total-amount'))).toBe(sum)
  }
})
