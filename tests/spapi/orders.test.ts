import { beforeAll, describe, expect, test } from 'vitest'
import { DAY, formatUtc } from '../../src/rules/time/instant.ts'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { recordRecipient } from '../../src/usecases/orders/recipient.ts'
import { call, done, newKey } from '../http/kit.ts'
import { delivered, receiver, sellerOwner, subscribed } from '../notifications/kit.ts'
import { accessToken, appFor, callOperation, JAPAN, type ToolWorld, toolWorld } from './kit.ts'

let world: ToolWorld
let prepaid: string
let cod: string

/** An order of hanako's, as the operator places it. */
async function order(body: object): Promise<string> {
  const answer = await call(world.app, 'POST', '/v1/orders', body, { token: world.tokens.operator })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  await relayAll(world.engine)
  return answer.body.order
}

const line = (quantity = 1) => ({ seller: 'tea-house', sku: 'TEA', quantity })

const restricted = async (path: string, elements: readonly string[]) => {
  const body = { restrictedResources: [{ method: 'GET', path, dataElements: elements }] }
  const { json } = await callOperation(world, 'createRestrictedDataToken', { body })
  return json.restrictedDataToken as string
}

beforeAll(async () => {
  world = await toolWorld()
  prepaid = await order({ buyer: 'hanako', lines: [line(2)], redeem: 300 })
  cod = await order({
    buyer: 'hanako',
    reference: 'shop-17',
    ...{ lines: [line()], redeem: 150, payment: 'cod' },
  })
})

const since = { MarketplaceIds: JAPAN, CreatedAfter: '2020-05-01T00:00:00Z' }

describe('orders as a program reads them', () => {
  test('both orders, the oldest first, with ids of three groups of digits', async () => {
    const { json } = await callOperation(world, 'getOrders', { query: since })
    const ids = json.payload.Orders.map((one: { AmazonOrderId: string }) => one.AmazonOrderId)
    expect(ids).toEqual([prepaid, expect.stringMatching(/^249-\d{7}-\d{7}$/)])
    expect(json.payload.Orders[1].SellerOrderId).toBe('shop-17')
    expect(json.payload.Orders[0]).toMatchObject({
      OrderStatus: 'Unshipped',
      OrderTotal: { CurrencyCode: 'JPY', Amount: '2680' },
      PaymentMethod: 'Other',
      NumberOfItemsUnshipped: 2,
    })
    expect(JSON.stringify(json.payload.Orders[0])).not.toMatch(/300|2380|hanako/)
  })

  test('cash on delivery is a prepaid amount and one to collect, and no points', async () => {
    const { json } = await callOperation(world, 'getOrders', {
      query: { ...since, PaymentMethods: 'COD' },
    })
    expect(json.payload.Orders).toHaveLength(1)
    expect(json.payload.Orders[0].PaymentExecutionDetail).toEqual([
      { Payment: { CurrencyCode: 'JPY', Amount: '1190' }, PaymentMethod: 'COD' },
      { Payment: { CurrencyCode: 'JPY', Amount: '150' }, PaymentMethod: 'Prepaid' },
    ])
  })

  test('items say the points that they earn', async () => {
    const { json } = await callOperation(world, 'getOrderItems', { path: { orderId: prepaid } })
    expect(json.payload.OrderItems).toHaveLength(1)
    expect(json.payload.OrderItems[0]).toMatchObject({
      SellerSKU: 'TEA',
      QuantityOrdered: 2,
      ItemPrice: { CurrencyCode: 'JPY', Amount: '2000' },
      ShippingPrice: { CurrencyCode: 'JPY', Amount: '680' },
      PointsGranted: {
        PointsNumber: 200,
        PointsMonetaryValue: { CurrencyCode: 'JPY', Amount: '200' },
      },
    })
    const { json: new2026 } = await callOperation(world, 'getOrder@2026', {
      path: { orderId: prepaid },
      query: { includedData: 'EXPENSE,PROCEEDS,FULFILLMENT,PAYMENT,PACKAGES,BUYER,RECIPIENT' },
    })
    expect(new2026.order.orderItems[0].expense.pointsCost.pointsGranted).toEqual({
      pointsNumber: 200,
      pointsMonetaryValue: { amount: '200', currencyCode: 'JPY' },
    })
    expect(new2026.order.payment.paymentExecutions).toEqual([
      { paymentMethod: 'Prepaid', paymentAmount: { amount: '2680', currencyCode: 'JPY' } },
    ])
  })

  test('a page at a time, nothing twice and nothing left out', async () => {
    const first = await callOperation(world, 'getOrders', {
      query: { ...since, MaxResultsPerPage: '1' },
    })
    const { NextToken } = first.json.payload
    const second = await callOperation(world, 'getOrders', {
      query: { MarketplaceIds: JAPAN, NextToken },
    })
    const ids = [first, second].flatMap(({ json }) =>
      json.payload.Orders.map((one: { SellerOrderId: string }) => one.SellerOrderId),
    )
    expect(ids).toEqual([prepaid, 'shop-17'])
    expect(second.json.payload.NextToken).toBeUndefined()
    const search = await callOperation(world, 'searchOrders', {
      query: { createdAfter: '2020-05-01T00:00:00Z', maxResultsPerPage: '1' },
    })
    const rest = await callOperation(world, 'searchOrders', {
      query: { paginationToken: search.json.pagination.nextToken },
    })
    expect([...search.json.orders, ...rest.json.orders]).toHaveLength(2)
  })

  test('the same id leads to the order again, and only its seller to it', async () => {
    const { json } = await callOperation(world, 'getOrders', { query: since })
    const id = json.payload.Orders[1].AmazonOrderId
    const found = await callOperation(world, 'getOrder@v0', { path: { orderId: id } })
    expect(found.json.payload.SellerOrderId).toBe('shop-17')
    const other = await accessToken(world, await appFor(world.engine, 'book-house'))
    const theirs = await callOperation(world, 'getOrder@v0', {
      path: { orderId: id },
      token: other,
    })
    const never = await callOperation(world, 'getOrder@v0', {
      path: { orderId: '250-0000000-0000000' },
      token: other,
    })
    expect([theirs.status, never.status]).toEqual([404, 404])
    expect(theirs.json.errors[0].code).toBe(never.json.errors[0].code)
  })
})

