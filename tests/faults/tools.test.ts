import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import type { SellerId } from '../../src/rules/ids.ts'
import { isRefusal } from '../../src/rules/refusal.ts'
import { DAY } from '../../src/rules/time/instant.ts'
import { advanceClock } from '../../src/usecases/clock/advance.ts'
import { createDocument } from '../../src/usecases/documents/document.ts'
import { writeDocument } from '../../src/usecases/documents/parts.ts'
import { createFeed } from '../../src/usecases/feeds/feed.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { createReport } from '../../src/usecases/reports/report.ts'
import { furnish } from '../catalog/kit.ts'
import { sandboxEngine, sell, startProcess } from '../jobs/kit.ts'
import { count } from '../kit/counts.ts'
import { testDatabase } from '../kit/database.ts'
import { receiver, sellerOwner, subscribed } from '../notifications/kit.ts'
import { offer } from '../pricing/kit.ts'

const db = await testDatabase()
const engine = sandboxEngine(db)
afterAll(() => engine.close())

const KILLS = count(4, 40)
const REPORT = 'GET_MERCHANT_LISTINGS_ALL_DATA'
const SETTLEMENT = 'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2'

/** A feed that gives each of a few listings points, and a report of them all. */
async function ask(seller: SellerId): Promise<void> {
  const made = { seller, use: 'feed', contentType: 'text/plain' } as const
  const input = await createDocument(db.pool, made, engine.clock.now())
  const rows = Array.from({ length: 20 }, (_, n) => `SKU-${n}\t10\n`).join('')
  await writeDocument(
    db.pool,
    { seller, id: input },
    Readable.from([Buffer.from(`sku\tpoints_percent\n${rows}`)]),
  )
  await createFeed(engine, {
    ...{ seller, type: 'POST_FLAT_FILE_OFFER_POINTS_PREFERENCE_DATA', marketplaces: [] },
    ...{ options: {}, caller: 'tool:1:1', by: 'tool', input },
  })
  const report = { seller, type: REPORT, marketplaces: [], options: {} }
  await createReport(db.pool, report, engine.clock.now())
}

test(`workers killed ${KILLS} times between feeds, reports and settlements: each once, and told of`, async () => {
  await furnish(engine, ['a'], 1)
  await offer(engine, 'a', { sku: 'A', price: 1_000 })
  const hook = await receiver()
  const owner = await sellerOwner(engine, 'a')
  const seller = (await engine.directory.seller('a')) as SellerId
  await registerBuyers(engine, [{ reference: 'hanako' }])
  await subscribed(engine, owner, hook.url, [
    'FEED_PROCESSING_FINISHED',
    'REPORT_PROCESSING_FINISHED',
  ])
  for (let kill = 0; kill < KILLS; kill++) {
    await sell(engine, 'hanako', `o-${kill}`, {}, seller)
    await ask(seller)
    // A period ends and is settled, so a settlement report is due as well.
    const workers = await startProcess('workers', db.url)
    const advancing = startProcess('advance', db.url, String(15 * DAY))
    await sleep(40 + 70 * kill)
    for (const process of [workers, await advancing]) await process.kill()
  }
  // The database takes a moment to see that the killed one moves the clock no more.
  const isRefused = async () => isRefusal(await advanceClock(engine, { by: 15 * DAY }))
  await expect.poll(isRefused).toBe(false)
  const last = await startProcess('workers', db.url)
  const behind = async () => {
    const { rows } = await db.pool.query<{ behind: number }>(
      `select ((select count(*) from outbox)
        + (select max(id) - (select min(event_id) from event_reader) from event)
        + (select count(*) from feed where status <> 'done')
        + (select count(*) from report where status <> 'done')
        + (select count(*) from delivery where state = 'waiting'))::int as behind`,
    )
    return rows[0]?.behind
  }
  await expect.poll(behind, { timeout: 60_000 }).toBe(0)
  await last.kill()

  // One settlement report for each statement, each report and feed done once and announced once.
  const { rows } = await db.pool.query(
    `select (select count(*)::int from statement) as statements,
      (select count(*)::int from report where type = $1) as settlements,
      (select count(distinct period)::int from report where type = $1) as periods,
      (select count(*)::int from report where type = $2) as reports,
      (select count(*)::int from feed) as feeds,
      (select count(*)::int from document where use = 'report' and source is null) as files,
      (select count(*)::int from document where use = 'feed_result') as results`,
    [SETTLEMENT, REPORT],
  )
  const [found] = rows
  expect(found.statements).toBeGreaterThan(0)
  expect(found).toMatchObject({
    ...{ settlements: found.statements, periods: found.statements },
    ...{ reports: KILLS, feeds: KILLS, files: KILLS, results: KILLS },
  })
  const events = await db.pool.query(
    `select type, count(*)::int as told,
        count(distinct coalesce(payload ->> 'feed', payload ->> 'report'))::int as of
      from event where type in ('feed.finished', 'report.finished') group by type order by type`,
  )
  expect(events.rows).toEqual([
    { type: 'feed.finished', told: KILLS, of: KILLS },
    ...[{ type: 'report.finished', told: KILLS + found.statements, of: KILLS + found.statements }],
  ])
  // At least once to the program, and the same ones under the same id.
  const ids = new Set(hook.received.map(({ headers }) => headers['tamaru-notification-id']))
  const kinds = hook.received.map(({ headers }) => headers['tamaru-notification-type'])
  expect(ids.size).toBe(2 * KILLS + found.statements)
  expect(new Set(kinds)).toEqual(
    new Set(['FEED_PROCESSING_FINISHED', 'REPORT_PROCESSING_FINISHED']),
  )
}, 120_000)
