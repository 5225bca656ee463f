import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeListing, previewListing, putListing } from '../../src/usecases/listings/change.ts'
import type { ListingAsk } from '../../src/usecases/listings/decide.ts'
import { listingHistory } from '../../src/usecases/listings/history.ts'
import { putListings } from '../../src/usecases/listings/put.ts'
import { findListing } from '../../src/usecases/listings/search.ts'
import { undoPointsReset } from '../../src/usecases/listings/undo-points-reset.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'
import { accepted, asin, found, fresh, furnish } from './kit.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

const manual = { seller: 'aoi', source: 'manual' } as const
const ten = { by: 'percentage', bps: 1_000 } as const

const put = (ask: ListingAsk) => putListing(engine, fresh(), { ...manual, ...ask })
const change = (ask: ListingAsk) => changeListing(engine, fresh(), { ...manual, ...ask })
const find = async (sku: string) => found(await findListing(engine, { seller: 'aoi', sku }))

beforeAll(async () => {
  await furnish(engine, ['aoi', 'midori'])
})

describe('a price-only update', () => {
  test('takes the points, says so, and one call gives them back', async () => {
    const sku = 'a/b 水筒#1'
    const made = accepted(await put({ sku, asin: asin(1), price: 1_000, stock: 5, points: ten }))
    expect(made).toMatchObject({ what: 'created', version: 1, effectivePoints: 100, warnings: [] })

    const app = { seller: 'aoi', source: 'app', by: 'repricer' } as const
    const reset = accepted(await changeListing(engine, fresh(), { ...app, sku, price: 800 }))
    expect(reset).toMatchObject({
      ...{ what: 'changed', version: 2, price: 800, points: null, effectivePoints: 0 },
      warnings: [{ warning: 'points_reset', previous: ten, previousPoints: 100 }],
    })
    expect((await find(sku)).pointsReset).toEqual({ at: engine.clock.now(), by: 'repricer' })

    const undone = accepted(await undoPointsReset(engine, fresh(), { ...manual, sku }))
    expect(undone).toMatchObject({ version: 3, price: 800, points: ten, effectivePoints: 80 })
    expect((await find(sku)).pointsReset).toBeNull()
    expect(await undoPointsReset(engine, fresh(), { ...manual, sku })).toMatchObject({
      refused: 'nothing_to_undo',
    })
    const history = found(await listingHistory(engine, { seller: 'aoi', sku }))
    expect(history.map(({ version, reason, by, source }) => [version, reason, by, source])).toEqual(
      [
        [3, 'points_reset_undone', 'test', 'manual'],
        [2, 'points_reset', 'repricer', 'app'],
        [1, 'created', 'test', 'manual'],
      ],
    )
    expect(history[1]).toMatchObject({
      before: { price: 1_000, points: ten, stock: 5, status: 'active' },
      after: { price: 800, points: null, stock: 5, status: 'active' },
    })
    const { rows } = await db.pool.query(
      `select payload from outbox where topic = 'listing.points_reset'`,
    )
    const { id } = await find(sku)
    expect(rows).toEqual([
      { payload: { seller: 'aoi', by: 'repricer', source: 'app', listings: [[id, 2]] } },
    ])
  })

  test('undone, an amount keeps the exact ratio it was set with', async () => {
    await put({ sku: 'amount', asin: asin(1), price: 999, points: { by: 'amount', points: 111 } })
    await change({ sku: 'amount', price: 500 })
    const undone = accepted(await undoPointsReset(engine, fresh(), { ...manual, sku: 'amount' }))
    expect(undone.points).toEqual({ by: 'amount', points: 111, ofPrice: 999 })
    expect(undone.effectivePoints).toBe(56) // 500 × 111 ÷ 999 = 55.56
  })

  test('by an automated change keeps the percentage', async () => {
    await put({ sku: 'auto', asin: asin(1), price: 1_000, points: ten })
    const ask = { seller: 'aoi', source: 'automated', sku: 'auto', price: 900 } as const
    expect(accepted(await changeListing(engine, fresh(), ask))).toMatchObject({
      ...{ points: ten, effectivePoints: 90, warnings: [] },
    })
  })

  test('setting points again settles an earlier reset', async () => {
    await put({ sku: 'again', asin: asin(1), price: 1_000, points: ten })
    await change({ sku: 'again', price: 900 })
    await change({ sku: 'again', points: { by: 'percentage', bps: 500 } })
    expect((await find('again')).pointsReset).toBeNull()
    expect(await undoPointsReset(engine, fresh(), { ...manual, sku: 'again' })).toMatchObject({
      refused: 'nothing_to_undo',
    })
  })
})

