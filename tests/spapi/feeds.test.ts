import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isRefusal } from '../../src/rules/refusal.ts'
import { processFeeds } from '../../src/usecases/feeds/work.ts'
import { putListing } from '../../src/usecases/listings/change.ts'
import { findListing } from '../../src/usecases/listings/search.ts'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { call, done, newKey } from '../http/kit.ts'
import { feed, processed, sendFeed } from './documents.ts'
import { accessToken, appFor, callOperation, JAPAN, type ToolWorld, toolWorld } from './kit.ts'

const POINTS = 'POST_FLAT_FILE_OFFER_POINTS_PREFERENCE_DATA'
const PRICES = 'POST_FLAT_FILE_PRICEANDQUANTITYONLY_UPDATE_DATA'
const INVENTORY = 'POST_FLAT_FILE_INVLOADER_DATA'
const LOADER = 'POST_FLAT_FILE_LISTINGS_DATA'
const PRICING = 'POST_PRODUCT_PRICING_DATA'

let world: ToolWorld
const STRANGE = 'S 1/あ'

beforeAll(async () => {
  world = await toolWorld()
})

/** Both SKUs as they were. */
beforeEach(async () => {
  for (const sku of ['TEA', STRANGE]) {
    const listing = {
      ...{ seller: 'tea-house', sku, asin: 'B07TEA0001', price: 1_000, shipping: 340 },
      points: { by: 'percentage', bps: 1_000 },
      stock: 5,
      source: 'manual',
      status: 'active',
    } as const
    await done(putListing(world.engine, { caller: 'test', key: newKey() }, listing))
  }
})

async function listing(sku: string) {
  const found = await findListing(world.engine, { seller: 'tea-house', sku })
  if (isRefusal(found)) throw new Error(found.refused)
  const { price, stock, status, effectivePoints: points } = found
  return { price, stock, status, points }
}

const rows = (...lines: readonly string[]) => `${lines.join('\n')}\n`

describe('points by percentage', () => {
  test('whole percents from 0 to 50, and what is neither is refused by its row', async () => {
    const body = rows('sku\tpoints_percent', 'TEA\t50', `${STRANGE}\t0`, 'NONE\t5', 'TEA-2\t51')
    const { feed: done, report } = await feed(world, { type: POINTS, body })
    expect(done.processingStatus).toBe('DONE')
    expect(await listing('TEA')).toMatchObject({ points: 500, price: 1_000 })
    expect(await listing(STRANGE)).toMatchObject({ points: 0 })
    expect(report).toContain('Number of records processed\t\t4\n')
    expect(report).toContain('Number of records successful\t\t2\n')
    expect(report).toMatch(/^4\tNONE\t\d+\tError\t/m)
  })

  test.each([
    ['51', 'points_ratio_out_of_range'],
    ['5.5', 'cell_not_whole'],
    ['-1', 'cell_not_whole'],
    ['', 'cell_empty'],
  ])('%s is refused, and the points stay', async (cell, code) => {
    const body = rows('sku\tpoints_percent', `TEA\t${cell}`)
    const { report } = await feed(world, { type: POINTS, body })
    expect(report).toMatch(new RegExp(`^2\tTEA\t\\d+\tError\t.*\\(${code}\\)$`, 'm'))
    expect(await listing('TEA')).toMatchObject({ points: 100 })
  })
})

