import { readdir, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeListing } from '../../src/usecases/listings/change.ts'
import { countListings } from '../../src/usecases/listings/count.ts'
import type { ListingFilter } from '../../src/usecases/listings/filter.ts'
import { putListings } from '../../src/usecases/listings/put.ts'
import {
  LISTING_SORTS,
  type ListingCursor,
  type ListingPage,
  searchListings,
} from '../../src/usecases/listings/search.ts'
import { findProduct, searchProducts } from '../../src/usecases/products/find.ts'
import { putProduct, putProducts } from '../../src/usecases/products/put.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'
import { accepted, asin, found, fresh, furnish } from './kit.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

const ten = { by: 'percentage', bps: 1_000 } as const

beforeAll(async () => {
  await furnish(engine, ['aoi', 'midori'], 3)
  const products = [
    { asin: 'KETTLE', titleJa: '電気ケトル　１リットル', titleEn: 'Electric kettle 1 litre' },
    { asin: 'HALF', titleJa: 'ﾜｲﾔﾚｽ ｲﾔﾎﾝ 100%防水_黒', brand: 'ＴＡＭＡＲＵ' },
  ]
  accepted(await putProducts(engine, fresh(), products))
  const listings = [
    { sku: 'b-1', asin: asin(1), price: 1_000, points: ten, stock: 0 },
    { sku: 'a/2', asin: asin(2), price: 2_000, status: 'inactive', stock: 3 },
    { sku: 'C_3', asin: 'KETTLE', price: 3_000, points: { by: 'none' }, stock: 100 },
    { sku: '水筒-4', asin: 'HALF', price: 4_000, points: ten, condition: 'used_good' },
    { sku: 'あ', asin: asin(3), price: 5_000, points: ten, stock: 5 },
  ] as const
  for (const seller of ['aoi', 'midori']) {
    accepted(await putListings(engine, fresh(), { seller, source: 'manual', listings }))
  }
  const reset = { seller: 'aoi', source: 'manual', sku: 'あ', price: 5_500 } as const
  accepted(await changeListing(engine, fresh(), reset))
})

const skus = async (filter: ListingFilter) =>
  found(await searchListings(engine, { seller: 'aoi', ...filter })).listings.map(({ sku }) => sku)

describe('a seller finds its listings', () => {
  test.each<[ListingFilter, string[]]>([
    [{}, ['C_3', 'a/2', 'b-1', 'あ', '水筒-4']],
    [{ status: 'inactive' }, ['a/2']],
    [{ status: 'active' }, ['C_3', 'b-1', 'あ', '水筒-4']],
    [{ condition: 'used_good' }, ['水筒-4']],
    [{ points: 'some' }, ['b-1', '水筒-4']],
    [{ points: 'none' }, ['C_3', 'a/2', 'あ']],
    [{ pointsReset: true }, ['あ']],
    [{ pointsReset: false, points: 'none' }, ['C_3', 'a/2']],
    [{ stockAtMost: 0 }, ['b-1']],
    [{ stockAtMost: 5 }, ['a/2', 'b-1', 'あ']],
    [{ priceFrom: 2_000, priceTo: 4_000 }, ['C_3', 'a/2', '水筒-4']],
    [{ asin: 'KETTLE' }, ['C_3']],
    [{ skus: ['C_3', 'あ', 'not mine'] }, ['C_3', 'あ']],
    [{ skus: ['C_3', 'あ'], status: 'inactive' }, []],
    [{ query: '/' }, ['a/2']],
    [{ query: '_' }, ['C_3', '水筒-4']], // in a SKU, and in a title: not "any character"
    [{ query: '水筒' }, ['a/2', 'b-1', 'あ', '水筒-4']], // titles, and one SKU
    [{ query: 'ケトル' }, ['C_3']],
    [{ query: 'ELECTRIC ケトル' }, ['C_3']],
    [{ query: '1リットル' }, ['C_3']], // typed half-width, stored full-width
    [{ query: 'ワイヤレス' }, ['水筒-4']], // the reverse, in kana
    [{ query: 'tamaru' }, ['水筒-4']],
    [{ query: '100%防水' }, ['水筒-4']],
    [{ query: '筒' }, ['a/2', 'b-1', 'あ', '水筒-4']],
    [{ query: '水筒 1号' }, ['b-1']],
    [{ query: 'ケトル 水筒' }, []],
    [{ query: '水筒', status: 'inactive' }, ['a/2']],
  ])('%j', async (filter, expected) => {
    expect(await skus(filter)).toEqual(expected)
  })

  test.each(LISTING_SORTS)('page by page by %s, in both directions', async (sort) => {
    const orders: string[][] = []
    for (const descending of [false, true]) {
      const seen: ListingCursor[] = []
      let cursor: ListingCursor | null = null
      do {
        const ask = { seller: 'aoi', limit: 2, sort, descending, ...(cursor ? { cursor } : {}) }
        const page: ListingPage = found(await searchListings(engine, ask))
        expect(page.listings.length).toBeLessThanOrEqual(2)
        seen.push(...page.listings)
        cursor = page.next
      } while (cursor)
      orders.push(seen.map(({ sku }) => sku))
      if (sort === 'price') {
        const prices = seen.map(({ price }) => price)
        const inOrder = prices.toSorted((a, b) => (descending ? b - a : a - b))
        expect(prices).toEqual(inOrder)
      }
    }
    // The second page begins where the first ended, whatever the order.
    expect(orders[1]).toEqual(orders[0]?.toReversed())
    expect(orders[0]?.toSorted()).toEqual((await skus({})).toSorted())
  })

  test('counts what there is', async () => {
    expect(await countListings(engine, { seller: 'aoi' })).toEqual({
      ...{ total: 5, active: 4, inactive: 1, soldOut: 1, lowStock: 2, withPoints: 2 },
      pointsReset: 1,
    })
    expect(await countListings(engine, { seller: 'aoi', query: '水筒' })).toMatchObject({
      ...{ total: 4, active: 3, inactive: 1 },
    })
    expect(await countListings(engine, { seller: 'nobody' })).toMatchObject({
      refused: 'seller_not_found',
    })
  })
})