test('price, shipping, points, stock and state change together or apart', async () => {
  await put({ sku: 'apart', asin: asin(2), price: 1_000, points: ten, stock: 3 })
  await change({ sku: 'apart', shipping: 300 })
  await change({ sku: 'apart', stock: 0 })
  await change({ sku: 'apart', status: 'inactive' })
  expect(await find('apart')).toMatchObject({
    ...{ price: 1_000, shipping: 300, points: ten, stock: 0, status: 'inactive', version: 4 },
  })
  const amount = { by: 'amount', points: 120 } as const
  const together = { price: 1_200, shipping: 0, points: amount, stock: null, status: 'active' }
  accepted(await change({ sku: 'apart', ...together } as ListingAsk))
  expect(await find('apart')).toMatchObject({
    ...{ price: 1_200, shipping: 0, stock: null, status: 'active', version: 5 },
    ...{ points: { ...amount, ofPrice: 1_200 }, effectivePoints: 120 },
  })
})

test('a preview says what would happen, and nothing happens', async () => {
  await put({ sku: 'preview', asin: asin(2), price: 1_000, points: ten })
  const ask = { ...manual, sku: 'preview', price: 700 }
  const preview = found(await previewListing(engine, ask))
  expect(preview.warnings).toHaveLength(1)
  expect(await find('preview')).toMatchObject({ price: 1_000, version: 1 })
  expect(accepted(await changeListing(engine, fresh(), ask))).toEqual(preview)
})

test('what is so already is no change and leaves no trace', async () => {
  await put({ sku: 'same', asin: asin(2), price: 1_000, points: ten })
  const same = accepted(await change({ sku: 'same', price: 1_000, points: ten, stock: null }))
  expect(same).toMatchObject({ what: 'unchanged', version: 1 })
  expect(await listingHistory(engine, { seller: 'aoi', sku: 'same' })).toHaveLength(1)
})

describe('wrong input is refused, in this order', () => {
  beforeAll(async () => {
    accepted(await put({ sku: 'known', asin: asin(1), price: 1_000 }))
  })
  const bps = (value: number) => ({ by: 'percentage', bps: value }) as const
  test.each<[string, ListingAsk, object]>([
    ['51 %', { sku: 'known', points: bps(5_100) }, { refused: 'points_ratio_out_of_range' }],
    ['0.5 %', { sku: 'known', points: bps(50) }, { refused: 'points_ratio_out_of_range' }],
    [
      'an amount above 50 %',
      { sku: 'known', points: { by: 'amount', points: 501 } },
      { refused: 'points_ratio_out_of_range' },
    ],
    ['a price of −1', { sku: 'known', price: -1 }, { refused: 'amount_out_of_range' }],
    ['a price of 0', { sku: 'known', price: 0 }, { refused: 'amount_out_of_range' }],
    ['half a yen', { sku: 'known', price: 0.5 }, { refused: 'amount_out_of_range' }],
    ['a stock of −1', { sku: 'known', stock: -1 }, { refused: 'stock_out_of_range' }],
    ['nothing at all', { sku: 'known' }, { refused: 'nothing_named' }],
    ['another product', { sku: 'known', asin: asin(2), price: 1 }, { facts: { field: 'asin' } }],
    [
      'another condition',
      { sku: 'known', condition: 'used_good', price: 1 },
      { facts: { field: 'condition' } },
    ],
    ['no product', { sku: 'new', price: 1 }, { refused: 'listing_incomplete' }],
    ['no price', { sku: 'new', asin: asin(1) }, { facts: { field: 'price' } }],
    ['an unknown product', { sku: 'new', asin: 'X', price: 1 }, { refused: 'product_not_found' }],
    ['a price of 0', { sku: 'new', asin: asin(1), price: 0 }, { refused: 'amount_out_of_range' }],
    [
      'half a piece',
      { sku: 'new', asin: asin(1), price: 1, stock: 0.5 },
      { refused: 'stock_out_of_range' },
    ],
    ['a SKU with a tab', { sku: 'a\tb', price: 1 }, { refused: 'text_out_of_range' }],
    ['half a character', { sku: 'a\ud800', price: 1 }, { refused: 'text_out_of_range' }],
    ['blanks around', { sku: ' a', price: 1 }, { refused: 'text_out_of_range' }],
    ['a SKU too long', { sku: 'a'.repeat(101), price: 1 }, { refused: 'text_out_of_range' }],
  ])('%s: %j', async (_, ask, refusal) => {
    expect(await put(ask)).toMatchObject(refusal)
  })

  test('changing what is not listed', async () => {
    expect(await change({ sku: 'new', asin: asin(1), price: 1 })).toMatchObject({
      refused: 'listing_not_found',
    })
    const nobody = { ...manual, seller: 'nobody', sku: 'known', price: 1 }
    expect(await putListing(engine, fresh(), nobody)).toMatchObject({ refused: 'seller_not_found' })
  })

  test('nothing of it left a trace', async () => {
    expect(await find('known')).toMatchObject({ price: 1_000, version: 1 })
    const { rows } = await db.pool.query(`select from listing where sku = 'new'`)
    expect(rows).toEqual([])
  })
})