describe('prices and quantities', () => {
  test('a price with points sets both; one without resets them, and the report says so', async () => {
    const body = rows(
      'sku\tprice\tstandard-price-points\tquantity',
      'TEA\t1200\t240\t7',
      `${STRANGE}\t1500\t\t`,
    )
    const { report } = await feed(world, { type: PRICES, body })
    expect(await listing('TEA')).toEqual({ price: 1_200, points: 240, stock: 7, status: 'active' })
    expect(await listing(STRANGE)).toMatchObject({ price: 1_500, points: 0, stock: 5 })
    expect(report).toMatch(/^3\tS 1\/あ\t\d+\tWarning\t.*\(points_reset\)$/m)
    expect(report).toContain('Number of records successful\t\t2\n')
  })

  test('a template has three lines of header, and comes in Shift_JIS', async () => {
    const text = rows(
      'TemplateType=PriceInventory\tVersion=2018.0924\tこの行は変更しないでください',
      '商品管理番号\t販売価格\tポイント',
      'sku\tprice\tstandard-price-points',
      `${STRANGE}\t2000\t1`,
    )
    const { report, bytes } = await feed(world, {
      ...{ type: PRICES, body: iconv.encode(text, 'cp932') },
      contentType: 'text/tab-separated-values; charset=Shift_JIS',
    })
    expect(report).not.toContain('あ')
    expect(iconv.decode(bytes, 'cp932')).toMatch(/^4\tS 1\/あ\t\d+\tError\t.*ポイント/m)
    expect(await listing(STRANGE)).toMatchObject({ price: 1_000, points: 100 })
  })

  test('a sale that is on counts with its points; one to come does not, and is noted', async () => {
    const body = rows(
      'sku\tprice\tstandard-price-points\tsale-price\tsale-price-points\tsale-from-date\tsale-through-date',
      'TEA\t1000\t100\t800\t80\t2020-05-01\t2020-06-30',
      `${STRANGE}\t1000\t100\t800\t80\t2020-07-01\t2020-07-31`,
    )
    const { report } = await feed(world, { type: PRICES, body })
    expect(await listing('TEA')).toMatchObject({ price: 800, points: 80 })
    expect(await listing(STRANGE)).toMatchObject({ price: 1_000, points: 100 })
    expect(report).toMatch(/^3\tS 1\/あ\t\d+\tWarning\t.*\(feed_sale_not_now\)$/m)
  })

  test('a column that is not known refuses the file: had it been the points, they were reset', async () => {
    const body = rows('sku\tprice\tstandard-price-point', 'TEA\t900\t90')
    const { feed: done, report } = await feed(world, { type: PRICES, body })
    expect(done.processingStatus).toBe('FATAL')
    expect(report).toContain('standard-price-point')
    expect(await listing('TEA')).toMatchObject({ price: 1_000, points: 100 })
  })
})

test('the inventory loader adds, changes and takes off', async () => {
  const body = rows(
    'sku\tproduct-id\tproduct-id-type\tprice\titem-condition\tquantity\tadd-delete\tstandard-price-points',
    'NEW-1\tB07TEA0001\tASIN\t700\t11\t3\ta\t70',
    'TEA\t\t\t\t\t\td\t',
    'NEW-2\t4901234567894\tEAN\t700\t11\t3\ta\t',
  )
  const { report } = await feed(world, { type: INVENTORY, body })
  expect(await listing('NEW-1')).toEqual({ price: 700, points: 70, stock: 3, status: 'active' })
  expect(await listing('TEA')).toMatchObject({ status: 'inactive', points: 100 })
  expect(report).toMatch(/^4\tNEW-2\t\d+\tError\t.*product-id-type/m)
})

test('the listing loader makes listings with their points', async () => {
  const body = rows('sku\tprice\tproduct-id\tstandard-price-points', 'NEW-3\t500\tB07TEA0001\t50')
  await feed(world, { type: LOADER, body })
  expect(await listing('NEW-3')).toMatchObject({ price: 500, points: 50 })
})

