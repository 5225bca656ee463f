import { afterAll, beforeAll, expect, test } from 'vitest'
import { PRESETS } from '../../src/rules/policy/presets.ts'
import { putListing } from '../../src/usecases/listings/change.ts'
import type { ListingAsk } from '../../src/usecases/listings/decide.ts'
import { productOffers } from '../../src/usecases/products/offers.ts'
import { setStanding } from '../../src/usecases/sellers/set-standing.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'
import { accepted, asin, fresh, furnish } from './kit.ts'
import { govern } from './policies.ts'

const db = await testDatabase()
const engine = testEngine(db)
const before = await testDatabase()
const old = testEngine(before)
afterAll(() => Promise.all([engine.close(), old.close()]))

const percent = (bps: number) => ({ by: 'percentage', bps }) as const

const offer = async (seller: string, ask: Omit<ListingAsk, 'sku' | 'asin'>, product = 1) =>
  accepted(
    await putListing(engine, fresh(), {
      ...{ seller, source: 'manual', sku: 's', asin: asin(product) },
      ...ask,
    }),
  )

beforeAll(async () => {
  await furnish(engine, ['a', 'b', 'c', 'd', 'e', 'f'])
  await offer('a', { price: 1_000, shipping: 350 })
  await offer('b', { price: 1_400, points: percent(1_000), stock: 3 })
  await offer('c', { price: 1_260, stock: 0 })
  await offer('d', { price: 1_100, status: 'inactive' })
  await offer('e', { price: 900 })
  await offer('f', { price: 500, condition: 'used_good' })
  const standing = { seller: 'e', standing: 'suspended', reason: '調査中' } as const
  accepted(await setStanding(engine, fresh(), standing))
})

const told = async (product: string) => {
  const { groups } = await productOffers(engine, product)
  return groups.map(({ condition, featured, standings }) => ({
    condition,
    featured: featured?.sellerReference ?? null,
    standings: standings.map((one) => [
      one.offer.sellerReference,
      one.landed,
      one.place === 'featured' ? one.won : one.lost,
    ]),
  }))
}

test('points win the featured offer, and every loser hears why', async () => {
  expect(await told(asin(1))).toEqual([
    {
      condition: 'new',
      featured: 'b',
      standings: [
        ['b', 1_260, { because: 'lowest_landed_price', by: 90 }],
        ['a', 1_350, { because: 'higher_landed_price', by: 90 }],
        ['e', 900, { because: 'standing_not_good' }],
        ['d', 1_100, { because: 'not_active' }],
        ['c', 1_260, { because: 'out_of_stock' }],
      ],
    },
    {
      condition: 'used',
      featured: 'f',
      standings: [['f', 500, { because: 'only_eligible_offer' }]],
    },
  ])
})

test('the points are shown with their percentage', async () => {
  const { groups } = await productOffers(engine, asin(1))
  const shown = groups[0]?.standings.map(({ offer: one }) => [one.sellerReference, one.shown])
  expect(shown).toContainEqual(['b', { points: 140, bps: 1_000, percent: '10' }])
  expect(shown).toContainEqual(['a', null])
})

test('a product nobody offers has no offers', async () => {
  expect(await told(asin(2))).toEqual([])
  expect(await told('unknown')).toEqual([])
})

test('before the announced change, points do not count', async () => {
  await govern(before.pool, PRESETS['seed-2020-before'])
  await furnish(old, ['a', 'b'])
  for (const [seller, price, bps] of [
    ['a', 1_350, 0],
    ['b', 1_400, 1_000],
  ] as const) {
    const ask = { source: 'manual', sku: 's', asin: asin(1), points: percent(bps) } as const
    accepted(await putListing(old, fresh(), { ...ask, seller, price }))
  }
  const { groups } = await productOffers(old, asin(1))
  expect(groups[0]?.featured?.sellerReference).toBe('a')
})