describe('persons', () => {
  beforeAll(async () => {
    const to = {
      ...{ name: '山田 花子', line1: '1-2-3', city: '渋谷区', prefecture: '東京都' },
      ...{ postalCode: '150-0001', phone: '03-0000-0000' },
    }
    await done(recordRecipient(world.engine, { caller: 'test', key: newKey() }, prepaid, to))
  })

  test('are shown to nobody without a restricted data token', async () => {
    const plain = await callOperation(world, 'getOrder@v0', { path: { orderId: prepaid } })
    expect(plain.json.payload.ShippingAddress).toEqual({
      ...{ StateOrRegion: '東京都', PostalCode: '150-0001', CountryCode: 'JP', City: '渋谷区' },
    })
    expect(plain.json.payload.BuyerInfo).toBeUndefined()
    const address = await callOperation(world, 'getOrderAddress', { path: { orderId: prepaid } })
    expect(address.status).toBe(403)
  })

  test('are shown to a token that names them, in what it names', async () => {
    const token = await restricted(`/orders/v0/orders/${prepaid}/address`, [])
    const address = await callOperation(world, 'getOrderAddress', {
      path: { orderId: prepaid },
      token,
    })
    expect(address.json.payload.ShippingAddress).toMatchObject({
      Name: '山田 花子',
      Phone: '03-0000-0000',
    })
    const every = ['buyerInfo', 'shippingAddress', 'buyerTaxInformation']
    const both = await restricted('/orders/v0/orders', every)
    const { json } = await callOperation(world, 'getOrders', { query: since, token: both })
    expect(json.payload.Orders[0].ShippingAddress.Name).toBe('山田 花子')
    expect(json.payload.Orders[0].BuyerInfo.BuyerEmail).toMatch(/^[0-9a-f]{20}@buyers\.invalid$/)
    const elsewhere = await callOperation(world, 'getOrderAddress', {
      path: { orderId: prepaid },
      token: both,
    })
    expect(elsewhere.status).toBe(403)
  })

  test('so it is with the buyer, by itself and in the newer API', async () => {
    const path = { orderId: prepaid }
    const own = await restricted(`/orders/v0/orders/${prepaid}/buyerInfo`, [])
    const buyer = await callOperation(world, 'getOrderBuyerInfo', { path, token: own })
    const { BuyerEmail: buyerEmail } = buyer.json.payload
    expect(buyerEmail).toMatch(/^[0-9a-f]{20}@buyers\.invalid$/)
    const query = { includedData: 'BUYER,RECIPIENT' }
    const plain = await callOperation(world, 'getOrder@2026', { path, query })
    expect(plain.json.order.buyer).toBeUndefined()
    expect(JSON.stringify(plain.json)).not.toMatch(/山田|1-2-3|03-0000/)
    expect(plain.json.order.recipient.deliveryAddress.stateOrRegion).toBe('東京都')
    const at = '/orders/2026-01-01/orders/{orderId}'
    const buyerAlone = await restricted(at, ['buyerInfo'])
    const one = await callOperation(world, 'getOrder@2026', { path, query, token: buyerAlone })
    expect(one.json.order.buyer).toMatchObject({ buyerEmail })
    expect(one.json.order.recipient.deliveryAddress.name).toBeUndefined()
    const both = await restricted('/orders/2026-01-01/orders', ['buyerInfo', 'shippingAddress'])
    const found = await callOperation(world, 'searchOrders', {
      query: { ...query, createdAfter: '2020-05-01T00:00:00Z' },
      token: both,
    })
    expect(found.json.orders[0]).toMatchObject({
      buyer: { buyerEmail },
      recipient: { deliveryAddress: { name: '山田 花子', addressLine1: '1-2-3' } },
    })
  })
})

