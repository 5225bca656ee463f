import { createDocument } from '../../documents/document.ts'
import { writeDocument } from '../../documents/parts.ts'
import type { Engine } from '../../engine.ts'
import { createFeed } from '../../feeds/feed.ts'
import { createReport } from '../../reports/report.ts'
import type { Doing, Picked } from './doing.ts'

const CALLER = 'trigger'

/** Sends a feed of one row, which gives a listing a tenth of its price in points. */
export async function feedFile(engine: Engine, { sellerId, marketplace, sku }: Picked): Doing {
  const { pool, clock } = engine
  const made = { seller: sellerId, use: 'feed', contentType: 'text/tab-separated-values' } as const
  const id = await createDocument(pool, made, clock.now())
  await writeDocument(pool, { seller: sellerId, id }, rowsFor(sku))
  const feed = await createFeed(engine, {
    ...{ seller: sellerId, type: 'POST_FLAT_FILE_OFFER_POINTS_PREFERENCE_DATA', options: {} },
    ...{ marketplaces: [marketplace], caller: CALLER, by: CALLER, input: id },
  })
  if (typeof feed !== 'number') throw new Error(`a feed of our own is refused: ${feed}`)
  return { to: String(feed), did: 'feed_created' }
}

async function* rowsFor(sku: string): AsyncGenerator<Buffer> {
  yield Buffer.from(`sku\tpoints_percent\n${sku}\t10\n`)
}

/** Asks for the report of all listings. */
export async function requestReport(engine: Engine, { sellerId, marketplace }: Picked): Doing {
  const ask = {
    ...{ seller: sellerId, type: 'GET_MERCHANT_LISTINGS_ALL_DATA', options: {} },
    marketplaces: [marketplace],
  }
  const report = await createReport(engine.pool, ask, engine.clock.now())
  return { to: String(report), did: 'report_created' }
}
