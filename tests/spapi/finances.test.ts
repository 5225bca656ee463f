import { beforeAll, describe, expect, test } from 'vitest'
import { DAY, formatUtc, type Instant } from '../../src/rules/time/instant.ts'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { settleThrough } from '../../src/usecases/settlement/settle.ts'
import { call } from '../http/kit.ts'
import { callOperation, type ToolWorld, toolWorld } from './kit.ts'

let world: ToolWorld
/** Sold and refunded in full, after the buyer had spent the points it earned. */
let first: string
/** Sold, and given back by a guarantee claim. */
let second: string

const operator = (method: 'POST', url: string, body: object) =>
  call(world.app, method, url, body, { token: world.tokens.operator })

async function sell(body: object = {}): Promise<string> {
  const lines = [{ seller: 'tea-house', sku: 'TEA', quantity: 1 }]
  const placed = await operator('POST', '/v1/orders', { buyer: 'taro', lines, ...body })
  const { order } = placed.body
  expect((await operator('POST', `/v1/orders/${order}/shipments`, {})).status).toBe(201)
  return order
}

/** Lets time pass; ms. */
const pass = (ms: number) => world.engine.clock.set((world.engine.clock.now() + ms) as Instant)

interface Money {
  readonly CurrencyAmount: number
}

/** Every amount of an answer that is a seller's, summed. */
function sumOf(found: unknown): number {
  if (typeof found !== 'object' || found === null) return 0
  if ('CurrencyAmount' in found) return (found as Money).CurrencyAmount
  return Object.values(found).reduce((sum: number, one) => sum + sumOf(one), 0)
}

beforeAll(async () => {
  world = await toolWorld()
  first = await sell()
  // The 100 points of the first order pay for a part of another.
  await operator('POST', '/v1/orders', {
    buyer: 'taro',
    ...{ lines: [{ seller: 'book-house', sku: 'BOOK', quantity: 1 }], redeem: 80 },
  })
  pass(1_000)
  second = await sell({ buyer: 'hanako', redeem: 20 })
  pass(DAY)
  const refund = await operator('POST', `/v1/orders/${first}/returns`, {})
  expect(refund.status, JSON.stringify(refund.body)).toBe(201)
  pass(1_000)
  const claim = await operator('POST', `/v1/orders/${second}/claims`, {})
  expect(claim.status).toBe(201)
  await relayAll(world.engine)
})

const eventsOf = async (orderId: string) => {
  const { json } = await callOperation(world, 'listFinancialEventsByOrderId', { path: { orderId } })
  return json.payload.FinancialEvents
}

describe('the events of an order', () => {
  test('a sale costs its points and the fee on what is left: (1,000 + 340 − 100) × 15 %', async () => {
    const { ShipmentEventList } = await eventsOf(first)
    expect(ShipmentEventList).toHaveLength(1)
    expect(ShipmentEventList[0].ShipmentItemList).toMatchObject([
      {
        SellerSKU: 'TEA',
        QuantityShipped: 1,
        ItemChargeList: [
          { ChargeType: 'Principal', ChargeAmount: { CurrencyAmount: 1_000 } },
          { ChargeType: 'ShippingCharge', ChargeAmount: { CurrencyAmount: 340 } },
        ],
        ItemFeeList: [{ FeeType: 'Commission', FeeAmount: { CurrencyAmount: -186 } }],
        CostOfPointsGranted: { CurrencyCode: 'JPY', CurrencyAmount: -100 },
      },
    ])
  })

  test('a refund gives all points back as one, whatever the buyer had left of them', async () => {
    const { RefundEventList } = await eventsOf(first)
    const [item] = RefundEventList[0].ShipmentItemAdjustmentList
    expect(item).toMatchObject({
      ItemChargeAdjustmentList: [
        { ChargeType: 'Principal', ChargeAmount: { CurrencyAmount: -1_000 } },
        { ChargeType: 'ShippingCharge', ChargeAmount: { CurrencyAmount: -340 } },
      ],
      ItemFeeAdjustmentList: [{ FeeType: 'Commission', FeeAmount: { CurrencyAmount: 186 } }],
      CostOfPointsReturned: { CurrencyAmount: 100 },
    })
    expect(sumOf(await eventsOf(first))).toBe(0)
  })

  test('a sandbox may be switched to show what the refund paid for, and the sum is the same', async () => {
    await world.engine.pool.query('insert into sandbox_clock (ahead_ms) values (0)')
    await world.engine.pool.query('insert into sandbox_switch (points_fee) values (true)')
    const { RefundEventList } = await eventsOf(first)
    await world.engine.pool.query('update sandbox_switch set points_fee = false')
    const [item] = RefundEventList[0].ShipmentItemAdjustmentList
    const fee = item.ItemChargeAdjustmentList.find(
      (one: { ChargeType: string }) => one.ChargeType === 'PointsFee',
    )
    const returned = item.CostOfPointsReturned?.CurrencyAmount ?? 0
    expect(fee.ChargeAmount.CurrencyAmount).toBeGreaterThan(0)
    expect(fee.ChargeAmount.CurrencyAmount + returned).toBe(100)
  })

  test('a guarantee claim returns no points', async () => {
    const { GuaranteeClaimEventList, RefundEventList } = await eventsOf(second)
    expect(RefundEventList).toEqual([])
    const [item] = GuaranteeClaimEventList[0].ShipmentItemAdjustmentList
    expect(item.CostOfPointsReturned).toBeUndefined()
  })
})

