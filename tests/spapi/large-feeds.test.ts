import { Readable } from 'node:stream'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import type { SellerId } from '../../src/rules/ids.ts'
import { createDocument } from '../../src/usecases/documents/document.ts'
import { writeDocument } from '../../src/usecases/documents/parts.ts'
import { createFeed, type Feed, findFeed } from '../../src/usecases/feeds/feed.ts'
import { readIssues } from '../../src/usecases/feeds/issue.ts'
import { processFeed } from '../../src/usecases/feeds/process.ts'
import { processingReport } from '../../src/usecases/feeds/processing-report.ts'
import { processFeeds } from '../../src/usecases/feeds/work.ts'
import { call } from '../http/kit.ts'
import { feed as sent } from './documents.ts'
import { callOperation, type ToolWorld, toolWorld } from './kit.ts'

const PRICES = 'POST_FLAT_FILE_PRICEANDQUANTITYONLY_UPDATE_DATA'
const HEADER = 'sku\tprice\n'
const BATCH = 4_000

let world: ToolWorld
let seller: SellerId
beforeAll(async () => {
  world = await toolWorld()
  seller = (await world.engine.directory.seller('tea-house')) as SellerId
})

/** Puts a feed of prices in the queue. */
async function queued(lines: Iterable<string>): Promise<number> {
  const { engine, db } = world
  const made = { seller, use: 'feed', contentType: 'text/plain' } as const
  const input = await createDocument(db.pool, made, engine.clock.now())
  await writeDocument(db.pool, { seller, id: input }, Readable.from(lines).map(Buffer.from))
  return (await createFeed(engine, {
    ...{ seller, type: PRICES, marketplaces: [], options: {}, caller: 'tool:1:1', by: 'tool' },
    input,
  })) as number
}

function* unknownSkus(rows: number, last = ''): Generator<string> {
  yield HEADER
  for (let n = 1; n <= rows; n += 500) {
    yield Array.from({ length: 500 }, (_, i) => `A-SKU-THAT-IS-NOT-LISTED-${n + i}\t1000\n`).join(
      '',
    )
  }
  yield last
}

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')
/** Bytes that are still needed, on V8's heap. */
function held(): number {
  collect()
  return process.memoryUsage().heapUsed
}

describe('given a feed of which every row is refused', () => {
  /** Less than a short text for each of the rows between the two looks. */
  const FEW = 1_000_000

  test('what is held does not grow with its rows, nor with the length of its report', async () => {
    const id = await queued(unknownSkus(40_000))
    const at: number[] = []
    await processFeed(world.engine, { seller, id }, () => at.push(held()))
    expect(at).toHaveLength(10)
    expect((at[9] ?? 0) - (at[2] ?? 0)).toBeLessThan(FEW)

    const { db } = world
    await db.owner.query(
      `insert into feed_issue (seller_id, feed_id, n, batch, row, sku, warning, code, facts)
      select $1, $2, n, 1, n, 'A-SKU-THAT-IS-NOT-LISTED-' || n, false, 'listing_not_found',
        '{"sku":"A"}' from generate_series(1, 30000) as n`,
      [seller, id],
    )
    const feed = (await findFeed(db.pool, seller, id)) as Feed
    const report = processingReport({
      ...{ feed, seller: 'tea-house', refusal: undefined, issues: readIssues(db.pool, feed) },
      ...{ encoding: 'utf-8', language: 'en' },
    })
    const looks: number[] = []
    let pieces = 0
    let largest = 0
    for await (const piece of report) {
      pieces += 1
      largest = Math.max(largest, piece.length)
      if (pieces % 20 === 0) looks.push(held())
    }
    expect(looks.length).toBeGreaterThan(2)
    expect((looks.at(-1) ?? 0) - (looks[0] ?? 0)).toBeLessThan(FEW)
    expect(largest).toBeLessThan(131_072)
  })
})

test('how far a feed is can be seen while it goes on', async () => {
  const { db, app, tokens } = world
  const id = await queued(unknownSkus(BATCH + 500, 'TEA\t1100\n'))
  const seen = async () => {
    const url = '/v1/sellers/tea-house/feeds?limit=1'
    return (await call(app, 'GET', url, undefined, { token: tokens.teaHouse })).body.items[0]
  }
  // The second batch has to wait for whoever is at the listing.
  const other = await db.owner.connect()
  await other.query(`begin; select from listing where sku = 'TEA' for update`)
  const work = processFeeds(world.engine)
  try {
    await expect.poll(seen, { timeout: 20_000 }).toMatchObject({
      ...{ feed: id, status: 'in_progress', rows: BATCH, accepted: 0, invalid: BATCH },
    })
    const { json } = await callOperation(world, 'getFeed', { path: { feedId: String(id) } })
    expect(json.processingStatus).toBe('IN_PROGRESS')
  } finally {
    await other.query('rollback')
    other.release()
    await work
  }
  expect(await seen()).toMatchObject({ status: 'done', rows: BATCH + 501, accepted: 1 })
})

describe('given a small document that is very much when it is decompressed', () => {
  /** A member of gzip's, and as many of them as make 1.1 GiB. */
  const member = gzipSync(Buffer.alloc(16 * 1_048_576, 'x'))
  const bomb = (start: string) =>
    Buffer.concat([gzipSync(start), ...Array.from({ length: 70 }, () => member)])

  test.each([
    [PRICES, 'text/tab-separated-values', HEADER, '1073741824 bytes'],
    ['POST_PRODUCT_PRICING_DATA', 'text/xml', '<AmazonEnvelope><!-- ', '1048576 characters'],
    ['POST_PRODUCT_PRICING_DATA', 'text/xml', '<AmazonEnvelope a="', '1048576 characters'],
    ['JSON_LISTINGS_FEED', 'application/json', '{"header":"', '10485760 bytes'],
  ])('%s is given up at its limit, in little memory', async (type, kind, start, limit) => {
    const body = bomb(start)
    expect(body.length).toBeLessThan(2 * 1_048_576)
    const before = process.memoryUsage().rss
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss)
    }, 5)
    const contentType = `${kind}; charset=UTF-8`
    const { feed, report } = await sent(world, { type, body, contentType })
    clearInterval(watch)
    expect(feed.processingStatus).toBe('FATAL')
    expect(report).toMatch(new RegExp(`is (larger|longer) than ${limit}`))
    expect((most - before) / 1_048_576).toBeLessThan(200)
  })
})