describe('prices as XML', () => {
  const envelope = (...messages: readonly string[]) =>
    `<?xml version="1.0" encoding="utf-8"?><AmazonEnvelope><Header><DocumentVersion>1.01</DocumentVersion></Header><MessageType>Price</MessageType>${messages.join('')}</AmazonEnvelope>`
  const message = (id: number, sku: string, price: string) =>
    `<Message><MessageID>${id}</MessageID><Price><SKU>${sku}</SKU>${price}</Price></Message>`
  const contentType = 'text/xml; charset=UTF-8'

  test('a price with points sets both, one without resets, a dollar is no yen', async () => {
    const body = envelope(
      message(
        7,
        'TEA',
        '<StandardPrice currency="JPY">1300</StandardPrice><StandardPricePoints>130</StandardPricePoints>',
      ),
      message(8, STRANGE, '<StandardPrice currency="JPY">1100</StandardPrice>'),
      message(9, 'TEA-2', '<StandardPrice currency="USD">11</StandardPrice>'),
    )
    const { feed: done, report } = await feed(world, { type: PRICING, body, contentType })
    expect(done.processingStatus).toBe('DONE')
    expect(await listing('TEA')).toMatchObject({ price: 1_300, points: 130 })
    expect(await listing(STRANGE)).toMatchObject({ price: 1_100, points: 0 })
    expect(report).toContain('<MessagesProcessed>3</MessagesProcessed>')
    expect(report).toContain('<MessagesSuccessful>2</MessagesSuccessful>')
    expect(report).toMatch(/<MessageID>8<\/MessageID><ResultCode>Warning<\/ResultCode>/)
    expect(report).toMatch(/<MessageID>9<\/MessageID><ResultCode>Error<\/ResultCode>.*TEA-2/s)
  })

  test.each([
    ['not closed', envelope(message(1, 'TEA', '<StandardPrice>')).replace('</AmazonEnvelope>', '')],
    ['an entity of its own', `<!DOCTYPE a [<!ENTITY b "c">]><AmazonEnvelope>&b;</AmazonEnvelope>`],
    ['something else', '<Invoice/>'],
    ['no XML', 'sku\tprice\n'],
    ['a comment without end', `<AmazonEnvelope><!-- ${'x'.repeat(2_000_000)}`],
    ['a tag without end', `<AmazonEnvelope a="${'x'.repeat(2_000_000)}`],
    ['elements in elements', `<AmazonEnvelope>${'<a>'.repeat(100)}`],
  ])('%s: refused as a whole', async (_, body) => {
    const { feed: done, report } = await feed(world, { type: PRICING, body, contentType })
    expect(done.processingStatus).toBe('FATAL')
    expect(report).toContain('<StatusCode>Rejected</StatusCode>')
  })
})

describe('listings as JSON', () => {
  const JSON_FEED = 'JSON_LISTINGS_FEED'
  const contentType = 'application/json; charset=UTF-8'
  const json = (messages: readonly object[], header: object = {}) =>
    JSON.stringify({
      header: { sellerId: 'tea-house', version: '2.0', issueLocale: 'en_US', ...header },
      messages,
    })
  const price = (yen: number, points?: number) => [
    {
      currency: 'JPY',
      our_price: [{ schedule: [{ value_with_tax: yen }] }],
      ...(points === undefined ? {} : { points: { points_number: points } }),
    },
  ]

  test('each operation, and a report of what became of the messages', async () => {
    const about = { productType: 'PRODUCT' }
    const body = json([
      {
        ...{ messageId: 1, sku: 'TEA', operationType: 'PARTIAL_UPDATE', ...about },
        attributes: { purchasable_offer: price(1_400, 140), item_name: [{ value: '茶' }] },
      },
      {
        ...{ messageId: 2, sku: STRANGE, operationType: 'PATCH', ...about },
        patches: [
          { op: 'replace', path: '/attributes/purchasable_offer', value: price(900) },
          {
            op: 'replace',
            path: '/attributes/fulfillment_availability',
            value: [{ fulfillment_channel_code: 'DEFAULT', quantity: 9 }],
          },
        ],
      },
      {
        ...{ messageId: 3, sku: 'NEW-4', operationType: 'UPDATE', ...about },
        requirements: 'LISTING_OFFER_ONLY',
        attributes: {
          merchant_suggested_asin: [{ value: 'B07TEA0001' }],
          purchasable_offer: price(600, 60),
        },
      },
      { messageId: 4, sku: 'NEW-4', operationType: 'DELETE' },
      { messageId: 5, sku: 'NONE', operationType: 'MAGIC' },
      { messageId: 6, operationType: 'DELETE' },
    ])
    const { feed: done, report } = await feed(world, { type: JSON_FEED, body, contentType })
    expect(done.processingStatus).toBe('DONE')
    expect(await listing('TEA')).toMatchObject({ price: 1_400, points: 140 })
    expect(await listing(STRANGE)).toMatchObject({ price: 900, points: 0, stock: 9 })
    expect(await listing('NEW-4')).toMatchObject({ price: 600, points: 60, status: 'active' })
    const { header, issues, summary } = JSON.parse(report)
    expect(header).toMatchObject({ sellerId: 'tea-house', version: '2.0' })
    expect(issues.map((one: { messageId: number }) => one.messageId)).toEqual([2, 4, 5, 6])
    expect(issues[0]).toMatchObject({
      severity: 'WARNING',
      message: expect.stringContaining('(points_reset)'),
    })
    expect(summary).toEqual({
      ...{ errors: 3, warnings: 1, messagesProcessed: 6 },
      ...{ messagesAccepted: 3, messagesInvalid: 3 },
    })
  })

  test.each([
    ['no JSON', '{"header":', 'JSON'],
    ['another seller’s', json([], { sellerId: 'book-house' }), 'header.sellerId'],
    ['another version', json([], { version: '1.0' }), 'header.version'],
    ['a list', '[]', 'no header'],
    ['too large', `"${' '.repeat(10 * 1_024 * 1_024)}"`, '10485760'],
  ])('%s: refused as a whole', async (_, body, reason) => {
    const { feed: done, report } = await feed(world, { type: JSON_FEED, body, contentType })
    expect(done.processingStatus).toBe('FATAL')
    expect(report).toContain(reason)
  })
})

