import { afterAll, beforeAll, expect, test } from 'vitest'
import { putListing } from '../../src/usecases/listings/change.ts'
import type { ListingAsk } from '../../src/usecases/listings/decide.ts'
import { expectedPriceOf } from '../../src/usecases/pricing/expected-price.ts'
import { productOffers } from '../../src/usecases/products/offers.ts'
import { setReferencePrice } from '../../src/usecases/products/reference-price.ts'
import { accepted, asin, found, fresh, furnish } from '../catalog/kit.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

const offer = async (seller: string, ask: Omit<ListingAsk, 'asin'>) =>
  accepted(await putListing(engine, fresh(), { seller, source: 'manual', asin: asin(1), ...ask }))
const worth = async (price: number | null, product = asin(1)) =>
  setReferencePrice(engine, fresh(), { asin: product, price })

beforeAll(async () => {
  await furnish(engine, ['a', 'b', 'c'])
  await offer('a', { sku: 'A/あ 1', price: 1_000 })
  await offer('b', { sku: 'B', price: 1_200, points: { by: 'percentage', bps: 1_000 } })
  await offer('c', { sku: 'C', price: 900, condition: 'used_good' })
})

const expected = async (seller: string, sku: string) => {
  const { expected } = found(await expectedPriceOf(engine, seller, sku))
  return expected
}

test('the expected price wins the featured offer when it is set, and a yen more does not', async () => {
  const answer = await expected('b', 'B')
  expect(answer).toMatchObject({ status: 'VALID_FOEP', price: 1_110, points: 111 })
  await offer('b', { sku: 'B', price: 1_110, points: { by: 'percentage', bps: 1_000 } })
  const featured = async () => (await productOffers(engine, asin(1))).groups[0]?.featured?.sku
  expect(await featured()).toBe('B')
  await offer('b', { sku: 'B', price: 1_111, points: { by: 'percentage', bps: 1_000 } })
  expect(await featured()).toBe('A/あ 1')
})

test('used offers do not compete with new ones', async () => {
  expect(await expected('c', 'C')).toMatchObject({ status: 'NO_COMPETING_OFFER' })
})

test('the operator’s reference price limits what is featured', async () => {
  accepted(await worth(950))
  const { groups } = await productOffers(engine, asin(1))
  expect(groups.map(({ featured }) => featured?.sku ?? null)).toEqual([null, 'C'])
  expect(groups[0]?.standings.map((one) => one.place !== 'featured' && one.lost)).toEqual([
    { because: 'above_competitive_price', by: 50 },
    { because: 'above_competitive_price', by: 50 },
  ])
  expect(await expected('a', 'A/あ 1')).toMatchObject({ status: 'NO_COMPETING_OFFER' })
  accepted(await worth(null))
  expect((await productOffers(engine, asin(1))).groups[0]?.featured?.sku).toBe('A/あ 1')
})

test('what is not there, and what is no price', async () => {
  expect(await worth(0)).toMatchObject({ refused: 'amount_out_of_range' })
  expect(await worth(1_000, 'B0NOTHING')).toMatchObject({ refused: 'product_not_found' })
  const nowhere = await expectedPriceOf(engine, 'nobody', 'A')
  expect(nowhere).toMatchObject({ refused: 'seller_not_found' })
  expect(await expectedPriceOf(engine, 'a', 'B')).toMatchObject({ refused: 'listing_not_found' })
})
