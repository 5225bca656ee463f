import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Decoder } from '../../src/files/decoder.ts'
import { encode } from '../../src/files/encoder.ts'
import { listingHistory } from '../../src/usecases/listings/history.ts'
import {
  type ImportAsk,
  importListings,
  importListingsWhole,
  previewImport,
} from '../../src/usecases/listings/import.ts'
import { findListing } from '../../src/usecases/listings/search.ts'
import { findProduct } from '../../src/usecases/products/find.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'
import { bring, fileOf, importer, tsv } from './files.ts'
import { asin, found, furnish } from './kit.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

beforeAll(async () => {
  await furnish(engine, ['aoi'])
})

const find = async (sku: string) => found(await findListing(engine, { seller: 'aoi', sku }))
const counts = (created: number, changed: number, unchanged: number, refused: number) => ({
  ...{ created, changed, unchanged, refused },
  rows: created + changed + unchanged + refused,
})

const JAPANESE = ['出品者SKU', '商品コード/ASIN', '価格', '配送料', 'ポイント', '数量']

describe('a file is understood', () => {
  test('in Japanese and Shift_JIS, found out by itself', async () => {
    const text = tsv(
      JAPANESE,
      ['水筒/黒', asin(1), 1000, 350, 100, 5],
      ['①', asin(2), 2000, '', '', ''],
    )
    const report = await bring(engine, '', { file: fileOf(text, 'shift_jis') })
    expect(report).toMatchObject({ ...counts(2, 0, 0, 0), encoding: 'shift_jis', written: true })
    expect(await find('水筒/黒')).toMatchObject({
      ...{ asin: asin(1), price: 1_000, shipping: 350, stock: 5, condition: 'new' },
      points: { by: 'amount', points: 100, ofPrice: 1_000 },
    })
    expect(await find('①')).toMatchObject({ shipping: 0, points: null, stock: null })
    expect(await listingHistory(engine, { seller: 'aoi', sku: '①' })).toMatchObject([
      { reason: 'created', source: 'file', by: 'importer' },
    ])
  })

  test('in English, with commas, quotes and a byte order mark', async () => {
    const text = [
      '\ufeffseller-sku,product-id,item_condition,price,points_percent,quantity,status',
      `"a,""1""",${asin(1)},used_good,"1,200",12.5%,7,inactive`,
      `b-11,${asin(1)},11,1200,,,`,
      '',
    ].join('\r\n')
    expect(await bring(engine, text)).toMatchObject({ ...counts(2, 0, 0, 0), delimiter: ',' })
    expect(await find('a,"1"')).toMatchObject({
      ...{ condition: 'used_good', price: 1_200, stock: 7, status: 'inactive' },
      points: { by: 'percentage', bps: 1_250 },
    })
    expect(await find('b-11')).toMatchObject({ condition: 'new', status: 'active' })
  })

  test('with full-width digits and signs', async () => {
    const text = tsv(
      ['ＳＫＵ', 'ＡＳＩＮ', '価格', 'ポイント（％）', '数量'],
      ['zen', asin(1), '１，２００', '１０．５％', '３'],
    )
    expect(await bring(engine, text)).toMatchObject(counts(1, 0, 0, 0))
    expect(await find('zen')).toMatchObject({ price: 1_200, stock: 3, points: { bps: 1_050 } })
  })

  test('with a percentage in the points column, where the cell says so', async () => {
    const text = tsv(JAPANESE, ['cell', asin(1), 1000, 0, '10%', 1])
    expect(await bring(engine, text)).toMatchObject(counts(1, 0, 0, 0))
    expect((await find('cell')).points).toEqual({ by: 'percentage', bps: 1_000 })
  })

  test('with a title, which brings along a product that does not exist yet', async () => {
    const header = ['sku', 'asin', 'title', 'price']
    const text = tsv(header, ['t1', 'NEW1', '新商品', 500], ['t2', asin(1), '別の題名', 500])
    expect(await bring(engine, text)).toMatchObject(counts(2, 0, 0, 0))
    expect(await findProduct(engine, 'NEW1')).toMatchObject({ titleJa: '新商品' })
    expect(await findProduct(engine, asin(1))).toMatchObject({ titleJa: 'ステンレス水筒 1号' })
  })

  test('with a SKU and points alone, as a points feed has them', async () => {
    await bring(engine, tsv(['sku', 'asin', 'price'], ['feed', asin(1), 1000]))
    expect(await bring(engine, tsv(['sku', 'points_percent'], ['feed', 10]))).toMatchObject(
      counts(0, 1, 0, 0),
    )
    expect(await find('feed')).toMatchObject({ price: 1_000, effectivePoints: 100 })
  })

  test('and a price without points resets them, which the report counts', async () => {
    await bring(engine, tsv(['sku', 'asin', 'price', 'points'], ['reset', asin(1), 1000, 100]))
    const report = await bring(engine, tsv(['sku', 'price'], ['reset', 900]))
    expect(report).toMatchObject({ ...counts(0, 1, 0, 0), warnings: { points_reset: 1 } })
    expect(await find('reset')).toMatchObject({ points: null, pointsReset: { by: 'importer' } })
  })
})