describe('events in time', () => {
  const paged = async (query: Record<string, string>) => {
    const ids: string[] = []
    let next: Record<string, string> | undefined = { ...query, MaxResultsPerPage: '1' }
    for (let pages = 0; next; pages++) {
      expect(pages).toBeLessThan(10)
      const { json } = await callOperation(world, 'listFinancialEvents', { query: next })
      const { FinancialEvents: found, NextToken } = json.payload
      ids.push(
        ...['ShipmentEventList', 'RefundEventList', 'GuaranteeClaimEventList'].flatMap((list) =>
          found[list].map((one: { AmazonOrderId: string }) => `${list} ${one.AmazonOrderId}`),
        ),
      )
      next = NextToken ? { NextToken, MaxResultsPerPage: '1' } : undefined
    }
    return ids
  }

  test('a page at a time, each event once', async () => {
    expect(await paged({ PostedAfter: '2020-05-01T00:00:00Z' })).toEqual([
      `ShipmentEventList ${first}`,
      `ShipmentEventList ${second}`,
      `RefundEventList ${first}`,
      `GuaranteeClaimEventList ${second}`,
    ])
    const later = formatUtc((world.engine.clock.now() - 2_000) as Instant)
    expect(await paged({ PostedAfter: later })).toHaveLength(2)
  })

  test('transactions say the same, each with its own sum', async () => {
    const { json } = await callOperation(world, 'listTransactions', {
      query: { postedAfter: '2020-05-01T00:00:00Z' },
    })
    const all = json.payload.transactions
    expect(all.map((one: { transactionType: string }) => one.transactionType)).toEqual([
      ...['Shipment', 'Shipment', 'Refund', 'GuaranteeClaim'],
    ])
    expect(all[0].totalAmount).toEqual({ currencyCode: 'JPY', currencyAmount: 1_054 })
    for (const one of all) {
      const parts = one.breakdowns.reduce(
        (sum: number, part: { breakdownAmount: { currencyAmount: number } }) =>
          sum + part.breakdownAmount.currencyAmount,
        0,
      )
      expect(parts).toBe(one.totalAmount.currencyAmount)
    }
    expect(new Set(all.map((one: { transactionId: string }) => one.transactionId)).size).toBe(4)
    const ofOrder = await callOperation(world, 'listTransactions', {
      query: { relatedIdentifierName: 'ORDER_ID', relatedIdentifierValue: first },
    })
    expect(ofOrder.json.payload.transactions).toHaveLength(2)
  })
})

