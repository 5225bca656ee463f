import { Readable } from 'node:stream'
import { afterAll, expect, test } from 'vitest'
import type { SellerId } from '../../src/rules/ids.ts'
import { createDocument, findDocument } from '../../src/usecases/documents/document.ts'
import { readParts, writeDocument } from '../../src/usecases/documents/parts.ts'
import { createFeed, type Feed, findFeed } from '../../src/usecases/feeds/feed.ts'
import { putProduct } from '../../src/usecases/products/put.ts'
import { acceptAgreement } from '../../src/usecases/sellers/accept-agreement.ts'
import { registerSeller } from '../../src/usecases/sellers/register.ts'
import { done, newKey } from '../http/kit.ts'
import { startProcess } from '../jobs/kit.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'

/** Rows of the feed: ten batches. Every hundredth is refused. */
const ROWS = 40_000

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

const intent = () => ({ caller: 'test', key: newKey() })

function* lines(): Generator<Buffer> {
  yield Buffer.from('sku\tproduct-id\tprice\tstandard-price-points\n')
  for (let n = 1; n <= ROWS; n++) {
    const points = n % 100 === 0 ? 900 : 10
    yield Buffer.from(`SKU-${n}\tB07TEA0001\t1000\t${points}\n`)
  }
}

test('a feed whose workers are killed, time and again: every row once, and every error', async () => {
  const shop = { reference: 'shop', name: '店', plan: 'professional' } as const
  await done(registerSeller(engine, intent(), shop))
  await done(acceptAgreement(engine, intent(), { seller: 'shop', version: 1, by: '店' }))
  await done(putProduct(engine, intent(), { asin: 'B07TEA0001', titleJa: '茶' }))
  const seller = (await engine.directory.seller('shop')) as SellerId
  const made = { seller, use: 'feed', contentType: 'text/plain' } as const
  const input = await createDocument(db.pool, made, engine.clock.now())
  await writeDocument(db.pool, { seller, id: input }, Readable.from(lines()))
  const id = (await createFeed(engine, {
    ...{ seller, type: 'POST_FLAT_FILE_INVLOADER_DATA', marketplaces: [], options: {} },
    ...{ caller: 'tool:1:1', by: 'tool', input },
  })) as number

  const feed = async () => (await findFeed(db.pool, seller, id)) as Feed
  for (let kill = 0; kill < 3; kill++) {
    const before = (await feed()).batches
    const workers = await startProcess('workers', db.url)
    const further = async () => (await feed()).batches
    await expect.poll(further, { timeout: 30_000, interval: 3 }).toBeGreaterThan(before)
    await workers.kill()
    expect((await feed()).status).toBe('in_progress')
  }
  const workers = await startProcess('workers', db.url)
  await expect
    .poll(async () => (await feed()).status, { timeout: 50_000, interval: 20 })
    .toBe('done')
  await workers.kill()

  expect(await feed()).toMatchObject({
    ...{ rows: ROWS, accepted: ROWS - ROWS / 100, invalid: ROWS / 100, batches: 10 },
  })
  const { rows } = await db.pool.query(
    `select count(*) as listings, max(version) as version,
      (select count(*) from listing_history) as changes from listing`,
  )
  const accepted = ROWS - ROWS / 100
  expect(rows).toEqual([{ listings: accepted, version: 1, changes: accepted }])
  const result = (await feed()).result as string
  const report = await findDocument(db.pool, seller, result, ['feed_result'])
  let text = ''
  for await (const part of readParts(db.pool, { seller, id: result })) text += part.toString()
  expect(report?.bytes).toBe(Buffer.byteLength(text))
  const errors = text.split('\n').filter((line) => line.includes('\tError\t'))
  expect(new Set(errors.map((line) => line.split('\t')[1])).size).toBe(ROWS / 100)
  expect(errors).toHaveLength(ROWS / 100)
})