describe('files that are no feed', () => {
  test.each([
    ['a spreadsheet', Buffer.from('PK\u0003\u0004\u0000\u0000'), 'The file is not text'],
    ['UTF-16', Buffer.from('\ufeffsku\tprice\n', 'utf16le'), 'The file is not text'],
    ['nothing', Buffer.alloc(0), 'has no header'],
    [
      'half of a compressed file',
      gzipSync('sku\tprice\n'.repeat(1_000)).subarray(0, 60),
      'can not be decompressed',
    ],
  ])('%s is answered with the reason', async (_, body, reason) => {
    const { feed: done, report } = await feed(world, { type: PRICES, body })
    expect(done.processingStatus).toBe('FATAL')
    expect(report).toContain(reason)
  })

  test('a compressed feed is read as it is', async () => {
    const body = gzipSync(rows('sku\tprice\tstandard-price-points', 'TEA\t999\t99'))
    const { feed: done } = await feed(world, { type: PRICES, body })
    expect(done.processingStatus).toBe('DONE')
    expect(await listing('TEA')).toMatchObject({ price: 999, points: 99 })
  })

  test('a broken row harms no other', async () => {
    const body = Buffer.concat([
      Buffer.from('sku\tprice\tstandard-price-points\n'),
      Buffer.from([0x54, 0xff, 0xfe, 0x09, 0x31, 0x09, 0x31, 0x0a]),
      Buffer.from('TEA\t1,100\t110\n"TEA\t1\t1\nTEA\t1\t1\n'),
    ])
    const { report } = await feed(world, { type: PRICES, body, contentType: 'text/plain' })
    expect(await listing('TEA')).toMatchObject({ price: 1_100, points: 110 })
    expect(report).toContain('Number of records processed\t\t4\n')
    expect(report).toContain('Number of records successful\t\t1\n')
    expect(report).toMatch(/^5\tTEA\t\d+\tError\t.*\(row_repeats_sku\)$/m)
  })
})

