import { afterAll, beforeAll, expect, test } from 'vitest'
import { points } from '../../src/rules/money/amount.ts'
import { after, DAY } from '../../src/rules/time/instant.ts'
import { createSubscription } from '../../src/usecases/notifications/subscriptions.ts'
import { cancelOrder } from '../../src/usecases/orders/cancel.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { shipOrder } from '../../src/usecases/orders/ship.ts'
import { announceEffects } from '../../src/usecases/outbox.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { announcePolicy } from '../../src/usecases/policy/announce.ts'
import { setReferencePrice } from '../../src/usecases/products/reference-price.ts'
import { accepted, asin, fresh, furnish } from '../catalog/kit.ts'
import { testDatabase } from '../kit/database.ts'
import { terms, testEngine } from '../kit/engine.ts'
import { offer } from '../pricing/kit.ts'
import { delivered, destination, receiver, sellerOwner, subscribed } from './kit.ts'
import { expectModelled, FILES } from './models.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

const TYPES = [...Object.keys(FILES), 'POINTS_RESET', 'POINTS_POLICY_CHANGE'] as const

beforeAll(async () => {
  await furnish(engine, ['a', 'b', 'c'], 3)
  await registerBuyers(engine, [{ reference: 'hanako' }])
  accepted(await grantPoints(engine, fresh(), { buyer: 'hanako', points: 500, reason: 'gift' }))
})

test('every type is told to whom it concerns, in Amazon’s form, and says nothing of redemption', async () => {
  const hook = await receiver()
  const a = await sellerOwner(engine, 'a')
  await subscribed(engine, a, hook.url, TYPES as never)
  const others = await receiver()
  await subscribed(engine, await sellerOwner(engine, 'b'), others.url, TYPES as never)

  const own = { sku: 'A 1/あ', price: 1_000, points: { by: 'percentage', bps: 1_000 } } as const
  await offer(engine, 'a', own)
  await delivered(db, engine)
  accepted(await setReferencePrice(engine, fresh(), { asin: asin(1), price: 800 }))
  await delivered(db, engine)
  const line = terms(a.as === 'seller' ? a.id : 0, {
    ...{ sku: own.sku, asin: asin(1), quantity: 2, pointsPerUnit: points(100) },
  })
  const order = {
    ...{ buyer: 'hanako', reference: '250-1111111-1111111', lines: [line] },
    ...{ redeem: points(123), payment: 'prepaid' as const },
  }
  accepted(await placeOrder(engine, fresh(), order))
  await delivered(db, engine)
  const units = [{ line: 1, quantity: 1 }]
  accepted(await shipOrder(engine, fresh(), { order: order.reference, units }))
  await delivered(db, engine)
  accepted(await cancelOrder(engine, fresh(), { order: order.reference, units: 'all' }))
  await offer(engine, 'a', { sku: own.sku, price: 700 })
  const now = engine.clock.now()
  const finished = { seller: 'a', type: 'POST_TEST', status: 'done', document: 'doc-1' }
  await announceEffects(
    db.pool,
    [
      { topic: 'feed.finished', payload: { ...finished, feed: 11 } },
      { topic: 'report.finished', payload: { ...finished, report: 12, document: null } },
    ],
    now,
    now,
  )
  const policy = { name: 'change', effectiveFrom: after(now, DAY), terms: { rounding: 'floor' } }
  accepted(await announcePolicy(engine, fresh(), policy as never))
  await delivered(db, engine)

  const got = hook.received.map(({ body, headers }) => ({
    type: String(headers['tamaru-notification-type']),
    body: JSON.parse(body),
  }))
  expect(new Set(got.map(({ type }) => type))).toEqual(new Set(TYPES))
  for (const { type, body } of got) expectModelled(type, body)
  const of = (type: string) => got.filter((one) => one.type === type).map(({ body }) => body)

  expect(
    of('ORDER_CHANGE').map((body) => body.Payload.OrderChangeNotification.Summary),
  ).toMatchObject([
    { OrderStatus: 'Unshipped', NumberOfItemsUnshipped: 2, NumberOfItemsShipped: 0 },
    { OrderStatus: 'PartiallyShipped', NumberOfItemsUnshipped: 1, NumberOfItemsShipped: 1 },
    { OrderStatus: 'Shipped', NumberOfItemsUnshipped: 0, NumberOfItemsShipped: 1 },
  ])
  expect(of('PRICING_HEALTH')).toMatchObject([
    {
      payload: {
        issueType: 'BuyBoxDisqualification',
        merchantOffer: { landedPrice: { amount: 900 }, points: { pointsNumber: 100 } },
        summary: { referencePrice: { competitivePriceThreshold: { amount: 800 } } },
      },
    },
  ])
  const offers = of('ANY_OFFER_CHANGED').map(({ Payload }) => Payload.AnyOfferChangedNotification)
  expect(offers[0]).toMatchObject({
    SellerId: 'a',
    OfferChangeTrigger: { ASIN: asin(1), OfferChangeType: 'Featured Offer' },
    Summary: { BuyBoxPrices: [{ LandedPrice: { Amount: 900 }, Points: { PointsNumber: 100 } }] },
  })
  expect(of('POINTS_RESET')).toMatchObject([{ payload: { sellerId: 'a', skus: [own.sku] } }])
  expect(of('POINTS_POLICY_CHANGE')).toMatchObject([{ payload: { inForce: false } }])
  expect(of('FEED_PROCESSING_FINISHED')).toMatchObject([
    { payload: { feedProcessingFinishedNotification: { feedId: '11', processingStatus: 'DONE' } } },
  ])
  // Not the metadata: its random ids may hold any digits.
  const payloads = got.map(({ body }) => body.Payload ?? body.payload)
  expect(JSON.stringify(payloads)).not.toMatch(/hanako|redeem|123/i)
  expect(others.received.map(({ headers }) => headers['tamaru-notification-type'])).toEqual([
    'POINTS_POLICY_CHANGE',
  ])
})