test('more than a hundred transactions come in pages, each once, and none that came meanwhile', async () => {
  const many = await toolWorld()
  const place = async () => {
    const lines = [{ seller: 'tea-house', sku: 'TEA', quantity: 1 }]
    const as = { token: many.tokens.operator }
    const { body } = await call(many.app, 'POST', '/v1/orders', { buyer: 'taro', lines }, as)
    await call(many.app, 'POST', `/v1/orders/${body.order}/shipments`, {}, as)
  }
  const put = { price: 1_000, stock: 300 }
  const url = '/v1/sellers/tea-house/listings/TEA'
  await call(many.app, 'PATCH', url, put, { token: many.tokens.teaHouse })
  await Promise.all(Array.from({ length: 101 }, place))
  await relayAll(many.engine)
  const asked = { postedAfter: '2020-05-01T00:00:00Z' }
  const page = async (more: object = {}) =>
    (await callOperation(many, 'listTransactions', { query: { ...asked, ...more } })).json.payload
  const first = await page()
  expect(first.transactions).toHaveLength(100)
  many.engine.clock.set((many.engine.clock.now() + 1_000) as Instant)
  await place()
  await relayAll(many.engine)
  const second = await page({ nextToken: first.nextToken })
  expect(second.nextToken).toBeUndefined()
  const ids = [...first.transactions, ...second.transactions].map(
    (one: { transactionId: string }) => one.transactionId,
  )
  expect([ids.length, new Set(ids).size]).toEqual([101, 101])
  const none = await callOperation(many, 'listTransactions', {
    query: { ...asked, nextToken: 'x' },
  })
  expect([none.status, none.json.errors[0].code]).toEqual([400, 'InvalidInput'])
})

test('a settled group is paid out: opening, its events and the reserve come to the total', async () => {
  pass(20 * DAY)
  await settleThrough(world.engine, world.engine.clock.now())
  const third = await sell()
  const { json } = await callOperation(world, 'listFinancialEventGroups', {
    query: { FinancialEventGroupStartedAfter: '2020-01-01T00:00:00Z' },
  })
  const [open, settled] = json.payload.FinancialEventGroupList
  expect(open.ProcessingStatus).toBe('Open')
  expect(settled.ProcessingStatus).toBe('Closed')
  const inGroup = async (id: string) => {
    const answer = await callOperation(world, 'listFinancialEventsByGroupId', {
      path: { eventGroupId: id },
    })
    return answer.json.payload.FinancialEvents
  }
  const events = await inGroup(settled.FinancialEventGroupId)
  const opening = settled.BeginningBalance.CurrencyAmount
  expect(opening + sumOf(events)).toBe(settled.OriginalTotal.CurrencyAmount)
  const now = await inGroup(open.FinancialEventGroupId)
  expect(now.ShipmentEventList).toMatchObject([{ AmazonOrderId: third }])
  const other = await callOperation(world, 'listFinancialEventsByGroupId', {
    path: { eventGroupId: Buffer.from('{"seller":1,"period":1}').toString('base64url') },
  })
  expect(other.status).toBe(404)
})

test('groups and the events of an order come one at a time, too: the same ones, each once', async () => {
  const walk = async (id: string, path: Record<string, string>) => {
    // biome-ignore lint/suspicious/noExplicitAny: whatever Amazon's schema says is in a page
    const pages: any[] = []
    for (let next: string | undefined, first = true; first || next; first = false) {
      const query = { MaxResultsPerPage: '1', ...(next ? { NextToken: next } : {}) }
      const { json } = await callOperation(world, id, { path, query })
      pages.push(json.payload)
      next = json.payload.NextToken
    }
    return pages
  }
  const { json } = await callOperation(world, 'listFinancialEventGroups', {})
  const groups = json.payload.FinancialEventGroupList
  expect(groups.length).toBeGreaterThan(1)
  const paged = await walk('listFinancialEventGroups', {})
  expect(paged.map((page) => page.FinancialEventGroupList)).toEqual(
    groups.map((one: object) => [one]),
  )
  const events = await walk('listFinancialEventsByOrderId', { orderId: first })
  const lists = events.map(({ FinancialEvents: found }) => [
    ...[found.ShipmentEventList.length, found.RefundEventList.length],
  ])
  expect(lists).toEqual([
    [1, 0],
    [0, 1],
  ])
  for (const { FinancialEventGroupId: eventGroupId } of groups) {
    const pages = await walk('listFinancialEventsByGroupId', { eventGroupId })
    const whole = await callOperation(world, 'listFinancialEventsByGroupId', {
      path: { eventGroupId },
    })
    expect(sumOf(pages.map((page) => page.FinancialEvents))).toBe(
      sumOf(whole.json.payload.FinancialEvents),
    )
  }
})
