import { afterAll, beforeAll, expect, test } from 'vitest'
import { points } from '../../src/rules/money/amount.ts'
import { changeListing } from '../../src/usecases/listings/change.ts'
import { putListings } from '../../src/usecases/listings/put.ts'
import { findListing } from '../../src/usecases/listings/search.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { resolveCart } from '../../src/usecases/orders/resolve-lines.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'
import { bring, tsv } from './files.ts'
import { accepted, asin, found, fresh, furnish } from './kit.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

const ROWS = 2_000
const STOCK = 100_000
const skus = Array.from({ length: ROWS }, (_, i) => `s${i}`)

beforeAll(async () => {
  await registerBuyers(engine, [{ reference: 'hanako' }])
  await furnish(engine, ['aoi'])
  const listings = skus.map((sku) => ({ sku, asin: asin(1), price: 1_000, stock: STOCK }))
  accepted(await putListings(engine, fresh(), { seller: 'aoi', source: 'manual', listings }))
})

/** Files with another price for every SKU, one after another. */
async function feeds(count: number) {
  for (let n = 1; n <= count; n++) {
    const report = await bring(
      engine,
      tsv(['sku', 'price'], ...skus.map((sku) => [sku, 1_000 + n])),
    )
    expect(report).toMatchObject({ changed: ROWS, refused: 0 })
  }
}

/** Sells two at a time until told to stop; how many were sold. */
async function sales(until: { readonly over: boolean }) {
  let sold = 0
  while (!until.over) {
    const cart = found(await resolveCart(engine, [{ seller: 'aoi', sku: 's0', quantity: 2 }]))
    const ask = { buyer: 'hanako', redeem: points(0), payment: 'prepaid', ...cart } as const
    accepted(await placeOrder(engine, fresh(), ask))
    sold += 2
  }
  return sold
}

async function changes(count: number) {
  for (let n = 0; n < count; n++) {
    const ask = { seller: 'aoi', source: 'manual', sku: `s${n % 7}`, shipping: n + 1 } as const
    accepted(await changeListing(engine, fresh(), ask))
  }
}

test('a feed of prices takes back no sale', async () => {
  const feeding = { over: false }
  const selling = sales(feeding)
  await feeds(8)
  feeding.over = true
  const sold = await selling
  expect(sold).toBeGreaterThan(20)
  const { stock } = found(await findListing(engine, { seller: 'aoi', sku: 's0' }))
  expect(stock).toBe(STOCK - sold)
})

test('feeds and changes at the same time lose nothing of each other', async () => {
  await Promise.all([feeds(5), changes(60), changes(60)])
  // Each version starts where the one before ended, in what the two kinds of changes write.
  const { rows } = await db.pool.query(
    `select count(*) filter (where h.version > 1 and (
        h.price_before <> p.price or h.shipping_before <> p.shipping or p.version is null
      ))::int as broken, count(*)::int as n
      from listing_history h
      left join listing_history p on p.listing_id = h.listing_id and p.version = h.version - 1`,
  )
  const total = await db.pool.query('select sum(version)::int as n from listing')
  expect(rows).toEqual([{ broken: 0, n: total.rows[0].n }])
  expect(rows[0].n).toBeGreaterThan(5 * ROWS)
})