describe('products', () => {
  test('are found by words of title, brand and code, page by page', async () => {
    const page = await searchProducts(engine, { query: '水筒', limit: 2 })
    expect(page.products.map((product) => product.asin)).toEqual([asin(1), asin(2)])
    const rest = await searchProducts(engine, { query: '水筒', limit: 2, cursor: page.next ?? '' })
    expect(rest.products.map((product) => product.asin)).toEqual([asin(3)])
    expect(rest.next).toBeNull()
    const byCode = await searchProducts(engine, { query: 'kettle' })
    expect(byCode.products.map((product) => product.asin)).toEqual(['KETTLE'])
  })

  test('change when something differs, and are found by what they are now', async () => {
    const lamp = { asin: 'LAMP', titleJa: '卓上ランプ', category: 'home' }
    const put = async (ask: object) =>
      accepted(await putProduct(engine, fresh(), { ...lamp, ...ask })).what
    expect(await put({})).toBe('created')
    expect(await put({})).toBe('unchanged')
    expect(await put({ titleJa: '読書灯', category: null })).toBe('changed')
    expect(await findProduct(engine, 'LAMP')).toMatchObject({ titleJa: '読書灯', category: null })
    expect((await searchProducts(engine, { query: 'ランプ' })).products).toEqual([])
    expect((await searchProducts(engine, { query: '読書' })).products).toHaveLength(1)
    expect(await findProduct(engine, 'NONE')).toMatchObject({ refused: 'product_not_found' })
    expect(await putProduct(engine, fresh(), { ...lamp, titleJa: '' })).toMatchObject({
      refused: 'text_out_of_range',
    })
  })
})

describe('a part of a SKU', () => {
  const own = async (query: string, more: object = {}) =>
    found(await searchListings(engine, { seller: 'parts', query, ...more })).listings.map(
      ({ sku }) => sku,
    )

  beforeAll(async () => {
    await furnish(engine, ['parts', 'others'], 1)
    const listings = ['Tea-0200G', 'tea-0200g/２', 'ＴＥＡ－９', 'お茶ﾊﾞﾗ-1', '🍵🍵-1', '-'].map(
      (sku) => ({ sku, asin: asin(1), price: 1_000 }),
    )
    accepted(await putListings(engine, fresh(), { seller: 'parts', source: 'manual', listings }))
    const foreign = [{ sku: 'Tea-0200G-other', asin: asin(1), price: 1_000 }]
    const ask = { seller: 'others', source: 'manual', listings: foreign } as const
    accepted(await putListings(engine, fresh(), ask))
  })

  test.each([
    ['0200', ['Tea-0200G', 'tea-0200g/２']],
    ['TEA-0', ['Tea-0200G', 'tea-0200g/２']],
    ['ｔｅａ-９', ['ＴＥＡ－９']],
    ['g/2', ['tea-0200g/２']],
    ['茶バ', ['お茶ﾊﾞﾗ-1']],
    ['ﾊﾞﾗ', ['お茶ﾊﾞﾗ-1']],
    ['🍵-', ['🍵🍵-1']],
    ['2000', []],
    ['other', []],
  ])('%j is found in %j, whoever else has such', async (query, expected) => {
    expect(await own(query)).toEqual(expected)
  })

  test('is found in what was listed before there was an index of it', async () => {
    const rows = async () =>
      (
        await db.pool.query(
          `select seller_id, sku, form, (select array_agg(n order by n) from unnest(grams) n) as grams
            from listing_search where sku !~ '🍵' order by seller_id, sku`,
        )
      ).rows
    const written = await rows()
    const names = await readdir('db/migrations')
    const name = names.find((one) => one.endsWith('_found_skus.sql'))
    const file = await readFile(`db/migrations/${name}`, 'utf8')
    const [fill = ''] = /insert into listing_search[^;]+;/.exec(file) ?? []
    const { owner } = db
    await owner.query('delete from listing_search')
    await owner.query(fill)
    expect(await rows()).toEqual(written)
  })

  test('that more have than are named is found all the same, in both orders', async () => {
    const many = 10_050
    const listings = Array.from({ length: many }, (_, n) => ({
      ...{ sku: `Lot ${n}`, asin: asin(1), price: 1_000 + ((n * 7_919) % many) },
    }))
    for (let start = 0; start < many; start += 1_000) {
      const part = listings.slice(start, start + 1_000)
      const ask = { seller: 'parts', source: 'manual', listings: part } as const
      accepted(await putListings(engine, fresh(), ask))
    }
    expect(await own('ｌｏｔ', { limit: 2 })).toEqual(['Lot 0', 'Lot 1'])
    const dearest = listings.toSorted((a, b) => b.price - a.price).slice(0, 2)
    const by = { sort: 'price', descending: true, limit: 2 }
    expect(await own('LOT', by)).toEqual(dearest.map(({ sku }) => sku))
    const counted = found(await countListings(engine, { seller: 'parts', query: 'lot' }))
    expect(counted.total).toBe(many)
    expect(await own('lot 10049')).toEqual(['Lot 10049'])
  })
})
