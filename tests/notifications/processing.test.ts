import { afterAll, expect, test } from 'vitest'
import { DAY, type Instant } from '../../src/rules/time/instant.ts'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { followSettlements } from '../../src/usecases/reports/follow-settlements.ts'
import { settleThrough } from '../../src/usecases/settlement/settle.ts'
import { call } from '../http/kit.ts'
import { feed, report, reportRows, sendFeed } from '../spapi/documents.ts'
import { callOperation, JAPAN, toolWorld } from '../spapi/kit.ts'
import { delivered, receiver, sellerOwner, subscribed } from './kit.ts'
import { expectModelled } from './models.ts'

const world = await toolWorld()
const { db, engine } = world
const TYPES = ['FEED_PROCESSING_FINISHED', 'REPORT_PROCESSING_FINISHED'] as const
const PRICES = 'POST_FLAT_FILE_PRICEANDQUANTITYONLY_UPDATE_DATA'
const LISTINGS = 'GET_MERCHANT_LISTINGS_ALL_DATA'
const SETTLEMENT = 'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2'

const hook = await receiver(200, afterAll)
const others = await receiver(200, afterAll)
await subscribed(engine, await sellerOwner(engine, 'tea-house'), hook.url, TYPES)
await subscribed(engine, await sellerOwner(engine, 'book-house'), others.url, TYPES)

/** What has arrived since it was last asked, without its envelope. */
async function arrived() {
  await relayAll(engine)
  while ((await followSettlements(engine)) > 0);
  await delivered(db, engine)
  return hook.received.splice(0).map(({ body, headers }) => {
    const type = String(headers['tamaru-notification-type'])
    const json = JSON.parse(body)
    expectModelled(type, json)
    return json.payload
  })
}

test('a feed that is processed reaches who sent it, with the report that getFeed names', async () => {
  const price = { type: PRICES, body: 'sku\tprice\tstandard-price-points\nTEA\t980\t98\n' }
  const good = await feed(world, price)
  expect(await arrived()).toEqual([
    {
      feedProcessingFinishedNotification: {
        ...{ sellerId: 'tea-house', accountId: 'amzn1.merchant.o.tea-house' },
        ...{ feedId: good.feed.feedId, feedType: PRICES, processingStatus: 'DONE' },
        resultFeedDocumentId: good.feed.resultFeedDocumentId,
      },
    },
  ])
  const bad = await feed(world, { ...price, body: 'no such column\n' })
  expect(await arrived()).toMatchObject([
    {
      feedProcessingFinishedNotification: {
        ...{ feedId: bad.feed.feedId, processingStatus: 'FATAL' },
        resultFeedDocumentId: bad.feed.resultFeedDocumentId,
      },
    },
  ])
})

test('a report that is written reaches who asked, and its document can be read', async () => {
  const made = await report(world, LISTINGS)
  const [told, ...more] = await arrived()
  expect(more).toEqual([])
  const { reportDocumentId, ...facts } = told.reportProcessingFinishedNotification
  expect(facts).toMatchObject({
    ...{ sellerId: 'tea-house', reportId: made.reportId },
    ...{ reportType: LISTINGS, processingStatus: 'DONE' },
  })
  expect(await reportRows(world, reportDocumentId)).toHaveLength(2)
})

test('what is taken out of the queue is told of as cancelled', async () => {
  const feedId = await sendFeed(world, { type: PRICES, body: 'sku\tprice\nTEA\t1\n' })
  const body = { reportType: LISTINGS, marketplaceIds: [JAPAN] }
  const { reportId } = (await callOperation(world, 'createReport', { body })).json
  await callOperation(world, 'cancelFeed', { path: { feedId } })
  await callOperation(world, 'cancelReport', { path: { reportId } })
  expect(await arrived()).toMatchObject([
    { feedProcessingFinishedNotification: { feedId, processingStatus: 'CANCELLED' } },
    { reportProcessingFinishedNotification: { reportId, processingStatus: 'CANCELLED' } },
  ])
})

test('a settlement report is told of once, when its period is settled and nobody asked', async () => {
  const token = world.tokens.operator
  const lines = [{ seller: 'tea-house', sku: 'TEA', quantity: 1 }]
  const { body } = await call(
    world.app,
    'POST',
    '/v1/orders',
    { buyer: 'hanako', lines },
    { token },
  )
  await call(world.app, 'POST', `/v1/orders/${body.order}/shipments`, {}, { token })
  engine.clock.set((engine.clock.now() + 20 * DAY) as Instant)
  await settleThrough(engine, engine.clock.now())
  const told = await arrived()
  expect(told.length).toBeGreaterThan(0)
  const { reportDocumentId, reportId } = told.at(-1).reportProcessingFinishedNotification
  const rows = await reportRows(world, reportDocumentId)
  expect(rows.flat()).toContain('CostOfPointsGranted')
  const { json } = await callOperation(world, 'getReports', { query: { reportTypes: SETTLEMENT } })
  expect(json.reports).toHaveLength(told.length)
  expect(json.reports).toContainEqual(expect.objectContaining({ reportId, reportDocumentId }))
  expect(await arrived()).toEqual([])
  expect(others.received).toEqual([])
})
