import { afterAll, beforeAll, expect, test } from 'vitest'
import { productOffers } from '../../src/usecases/products/offers.ts'
import { registerSeller } from '../../src/usecases/sellers/register.ts'
import { accepted, asin, fresh, furnish } from '../catalog/kit.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'
import { delivered, receiver, sellerOwner, subscribed } from '../notifications/kit.ts'
import { eventsOf, offer, prices, rule, settled } from './kit.ts'

const US = 'ATVPDKIKX0DER'
const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

beforeAll(async () => {
  await furnish(engine, ['a', 'b'], 1)
  const shop = { plan: 'professional', marketplace: US } as const
  for (const reference of ['us-1', 'us-2'])
    accepted(await registerSeller(engine, fresh(), { ...shop, reference, name: reference }))
})

const featured = async () =>
  (await productOffers(engine, asin(1))).groups.map((group) => [
    ...[group.marketplace, group.condition, group.featured?.sellerReference],
  ])

test('offers compete on their own marketplace: a cheaper one elsewhere features, prices and tells nothing here', async () => {
  const hook = await receiver()
  await subscribed(engine, await sellerOwner(engine, 'a'), hook.url, ['ANY_OFFER_CHANGED'])
  await offer(engine, 'a', { price: 1_500 })
  await offer(engine, 'b', { price: 1_400 })
  await rule(engine, 'a')
  await settled(engine)
  expect((await prices(db))['sku-a']).toBe(1_400)
  await delivered(db, engine)
  const told = hook.received.length
  const ours = (await eventsOf(engine, 'b', ['featured_offer.changed'])).length

  await offer(engine, 'us-1', { price: 900 })
  await offer(engine, 'us-2', { price: 1_000 })
  await settled(engine)
  // The rule stays with Japan's featured offer, and nobody there is told of anything.
  expect((await prices(db))['sku-a']).toBe(1_400)
  expect(await delivered(db, engine)).toBe(0)
  expect(hook.received).toHaveLength(told)
  expect(await featured()).toEqual([
    ['A1VC38T7YXB528', 'new', expect.stringMatching(/^[ab]$/)],
    [US, 'new', 'us-1'],
  ])

  // Over there it is a change like any other, recorded by itself.
  await offer(engine, 'us-2', { price: 800 })
  await settled(engine)
  expect((await featured())[1]).toEqual([US, 'new', 'us-2'])
  const seen = (await eventsOf(engine, 'us-1', ['featured_offer.changed'])).map(
    ({ facts }) => (facts as { won: { seller: string } }).won.seller,
  )
  expect(seen).toEqual(['us-1', 'us-2'])
  expect(await eventsOf(engine, 'b', ['featured_offer.changed'])).toHaveLength(ours)
  const { rows } = await db.pool.query(
    'select marketplace, max(n) as n from offer_change group by 1 order by 1',
  )
  expect(rows.map(({ marketplace }) => marketplace)).toEqual(['A1VC38T7YXB528', US])
})