describe('a version that was seen', () => {
  test('is compared, and the refusal carries the values as they are', async () => {
    await put({ sku: 'seen', asin: asin(3), price: 1_000, points: ten, stock: 7 })
    accepted(await change({ sku: 'seen', price: 900, points: ten, version: 1 }))
    expect(await change({ sku: 'seen', price: 800, points: ten, version: 1 })).toEqual({
      refused: 'listing_changed',
      facts: {
        ...{ sku: 'seen', version: 2, price: 900, shipping: 0, points: 90, stock: 7 },
        status: 'active',
      },
    })
  })

  test('of twenty who change at once, one wins and the others are told', async () => {
    await put({ sku: 'race', asin: asin(3), price: 1_000 })
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => change({ sku: 'race', price: 500 + i, version: 1 })),
    )
    const won = answers.filter((answer) => answer.refused === undefined)
    expect(won).toHaveLength(1)
    expect(answers.filter((answer) => answer.refused === 'listing_changed')).toHaveLength(19)
    expect((await find('race')).version).toBe(2)
  })

  test('without one every change counts, one after another', async () => {
    await put({ sku: 'queue', asin: asin(3), price: 1_000 })
    const prices = Array.from({ length: 20 }, (_, i) => 500 + i)
    await Promise.all(prices.map((price) => change({ sku: 'queue', price })))
    const history = found(await listingHistory(engine, { seller: 'aoi', sku: 'queue' }))
    expect(history.map(({ version }) => version)).toEqual(
      Array.from({ length: 21 }, (_, i) => 21 - i),
    )
    // Each change starts where the one before ended.
    for (const [index, { before }] of history.slice(0, -1).entries()) {
      expect(before).toEqual(history[index + 1]?.after)
    }
    const changed = history.slice(0, -1).map(({ after }) => after.price)
    expect(changed.toSorted((a, b) => a - b)).toEqual(prices)
  })

  test('two who make the same SKU make one listing', async () => {
    const ask = { sku: 'twins', asin: asin(3), price: 1_000 }
    const answers = await Promise.all([put(ask), put(ask), put({ ...ask, price: 1_100 })])
    expect(answers.map(accepted).filter(({ what }) => what === 'created')).toHaveLength(1)
  })
})

test('many at once: each is accepted or refused by itself', async () => {
  const listings = Array.from({ length: 3_000 }, (_, i) => ({
    ...{ sku: `bulk-${i}`, asin: asin((i % 10) + 1), price: 100 + i, stock: i % 7 },
    ...(i % 2 === 0 ? { points: ten } : {}),
  }))
  const broken = { sku: 'bulk-x', asin: asin(1), price: 0 }
  const twice = { sku: 'bulk-1', asin: asin(1), price: 5 }
  const ask = { ...manual, seller: 'midori', listings: [...listings, broken, twice] }
  const intent = fresh()
  const outcome = accepted(await putListings(engine, intent, ask))
  expect(outcome).toMatchObject({ created: 3_000, changed: 0, unchanged: 0 })
  expect(outcome.refused.map(({ sku, refused }) => [sku, refused])).toEqual([
    ['bulk-x', 'amount_out_of_range'],
    ['bulk-1', 'sku_named_twice'],
  ])
  const { rows } = await db.pool.query(
    `select sum(l.price)::int as sum, count(*)::int as n, count(distinct h.listing_id)::int as told
      from listing l left join listing_history h on h.listing_id = l.id and h.version = 1
      where l.sku like 'bulk-%'`,
  )
  expect(rows).toEqual([{ sum: 3_000 * 100 + (2_999 * 3_000) / 2, n: 3_000, told: 3_000 }])
  expect(await putListings(engine, intent, ask)).toEqual({ outcome, replayed: true })
  expect(accepted(await putListings(engine, fresh(), { ...ask, listings }))).toMatchObject({
    ...{ created: 0, changed: 0, unchanged: 3_000 },
  })
})