describe('a file as a whole is refused', () => {
  const header = tsv(['sku', 'asin', 'price'])
  test.each<[string, string | Uint8Array, object]>([
    ['an empty file', '', { refused: 'file_without_header' }],
    ['one of empty lines', '\n\n', { refused: 'file_without_header' }],
    [
      'an unknown column',
      tsv(['sku', 'colour']),
      { refused: 'column_unknown', facts: { column: 'colour' } },
    ],
    ['a column twice', tsv(['sku', '価格', 'price']), { refused: 'column_named_twice' }],
    ['no SKU', tsv(['asin', 'price']), { refused: 'column_missing' }],
    ['UTF-16', Buffer.from(`\ufeff${header}`, 'utf16le'), { refused: 'file_encoding_unsupported' }],
    [
      'a workbook',
      Buffer.from('PK\u0003\u0004\u0000\u0000'),
      { refused: 'file_encoding_unsupported' },
    ],
  ])('%s', async (_, content, refusal) => {
    const ask = { seller: 'aoi', file: fileOf(content) }
    expect(await importListings(engine, importer, ask)).toMatchObject(refusal)
    const whole = { seller: 'aoi', file: fileOf(content) }
    expect(await importListingsWhole(engine, importer, whole)).toMatchObject(refusal)
  })

  test('for a seller that does not exist', async () => {
    const ask = { seller: 'nobody', file: fileOf(header) }
    expect(await importListings(engine, importer, ask)).toMatchObject({
      refused: 'seller_not_found',
    })
  })
})

const COLUMNS = [
  'sku',
  'asin',
  'price',
  'shipping',
  'points_percent',
  'points',
  'quantity',
  'status',
]

/** One broken row among good ones; the second line is broken. */
const around = (broken: string) =>
  `${tsv(COLUMNS)}${broken}\n${tsv(['good', asin(1), 1000, 0, 10, '', 5, 'active'])}`

