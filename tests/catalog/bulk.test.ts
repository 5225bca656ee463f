import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeListings, previewChange } from '../../src/usecases/listings/bulk.ts'
import { changeListing } from '../../src/usecases/listings/change.ts'
import { countListings } from '../../src/usecases/listings/count.ts'
import { putListings } from '../../src/usecases/listings/put.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'
import { accepted, asin, found, fresh, furnish } from './kit.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

const LISTINGS = 5_000
const manual = { seller: 'aoi', source: 'manual' } as const
const ten = { by: 'percentage', bps: 1_000 } as const

beforeAll(async () => {
  await furnish(engine, ['aoi'])
  const listings = Array.from({ length: LISTINGS }, (_, i) => ({
    ...{ sku: `s${String(i).padStart(5, '0')}`, asin: asin((i % 10) + 1), price: 1_000 },
    ...{ points: ten, stock: i % 10 },
  }))
  accepted(await putListings(engine, fresh(), { seller: 'aoi', source: 'manual', listings }))
})

const prices = async () => {
  const { rows } = await db.pool.query(
    'select price, count(*) as n from listing group by price order by price',
  )
  return rows.map(({ price, n }) => [price, n])
}

test('a change over a filter is previewed, done in batches, and told as it goes', async () => {
  const ask = {
    ...manual,
    filter: { stockAtMost: 4 },
    change: { points: { by: 'percentage', bps: 500 } },
  } as const
  const preview = found(await previewChange(engine, ask))
  expect(preview).toMatchObject({ changed: 2_500, unchanged: 0, refused: 0, warned: 0 })
  expect(await countListings(engine, { seller: 'aoi', pointsReset: true })).toMatchObject({
    total: 0,
  })
  const progress: number[] = []
  const done = await changeListings(engine, fresh(), ask, ({ changed }) => progress.push(changed))
  expect(done).toEqual(preview)
  expect(progress).toEqual([2_000, 2_500])
  const { rows } = await db.pool.query(
    `select points_bps, count(*) as n, max(stock) as most from listing group by 1 order by 1`,
  )
  expect(rows).toEqual([
    { points_bps: 500, n: 2_500, most: 4 },
    { points_bps: 1_000, n: 2_500, most: 9 },
  ])
})

test('cut off in the middle and asked again, no price is raised twice', async () => {
  const intent = fresh()
  const ask = {
    ...manual,
    filter: {},
    change: { price: { byBps: 1_000 }, points: ten },
  } as const
  let batches = 0
  const cut = changeListings(engine, intent, ask, () => {
    batches += 1
    if (batches === 2) throw new Error('the server was killed')
  })
  await expect(cut).rejects.toThrow('killed')
  expect(await prices()).toEqual([
    [1_000, 1_000],
    [1_100, 4_000],
  ])
  expect(await changeListings(engine, intent, ask)).toMatchObject({ changed: 5_000 })
  expect(await prices()).toEqual([[1_100, 5_000]])
  expect(await changeListings(engine, intent, ask)).toMatchObject({ changed: 5_000 })
  expect(await prices()).toEqual([[1_100, 5_000]])
  const other = { ...ask, change: { price: { by: -1 } } } as const
  expect(await changeListings(engine, intent, other)).toMatchObject({ refused: 'key_reused' })
})

test('a price alone resets points, and the change says which', async () => {
  const filter = { query: 's0001' }
  const ask = { seller: 'aoi', source: 'manual', filter, change: { price: { to: 900 } } } as const
  const done = found(await changeListings(engine, fresh(), ask))
  expect(done).toMatchObject({ changed: 10, warned: 10 })
  expect(done.named.warned[0]).toMatchObject({ sku: 's00010', warnings: [{ previous: ten }] })
  expect(await countListings(engine, { seller: 'aoi' })).toMatchObject({ pointsReset: 10 })
})

test('those that can not change are refused and named, the others change', async () => {
  accepted(
    await changeListing(engine, fresh(), {
      ...{ seller: 'aoi', source: 'manual', sku: 's00020', price: 5_000, points: ten },
    }),
  )
  const ask = {
    ...manual,
    filter: { query: 's0002' },
    change: { price: { by: -2_000 }, points: ten },
  } as const
  const done = found(await changeListings(engine, fresh(), ask))
  expect(done).toMatchObject({ changed: 1, refused: 9 })
  expect(done.named.refused[0]).toMatchObject({ sku: 's00021', refused: 'amount_out_of_range' })
})

test('a change of nothing is refused', async () => {
  const ask = { seller: 'aoi', source: 'manual', filter: {}, change: {} } as const
  expect(await changeListings(engine, fresh(), ask)).toMatchObject({ refused: 'nothing_named' })
})