test('what orders here never have is answered in Amazon’s form', async () => {
  const path = { orderId: prepaid }
  const regulated = await callOperation(world, 'getOrderRegulatedInfo', { path })
  expect(regulated.json.payload.RegulatedInformation.Fields).toEqual([])
  const token = await restricted(`/orders/v0/orders/${prepaid}/orderItems/buyerInfo`, [])
  const wrapped = await callOperation(world, 'getOrderItemsBuyerInfo', { path, token })
  expect(wrapped.json.payload.OrderItems).toEqual([{ OrderItemId: expect.any(String) }])
  const refused = [
    await callOperation(world, 'updateShipmentStatus', {
      ...{ path, body: { marketplaceId: JAPAN, shipmentStatus: 'ReadyForPickup' } },
    }),
    await callOperation(world, 'updateVerificationStatus', {
      ...{ path, body: { regulatedOrderVerificationStatus: { externalReviewerId: 'x' } } },
    }),
  ]
  for (const { status, json } of refused) {
    expect([status, json.errors[0].code]).toEqual([400, 'InvalidInput'])
    expect(json.errors[0].details).toContain(prepaid)
  }
})

describe('shipping', () => {
  const parcel = (item: string, quantity: number, name = 'box-1') => ({
    marketplaceId: JAPAN,
    packageDetail: {
      packageReferenceId: name,
      carrierCode: 'Yamato Transport',
      trackingNumber: '1234-5678',
      shipDate: '2020-06-01T03:00:00Z',
      orderItems: [{ orderItemId: item, quantity }],
    },
  })

  test('a confirmed package earns the points; confirmed again, it is the same one', async () => {
    const { json } = await callOperation(world, 'getOrderItems', { path: { orderId: prepaid } })
    const item = json.payload.OrderItems[0].OrderItemId
    const confirm = (body: object) =>
      callOperation(world, 'confirmShipment', { path: { orderId: prepaid }, body })
    expect((await confirm(parcel(item, 1))).status).toBe(204)
    expect((await confirm(parcel(item, 1))).status).toBe(204)
    const other = await confirm(parcel(item, 2))
    expect([other.status, other.json.errors[0].details]).toEqual([400, 'key_reused'])
    await relayAll(world.engine)
    const half = await callOperation(world, 'getOrder@v0', { path: { orderId: prepaid } })
    expect(half.json.payload).toMatchObject({
      OrderStatus: 'PartiallyShipped',
      NumberOfItemsShipped: 1,
      NumberOfItemsUnshipped: 1,
    })
    const packages = await callOperation(world, 'getOrder@2026', {
      path: { orderId: prepaid },
      query: { includedData: 'PACKAGES' },
    })
    expect(packages.json.order.packages).toMatchObject([
      { carrier: 'Yamato Transport', trackingNumber: '1234-5678', packageItems: [{ quantity: 1 }] },
    ])
    const tooMany = await confirm(parcel(item, 2, 'box-2'))
    expect(tooMany.status).toBe(400)
    const wrong = await confirm(parcel('1', 1, 'box-3'))
    expect(wrong.json.errors[0].details).toContain("'1' is no item of the order")
  })

  test('what happened since is found by when it was last updated', async () => {
    world.engine.clock.set((world.engine.clock.now() + DAY) as never)
    const after = formatUtc(world.engine.clock.now())
    const asked = { MarketplaceIds: JAPAN, LastUpdatedAfter: after }
    world.engine.clock.set((world.engine.clock.now() + DAY) as never)
    const none = await callOperation(world, 'getOrders', { query: asked })
    expect(none.json.payload.Orders).toEqual([])
    const cancelled = await call(
      world.app,
      'POST',
      `/v1/orders/${cod}/cancellations`,
      {},
      { token: world.tokens.operator },
    )
    expect(cancelled.status).toBe(201)
    await relayAll(world.engine)
    world.engine.clock.set((world.engine.clock.now() + 1) as never)
    const one = await callOperation(world, 'getOrders', { query: asked })
    expect(one.json.payload.Orders).toMatchObject([
      { SellerOrderId: 'shop-17', OrderStatus: 'Canceled' },
    ])
  })
})