test('buyers’ points that expire are the operator’s to hear of, and no seller’s', async () => {
  const hook = await receiver()
  await subscribed(engine, { as: 'operator' }, hook.url, ['POINTS_EXPIRING'])
  const seller = await sellerOwner(engine, 'a')
  const made = await destination(engine, seller, { kind: 'webhook', url: hook.url })
  const ask = { type: 'POINTS_EXPIRING', destination: made.id, payloadVersion: '1.0' } as const
  const id = seller.as === 'seller' ? seller.id : 0
  expect(await createSubscription(engine, fresh(), seller, id, ask)).toMatchObject({
    refused: 'notification_not_yours',
  })
  const now = engine.clock.now()
  const { rows } = await db.pool.query(`select id from buyer where reference = 'hanako'`)
  await db.pool.query(
    `insert into outbox (topic, book_id, version, payload, event_at, recorded_at)
      values ('points.expiring', $1, 1, '{"points": 500, "expiresAt": "2020-07-01T00:00:00Z"}',
        to_timestamp($2::float8 / 1000), to_timestamp($2::float8 / 1000))`,
    [rows[0].id, now],
  )
  await delivered(db, engine)
  expect(hook.received.map(({ body }) => JSON.parse(body).payload)).toEqual([
    { points: 500, expiresAt: '2020-07-01T00:00:00Z', buyer: 'hanako' },
  ])
})

test('event filters keep away what is not of their kind or marketplace', async () => {
  const c = await sellerOwner(engine, 'c')
  const hook = await receiver()
  const asked = { eventFilterType: 'ORDER_CHANGE', orderChangeTypes: ['BuyerRequestedChange'] }
  const elsewhere = { eventFilterType: 'ANY_OFFER_CHANGED', marketplaceIds: ['ATVPDKIKX0DER'] }
  for (const eventFilter of [asked, elsewhere] as const) {
    const type = eventFilter.eventFilterType as 'ORDER_CHANGE' | 'ANY_OFFER_CHANGED'
    await subscribed(engine, c, hook.url, [type], { directive: { eventFilter } as never })
  }
  await offer(engine, 'c', { sku: 'C', price: 1_000 }, 2)
  const lines = [terms(c.as === 'seller' ? c.id : 0, { sku: 'C', asin: asin(2), quantity: 2 })]
  const order = { buyer: 'hanako', reference: '250-2222222-2222222', lines }
  const paid = { redeem: points(0), payment: 'prepaid' } as const
  accepted(await placeOrder(engine, fresh(), { ...order, ...paid }))
  await delivered(db, engine)
  expect(hook.received).toEqual([])
  accepted(await cancelOrder(engine, fresh(), { order: order.reference, units: 'all' }))
  await delivered(db, engine)
  expect(hook.received.map(({ body }) => JSON.parse(body).Payload.OrderChangeNotification)).toEqual(
    [expect.objectContaining({ OrderChangeType: 'BuyerRequestedChange' })],
  )
})

test('a filter that does not belong to its type is refused', async () => {
  const seller = await sellerOwner(engine, 'a')
  const made = await destination(engine, seller, { kind: 'webhook', url: 'https://shop.example/' })
  const id = seller.as === 'seller' ? seller.id : 0
  const ask = (type: string, eventFilter: object, payloadVersion = '1.0') =>
    createSubscription(engine, fresh(), seller, id, {
      ...{ type, destination: made.id, payloadVersion, directive: { eventFilter } },
    } as never)
  const gathered = { aggregationSettings: { aggregationTimePeriod: 'FiveMinutes' } }
  const refused = { refused: 'event_filter_invalid' }
  const order = { eventFilterType: 'ORDER_CHANGE' }
  expect(await ask('ORDER_CHANGE', { ...order, ...gathered })).toMatchObject(refused)
  expect(await ask('ANY_OFFER_CHANGED', order)).toMatchObject(refused)
  expect(await ask('PRICING_HEALTH', { eventFilterType: 'X' })).toMatchObject(refused)
  expect(await ask('ORDER_CHANGE', order, '2.0')).toMatchObject({ refused: 'value_unknown' })
})