describe('a SKU that is not listed', () => {
  const xml = `<AmazonEnvelope><Header/><Message><MessageID>1</MessageID>
<Price><SKU>NONE</SKU><StandardPrice>1000</StandardPrice></Price></Message></AmazonEnvelope>`
  const message = (more: object) =>
    JSON.stringify({
      header: { sellerId: 'tea-house', version: '2.0' },
      messages: [{ messageId: 1, sku: 'NONE', productType: 'PRODUCT', ...more }],
    })
  const patches = [
    { op: 'replace', path: '/attributes/purchasable_offer', value: [{ points: { percent: 10 } }] },
  ]

  test.each([
    [POINTS, rows('sku\tpoints_percent', 'NONE\t10')],
    [PRICES, rows('sku\tprice', 'NONE\t1000')],
    [PRICING, xml],
    ['JSON_LISTINGS_FEED', message({ operationType: 'PATCH', patches })],
    ['JSON_LISTINGS_FEED', message({ operationType: 'DELETE' })],
  ])('%s says so, and asks for no product', async (type, body) => {
    const { report } = await feed(world, { type, body })
    expect(report).toContain('13013')
    expect(report).toContain('The seller has no listing NONE. (listing_not_found)')
  })
})

describe('feeds as they are listed', () => {
  test('newest first, a page at a time; a cancelled one is never processed', async () => {
    const body = rows('sku\tprice', 'TEA\t1')
    const id = await sendFeed(world, { type: PRICES, body })
    const cancelled = await callOperation(world, 'cancelFeed', { path: { feedId: id } })
    expect([cancelled.status, cancelled.json]).toEqual([200, {}])
    await sendFeed(world, { type: POINTS, body: rows('sku\tpoints_percent', 'TEA\t10') })
    const page = await callOperation(world, 'getFeeds', {
      query: { feedTypes: `${PRICES},${POINTS}`, pageSize: '1' },
    })
    expect(page.json.feeds[0].feedType).toBe(POINTS)
    const next = await callOperation(world, 'getFeeds', {
      query: { nextToken: page.json.nextToken },
    })
    expect(next.json.feeds[0]).toMatchObject({ feedId: id, processingStatus: 'CANCELLED' })
    const again = await callOperation(world, 'cancelFeed', { path: { feedId: id } })
    expect(again.status).toBe(400)
  })

  test('the seller sees how far each is, and which app sent it', async () => {
    const body = rows('sku\tpoints_percent', 'TEA\t10', 'NONE\t10')
    const id = await sendFeed(world, { type: POINTS, body })
    const newest = async () => {
      const url = '/v1/sellers/tea-house/feeds?limit=1'
      const seen = await call(world.app, 'GET', url, undefined, { token: world.tokens.teaHouse })
      return seen.body.items[0]
    }
    expect(await newest()).toMatchObject({ feed: Number(id), status: 'in_queue', rows: 0 })
    await processFeeds(world.engine)
    expect(await newest()).toMatchObject({
      ...{ by: 'tool', status: 'done', rows: 2, accepted: 1, invalid: 1, warned: 0 },
    })
  })

  test('another seller has no such feed, and an unknown type is none', async () => {
    const id = await sendFeed(world, { type: PRICES, body: rows('sku\tprice', 'TEA\t1000') })
    const token = await accessToken(world, await appFor(world.engine, 'book-house'))
    const theirs = await callOperation(world, 'getFeed', { path: { feedId: id }, token })
    expect(theirs.status).toBe(404)
    const { json } = await callOperation(world, 'createFeed', {
      body: { feedType: 'POST_NOTHING', marketplaceIds: [JAPAN], inputFeedDocumentId: 'x' },
    })
    expect(json.errors[0]).toMatchObject({ code: 'InvalidInput' })
    const elsewhere = await callOperation(world, 'createFeed', {
      body: { feedType: PRICES, marketplaceIds: ['ATVPDKIKX0DER'], inputFeedDocumentId: 'x' },
    })
    expect(elsewhere.json.errors[0].details).toContain('ATVPDKIKX0DER')
  })

  test('who finished is told in the outbox, for notifications', async () => {
    await relayAll(world.engine)
    const id = await sendFeed(world, { type: PRICES, body: rows('sku\tprice', 'TEA\t1000') })
    await processed(world, id)
    await relayAll(world.engine)
    const { rows: events } = await world.engine.pool.query(
      `select payload from event where type = 'feed.finished' and payload ->> 'feed' = $1`,
      [id],
    )
    expect(events).toMatchObject([{ payload: { seller: 'tea-house', type: PRICES } }])
  })
})