test('what no order is, and what can not be parsed', async () => {
  const ask = async (id: string, query: Record<string, string>, path = {}) => {
    const { status, json } = await callOperation(world, id, { query, path })
    return [status, json.errors?.[0].code]
  }
  expect(await ask('getOrders', { MarketplaceIds: JAPAN })).toEqual([400, 'InvalidInput'])
  expect(await ask('getOrders', { CreatedAfter: '2020-05-01T00:00:00Z' })).toEqual([
    400,
    'InvalidInput',
  ])
  const token = { MarketplaceIds: JAPAN, NextToken: 'x' }
  expect(await ask('getOrders', token)).toEqual([400, 'InvalidInput'])
  expect(await ask('getOrder@v0', {}, { orderId: 'shop-17' })).toEqual([400, 'InvalidInput'])
  const elsewhere = { ...since, MarketplaceIds: 'ATVPDKIKX0DER' }
  expect(await ask('getOrders', elsewhere)).toEqual([200, undefined])
  const nowhere = { ...since, MarketplaceIds: `${JAPAN},ANOTHERONE` }
  expect(await ask('getOrders', nowhere)).toEqual([400, 'InvalidInput'])
  const newer = { createdAfter: '2020-05-01T00:00:00Z', marketplaceIds: 'ANOTHERONE' }
  expect(await ask('searchOrders', newer)).toEqual([400, 'InvalidInput'])
  const sums = { postedAfter: '2020-05-01T00:00:00Z', marketplaceId: 'ANOTHERONE' }
  expect(await ask('listTransactions', sums)).toEqual([400, 'InvalidInput'])
})

test('an ORDER_CHANGE names the order and its items as the operations take them', async () => {
  const hook = await receiver()
  await subscribed(world.engine, await sellerOwner(world.engine, 'tea-house'), hook.url, [
    'ORDER_CHANGE',
  ])
  // The operator's own reference is none that a tool could ask for.
  await order({ buyer: 'hanako', reference: '店-18/あ', lines: [line(2)] })
  await delivered(world.db, world.engine)
  const told = hook.received.map(({ body }) => JSON.parse(body).Payload.OrderChangeNotification)
  const references: string[] = []
  for (const { AmazonOrderId: orderId, Summary } of told) {
    const path = { orderId }
    const found = await callOperation(world, 'getOrder', { path })
    expect(found.json.payload).toMatchObject({ AmazonOrderId: orderId })
    references.push(found.json.payload.SellerOrderId)
    const items = await callOperation(world, 'getOrderItems', { path })
    const idsOf = (all: { OrderItemId: string }[]) => all.map(({ OrderItemId }) => OrderItemId)
    expect(idsOf(Summary.OrderItems)).toEqual(idsOf(items.json.payload.OrderItems))
  }
  expect(references).toContain('店-18/あ')
})