describe('a broken row is refused with its line, column and reason, and harms no other', () => {
  beforeAll(async () => {
    await bring(engine, tsv(['sku', 'asin', 'price'], ['old', asin(1), 1000]))
  })
  const cells = (changes: Partial<Record<(typeof COLUMNS)[number], string>>) =>
    COLUMNS.map(
      (column) => ({ sku: 'bad', asin: asin(1), price: '1000', ...changes })[column] ?? '',
    ).join('\t')
  test.each<[string, string, string | null, string]>([
    ['51 %', cells({ points_percent: '51' }), 'points_percent', 'points_ratio_out_of_range'],
    ['0.5 %', cells({ points_percent: '0.5' }), 'points_percent', 'points_ratio_out_of_range'],
    ['3.333 %', cells({ points_percent: '3.333' }), 'points_percent', 'cell_not_percent'],
    ['−5 %', cells({ points_percent: '-5' }), 'points_percent', 'cell_not_percent'],
    ['501 points of 1,000 yen', cells({ points: '501' }), 'points', 'points_ratio_out_of_range'],
    ['both', cells({ points: '50', points_percent: '5' }), 'points', 'points_named_twice'],
    ['a price of −1', cells({ price: '-1' }), 'price', 'cell_not_whole'],
    ['a price of 0', cells({ price: '0' }), 'price', 'amount_out_of_range'],
    ['an empty price', cells({ price: '' }), 'price', 'cell_empty'],
    ['a price of a thousand', cells({ price: '千円' }), 'price', 'cell_not_whole'],
    ['half a yen', cells({ price: '1000.5' }), 'price', 'cell_not_whole'],
    ['1e3', cells({ price: '1e3' }), 'price', 'cell_not_whole'],
    ['wrongly grouped', cells({ price: '10,00' }), 'price', 'cell_not_whole'],
    ['too much', cells({ price: '999999999999999' }), 'price', 'amount_out_of_range'],
    ['shipping', cells({ shipping: 'free' }), 'shipping', 'cell_not_whole'],
    ['quantity', cells({ quantity: '1000000000' }), 'quantity', 'stock_out_of_range'],
    ['status', cells({ status: 'maybe' }), 'status', 'value_unknown'],
    ['no SKU', cells({ sku: '' }), 'sku', 'cell_empty'],
    ['an unknown product', cells({ asin: 'NONE' }), 'asin', 'product_not_found'],
    ['no product', cells({ asin: '' }), 'asin', 'listing_incomplete'],
    ['another product', cells({ sku: 'old', asin: asin(2) }), 'asin', 'listing_fixed'],
    ['too few cells', 'bad\tx', null, 'row_length'],
    ['too many cells', `${cells({})}\textra`, null, 'row_length'],
    ['an open quote', `"${cells({})}`, null, 'quote_broken'],
  ])('%s', async (_, broken, column, refused) => {
    const report = await bring(engine, around(broken))
    expect(report.refused).toBe(1)
    expect(report.errors).toMatchObject([{ line: 2, column, refused }])
    expect(report.created + report.unchanged).toBe(1)
    const { rows } = await db.pool.query(`select from listing where sku like '%bad%'`)
    expect(rows).toEqual([])
  })

  test('bytes that are no text, with the column they are in', async () => {
    const bytes = Buffer.from(around(cells({ sku: 'b@d' })))
    bytes[bytes.indexOf('@')] = 0x83
    const report = found(
      await importListings(engine, importer, {
        ...{ seller: 'aoi', file: fileOf(bytes), encoding: 'utf-8' },
      }),
    )
    expect(report.errors).toMatchObject([{ line: 2, column: 'sku', refused: 'cell_undecodable' }])
  })

  test('a file stated to be UTF-8 that is Shift_JIS loses only its Japanese rows', async () => {
    const file = fileOf(around(cells({ sku: '水筒' })), 'shift_jis')
    const report = await bring(engine, '', { file, encoding: 'utf-8' })
    expect(report).toMatchObject({ refused: 1, errors: [{ line: 2, column: 'sku' }] })
    expect(report.errors[0]?.reason).toBe('sku: The cell has bytes that are no utf-8 text.')
  })

  test('the same SKU again, however far away, with the line where it was first', async () => {
    const far = Array.from({ length: 9_000 }, (_, i) => [`far-${i}`, asin(1), 100 + i])
    const text = tsv(['sku', 'asin', 'price'], ...far, ['far-3', asin(1), 5])
    const report = await bring(engine, text)
    expect(report).toMatchObject(counts(9_000, 0, 0, 1))
    expect(report.errors).toMatchObject([
      { line: 9_002, column: 'sku', refused: 'row_repeats_sku', facts: { line: 5 } },
    ])
    expect((await find('far-3')).price).toBe(103)
  })
})

