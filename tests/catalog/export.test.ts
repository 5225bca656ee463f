import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Decoder, type Encoding } from '../../src/files/decoder.ts'
import { CONDITIONS } from '../../src/rules/offers/offer.ts'
import type { PointsAsk } from '../../src/rules/offers/points.ts'
import { PRESETS } from '../../src/rules/policy/presets.ts'
import { changeListing } from '../../src/usecases/listings/change.ts'
import type { ListingAsk } from '../../src/usecases/listings/decide.ts'
import { inventoryTemplate } from '../../src/usecases/listings/export.ts'
import { importListings } from '../../src/usecases/listings/import.ts'
import { putListings } from '../../src/usecases/listings/put.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'
import { bring, exported, fileOf, importer, tsv } from './files.ts'
import { accepted, asin, found, fresh, furnish } from './kit.ts'
import { govern } from './policies.ts'

const db = await testDatabase()
const engine = testEngine(db)
const folder = await mkdtemp(path.join(tmpdir(), 'tamaru-import-'))
afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true })
})

beforeAll(async () => {
  // A price-only update keeps the ratio here, so that amounts come to be set at other prices.
  const { offering } = PRESETS['seed-2020']
  const keeping = { ...offering, priceOnlyUpdate: 'keep' } as const
  await govern(db.pool, { ...PRESETS['seed-2020'], offering: keeping })
  await furnish(engine, ['aoi', 'formula', 'twice', 'cut', 'whole'])
})

const put = async (seller: string, listings: readonly ListingAsk[]) => {
  const done = accepted(await putListings(engine, fresh(), { seller, source: 'manual', listings }))
  expect(done.refused).toEqual([])
}

const text = (bytes: Uint8Array, encoding: Encoding = 'utf-8') => {
  const decoder = new Decoder(encoding)
  return decoder.write(bytes) + decoder.end()
}

const sku = fc
  .string({ unit: fc.constantFrom(...`aZ09 /\\"',;=+-@#%_.あ水①ｱ髙〜～−－😀é`), maxLength: 8 })
  .map((core) => `s${core}e`)
const points: fc.Arbitrary<PointsAsk | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.constant<PointsAsk>({ by: 'none' }),
  fc.integer({ min: 100, max: 5_000 }).map((bps): PointsAsk => ({ by: 'percentage', bps })),
  fc.integer({ min: 10, max: 50 }).map((some): PointsAsk => ({ by: 'amount', points: some })),
)
const listing = fc.record({
  sku: fc.oneof(
    sku,
    sku.map((core) => `=${core}`),
    sku.map((core) => `'@${core}`),
  ),
  condition: fc.constantFrom(...CONDITIONS),
  price: fc.integer({ min: 100, max: 1_000 }),
  later: fc.option(fc.integer({ min: 1, max: 900_000_000 }), { nil: undefined }),
  shipping: fc.integer({ min: 0, max: 1_000 }),
  stock: fc.option(fc.integer({ min: 0, max: 1_000 })),
  status: fc.constantFrom('active' as const, 'inactive' as const),
  points,
})

test('an exported inventory, imported again, changes nothing: any listing, both encodings', async () => {
  const listings = fc.uniqueArray(listing, {
    ...{ minLength: 300, maxLength: 300, selector: (one: { sku: string }) => one.sku },
  })
  const [drawn = []] = fc.sample(listings, { numRuns: 1, seed: 20_200_601 })
  await put(
    'aoi',
    drawn.map(({ later: _, points: setting, ...one }, index) => ({
      ...{ ...one, asin: asin((index % 10) + 1) },
      ...(setting ? { points: setting } : {}),
    })),
  )
  for (const { sku: name, later } of drawn) {
    if (later === undefined) continue
    const ask = { seller: 'aoi', source: 'manual', sku: name, price: later } as const
    accepted(await changeListing(engine, fresh(), ask))
  }
  const state = async () => (await db.pool.query('select * from listing order by id')).rows
  const before = await state()
  expect(before.some((row) => row.points_of_price && row.points_of_price !== row.price)).toBe(true)
  for (const encoding of ['utf-8', 'shift_jis'] as const) {
    for (const delimiter of ['\t', ','] as const) {
      for (const language of ['ja', 'en'] as const) {
        const file = await exported(engine, { seller: 'aoi', encoding, delimiter, language })
        expect(file.rows + file.unwritable.length).toBe(300)
        const report = await bring(engine, '', { file: fileOf(file.bytes) })
        expect(report).toMatchObject({ unchanged: file.rows, changed: 0, created: 0, refused: 0 })
        expect(report).toMatchObject({ encoding, delimiter })
      }
    }
  }
  expect(await state()).toEqual(before)
})

