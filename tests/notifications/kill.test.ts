import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asin, furnish } from '../catalog/kit.ts'
import { startProcess } from '../jobs/kit.ts'
import { count, patience } from '../kit/counts.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'
import { offer, prices, rule } from '../pricing/kit.ts'
import { receiver, sellerOwner, subscribed } from './kit.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

const PRODUCTS = 12
const KILLS = count(5, 100)

beforeAll(async () => {
  await furnish(engine, ['a', 'b'], PRODUCTS)
})

const numbers = Array.from({ length: PRODUCTS }, (_, n) => n + 1)

test(
  'kill -9 of the workers: every change is answered once and told at least once, in order',
  async () => {
    const hook = await receiver()
    await subscribed(engine, await sellerOwner(engine, 'a'), hook.url, ['ANY_OFFER_CHANGED'])
    for (const n of numbers) {
      await offer(engine, 'a', { sku: `a-${n}`, price: 5_000 }, n)
      await offer(engine, 'b', { sku: `b-${n}`, price: 6_000 }, n)
      await rule(engine, 'b', { sku: `b-${n}`, floor: 1, ceiling: 9_000 })
    }
    let price = 5_000
    for (let kill = 0; kill < KILLS; kill++) {
      const workers = await startProcess('watchers', db.url)
      price += 10
      for (const n of numbers) await offer(engine, 'a', { sku: `a-${n}`, price }, n)
      await sleep(30 + 60 * (kill % 5))
      await workers.kill()
    }
    const last = await startProcess('watchers', db.url)
    const behind = async () => {
      const { rows } = await db.pool.query(
        `select (select count(*) from outbox) + (select max(id) from event)
        - (select min(event_id) from event_reader)
        + (select count(*) from delivery where state = 'waiting') as behind`,
      )
      return rows[0].behind
    }
    await expect.poll(behind, { timeout: 20_000 }).toBe(0)
    await last.kill()

    // Every rule stands where its competitor does, and has set each price once.
    const now = await prices(db)
    for (const n of numbers) expect(now[`b-${n}`]).toBe(price)
    const { rows: twice } = await db.pool.query(
      `select listing_id, price_before, price, count(*) from pricing_decision
      where what = 'changed' group by 1, 2, 3 having count(*) > 1`,
    )
    expect(twice).toEqual([])
    const { rows: torn } = await db.pool.query(
      `select d.listing_id from pricing_decision d where what = 'changed' and not exists (
        select from listing_history h where h.listing_id = d.listing_id
          and h.source = 'automated' and h.price = d.price)`,
    )
    expect(torn).toEqual([])

    // Every notification that was queued has come, some perhaps twice under the same id.
    const ids = hook.received.map(({ headers }) => String(headers['tamaru-notification-id']))
    const { rows: queued } = await db.pool.query('select notification_id as id from delivery')
    expect(new Set(ids)).toEqual(new Set(queued.map(({ id }) => id)))
    // In order for each product, when what came again is left out.
    const first = hook.received.filter((_, index) => ids.indexOf(ids[index] as string) === index)
    for (const n of numbers) {
      const order = first.flatMap(({ body }) => {
        const { AnyOfferChangedNotification: told } = JSON.parse(body).Payload
        const own = told.OfferChangeTrigger.ASIN === asin(n)
        return own
          ? [told.Offers.find((o: { SellerId: string }) => o.SellerId === 'a').ListingPrice.Amount]
          : []
      })
      expect(order).toEqual(order.toSorted((x, y) => x - y))
      expect(order.at(-1)).toBe(price)
    }
  },
  patience(60_000),
)
