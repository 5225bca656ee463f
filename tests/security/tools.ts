import { transaction } from '../../src/database/connect.ts'
import type { SellerId } from '../../src/rules/ids.ts'
import { createDocument, linkDocument } from '../../src/usecases/documents/document.ts'
import { createFeed } from '../../src/usecases/feeds/feed.ts'
import { createDestination } from '../../src/usecases/notifications/destinations.ts'
import { queueNotifications, subscribersOf } from '../../src/usecases/notifications/queue.ts'
import { createSubscription } from '../../src/usecases/notifications/subscriptions.ts'
import { recordRecipient } from '../../src/usecases/orders/recipient.ts'
import { setPricingRule } from '../../src/usecases/pricing/set-rule.ts'
import { createReport } from '../../src/usecases/reports/report.ts'
import { done, newKey } from '../http/kit.ts'
import type { MarkedWorld } from './world.ts'

const as = () => ({ caller: 'test', key: newKey() })

/** One of everything that tools of `tea-house` leave behind, and where the marked order goes. */
export async function letToolsWork(world: MarkedWorld): Promise<void> {
  const { engine } = world
  const seller = (await engine.directory.seller('tea-house')) as SellerId
  await leaveFiles(world, seller)
  await subscribe(world, seller)
  const rule = { target: 'featured', step: { by: 'match' }, floor: 800, ceiling: 2_000 } as const
  const set = { seller: 'tea-house', sku: 'TEA', ...rule, enabled: false }
  await done(setPricingRule(engine, as(), set))
  const to = { name: 'MARK-BUYER', line1: '1-2-3', prefecture: '東京都', postalCode: '150-0001' }
  await done(recordRecipient(engine, as(), 'MARK-ORDER', to))
}

async function leaveFiles({ engine, db }: MarkedWorld, seller: SellerId): Promise<void> {
  const now = engine.clock.now()
  const made = { seller, use: 'feed', contentType: 'text/plain' } as const
  const input = await createDocument(db.pool, made, now)
  await linkDocument(db.pool, { seller, id: input }, true, now)
  const bytes = [seller, input]
  await db.pool.query(`insert into document_part values ($1, $2, 1, '\\x00')`, bytes)
  await db.pool.query('update document set bytes = 1 where seller_id = $1 and id = $2', bytes)
  const asked = { seller, type: 'POST_FLAT_FILE_INVLOADER_DATA', marketplaces: [], options: {} }
  const feed = await createFeed(engine, { ...asked, caller: 'test', by: 'test', input })
  await db.pool.query(
    `insert into feed_issue (seller_id, feed_id, n, batch, row, sku, warning, code, facts)
      values ($1, $2, 1, 1, 1, 'TEA', false, 'cell_empty', '{}')`,
    [seller, feed],
  )
  await createReport(db.pool, { ...asked, type: 'GET_MERCHANT_LISTINGS_ALL_DATA' }, now)
  await db.pool.query(
    `insert into report_schedule
        (seller_id, type, marketplaces, options, period, next_at, created_at)
      values ($1, 'GET_MERCHANT_LISTINGS_ALL_DATA', '{}', '{}', 'P1D', now(), now())`,
    [seller],
  )
}

async function subscribe({ engine, db }: MarkedWorld, seller: SellerId): Promise<void> {
  const owner = { as: 'seller', id: seller } as const
  const resource = { kind: 'webhook', url: 'https://shop.example/hook' } as const
  const made = await done(createDestination(engine, as(), owner, { name: 'x', resource }, 'public'))
  const type = 'POINTS_RESET'
  const ask = { type, destination: made.id, payloadVersion: '1.0' } as const
  await done(createSubscription(engine, as(), owner, seller, ask))
  const now = engine.clock.now()
  await transaction(db.pool, async (sql) => {
    const told = await subscribersOf(sql, [type], [seller])
    const one = { thread: 'x', payload: {}, at: now }
    await queueNotifications(
      sql,
      told.map((to) => ({ to, ...one })),
      now,
    )
  })
}