test('what Shift_JIS can not write, or not tell apart, is left out and named', async () => {
  const file = await exported(engine, { seller: 'aoi', encoding: 'shift_jis' })
  const { rows } = await db.pool.query('select sku from listing order by sku')
  const hopeless = (name: string) =>
    /[😀é]/u.test(name) || (/[〜−]/.test(name) && /[～－]/.test(name))
  const names = rows.map((row) => row.sku as string)
  const windows = (name: string) => name.replaceAll('〜', '～').replaceAll('−', '－')
  const shadowed = (name: string) => windows(name) !== name && names.includes(windows(name))
  expect(names.filter(shadowed).length).toBeGreaterThan(0)
  expect(file.unwritable).toEqual(names.filter((name) => hopeless(name) || shadowed(name)))
})

test('the file reads as the people expect who use it', async () => {
  await put('twice', [
    { sku: 'a', asin: asin(1), price: 1_000, shipping: 350, stock: 3, points: { by: 'none' } },
    { sku: 'b', asin: asin(2), price: 999, points: { by: 'percentage', bps: 333 } },
    { sku: 'c', asin: asin(2), price: 999, points: { by: 'amount', points: 50 } },
  ])
  const japanese = await exported(engine, { seller: 'twice' })
  expect(text(japanese.bytes)).toBe(
    [
      '出品者SKU\t商品コード(ASIN)\t商品名\tコンディション\t価格\t配送料\tポイント(%)\tポイント\t数量\tステータス',
      `a\t${asin(1)}\tステンレス水筒 1号\t新品\t1000\t350\t0\t\t3\t出品中`,
      `b\t${asin(2)}\tステンレス水筒 2号\t新品\t999\t0\t3.33\t\t\t出品中`,
      `c\t${asin(2)}\tステンレス水筒 2号\t新品\t999\t0\t\t50\t\t出品中`,
      '',
    ].join('\r\n'),
  )
  const some = await exported(engine, { seller: 'twice', language: 'en', points: 'some' })
  expect(
    text(some.bytes)
      .split('\r\n')
      .map((line) => line.split('\t')[0]),
  ).toEqual([...['sku', 'b', 'c', '']])
  expect(text(inventoryTemplate({}))).toBe(`${text(japanese.bytes).split('\n')[0]}\n`)
})

describe('a formula in a spreadsheet', () => {
  test('is neutralised in the file, and comes back as it was', async () => {
    const evil = ['=cmd|1', '+1', '-1', '@SUM(1)', '＝1', "'=1"]
    await put(
      'formula',
      evil.map((name) => ({ sku: name, asin: asin(1), price: 100 })),
    )
    const { bytes } = await exported(engine, { seller: 'formula', delimiter: ',' })
    const names = text(bytes)
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',')[0])
    expect(names.toSorted()).toEqual(evil.map((name) => `'${name}`).toSorted())
    const ask = { seller: 'formula', file: fileOf(bytes) }
    expect(await importListings(engine, importer, ask)).toMatchObject({ unchanged: evil.length })
  })
})

test('an import killed in the middle, run again, ends as if it had not been', async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => {
    const cells = [`k-${i}`, asin((i % 10) + 1), 100 + (i % 500), i % 3 === 0 ? 10 : '', i % 50]
    return i % 1_000 === 7 ? ['', ...cells.slice(1)] : cells
  })
  const content = tsv(['sku', 'asin', 'price', 'points_percent', 'quantity'], ...rows)
  const file = path.join(folder, 'inventory.tsv')
  await writeFile(file, content)
  const script = path.join(import.meta.dirname, 'importing.ts')
  const child = spawn(process.execPath, [script, db.url, 'cut', file], { stdio: 'pipe' })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const count = async (table: string) =>
    (await db.pool.query(`select count(*) as n from ${table}`)).rows[0].n
  const cut = await db.pool.query(`select count(*) as n from listing where sku like 'k-%'`)
  expect(cut.rows[0].n).toBeGreaterThan(3_900)
  expect(cut.rows[0].n).toBeLessThan(19_980)
  const report = found(
    await importListings(engine, importer, {
      seller: 'cut',
      file: fileOf(content, 'utf-8', 65_536),
    }),
  )
  expect(report.created + report.unchanged).toBe(19_980)
  expect(report).toMatchObject({ changed: 0, refused: 20 })
  expect(report.unchanged).toBeGreaterThan(3_900)
  const histories = await count('listing_history')
  await importListings(engine, importer, {
    ...{ seller: 'whole', file: fileOf(content, 'utf-8', 65_536) },
  })
  const states = async (seller: string) => {
    const { rows: found } = await db.pool.query(
      `select sku, asin, condition, status, price, shipping, points_bps, stock, version
        from listing where seller_id = (select id from seller where reference = $1) order by sku`,
      [seller],
    )
    return found
  }
  expect(await states('cut')).toEqual(await states('whole'))
  expect(await count('listing_history')).toBe(histories + 19_980)
})