describe('refused rows', () => {
  const text = tsv(
    ['出品者SKU', '商品コード', '価格', 'ポイント率'],
    ['r-1', asin(1), 1000, 10],
    ['r-2', asin(1), '', 10],
    ['髙島屋', asin(1), 1000, 60],
  )

  const refusedFile = async (content: string, encoding: 'utf-8' | 'shift_jis') => {
    const pieces: Uint8Array[] = []
    const refusedTo: ImportAsk['refusedTo'] = async (bytes) => {
      pieces.push(bytes)
    }
    const report = await bring(engine, '', { file: fileOf(content, encoding), refusedTo })
    return { report, bytes: Buffer.concat(pieces) }
  }

  test.each(['utf-8', 'shift_jis'] as const)(
    'come back in %s as they were, with the reason; mended, the file is imported',
    async (encoding) => {
      const { report, bytes } = await refusedFile(text, encoding)
      expect(report.refused).toBe(2)
      const decoder = new Decoder(encoding)
      const returned = decoder.write(bytes) + decoder.end()
      expect(returned.split('\r\n').map((line) => line.split('\t'))).toEqual([
        ['出品者SKU', '商品コード', '価格', 'ポイント率', '理由'],
        ['r-2', asin(1), '', '10', '価格: 値を入力してください。'],
        [
          ...['髙島屋', asin(1), '1000', '60'],
          'ポイント率: ポイントは価格の1%以上50%以下で設定してください。',
        ],
        [''],
      ])
      const mended = returned.replace('\t\t10', '\t500\t10').replace('\t60', '\t50')
      const again = await refusedFile(mended, encoding)
      expect(again.report.refused).toBe(0)
      expect(await find('髙島屋')).toMatchObject({ effectivePoints: 500 })
    },
  )

  test('a reason column that came along gets the new reason', async () => {
    const { bytes } = await refusedFile(
      tsv(['sku', 'reason', 'asin', 'price'], ['x', 'old reason', asin(1), 0]),
      'utf-8',
    )
    expect(bytes.toString().split('\r\n')[1]).toBe(
      `x\tprice: The amount is not a whole number in the allowed range.\t${asin(1)}\t0`,
    )
  })
})

describe('all or nothing', () => {
  const rows = Array.from({ length: 5_000 }, (_, i) => [`w-${i}`, asin(1), 100 + i])
  const header = ['sku', 'asin', 'price']
  const whole = async (content: string) =>
    found(await importListingsWhole(engine, importer, { seller: 'aoi', file: fileOf(content) }))
  const listed = async () =>
    (await db.pool.query(`select count(*) as n from listing where sku like 'w-%'`)).rows[0].n

  test('with one broken row in the last batch nothing is written, and all is told', async () => {
    const report = await whole(tsv(header, ...rows, ['w-x', asin(1), '']))
    expect(report).toMatchObject({ ...counts(5_000, 0, 0, 1), written: false })
    expect(report.errors).toMatchObject([{ line: 5_002, refused: 'cell_empty' }])
    expect(await listed()).toBe(0)
  })

  test('without one everything is', async () => {
    expect(await whole(tsv(header, ...rows))).toMatchObject({
      ...counts(5_000, 0, 0, 0),
      written: true,
    })
    expect(await listed()).toBe(5_000)
  })
})

test('a preview counts what an import then does, and writes nothing', async () => {
  const header = ['sku', 'asin', 'title', 'price', 'points_percent']
  await bring(engine, tsv(header, ['p-1', asin(1), '', 1000, 10], ['p-2', asin(1), '', 1000, 10]))
  const text = tsv(
    header,
    ['p-1', asin(1), '', 1000, 10],
    ['p-2', asin(1), '', 900, ''],
    ['p-3', 'PREVIEWED', '新商品', 900, 10],
    ['p-4', asin(1), '', 900, 60],
  )
  const ask = () => ({ seller: 'aoi', file: fileOf(text) })
  const preview = found(await previewImport(engine, ask()))
  expect(preview).toMatchObject({ ...counts(1, 1, 1, 1), warnings: { points_reset: 1 } })
  expect(preview.written).toBe(false)
  expect((await find('p-2')).version).toBe(1)
  expect(await findProduct(engine, 'PREVIEWED')).toMatchObject({ refused: 'product_not_found' })
  expect(await importListings(engine, importer, ask())).toEqual({ ...preview, written: true })
})

test('progress counts rows as they are settled', async () => {
  const rows = Array.from({ length: 10_000 }, (_, i) => [`g-${i}`, asin(1), 100])
  const seen: number[] = []
  const file = fileOf(encode(tsv(['sku', 'asin', 'price'], ...rows), 'utf-8'))
  await bring(engine, '', { file, onProgress: (done) => seen.push(done.created) })
  expect(seen).toEqual([4_000, 8_000, 10_000])
})
