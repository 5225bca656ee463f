import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeListing, putListing } from '../../src/usecases/listings/change.ts'
import { listingHistory } from '../../src/usecases/listings/history.ts'
import { undoPointsReset } from '../../src/usecases/listings/undo-points-reset.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'
import { accepted, asin, found, fresh, furnish } from './kit.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

const manual = { seller: 'aoi', source: 'manual' } as const

beforeAll(async () => {
  await furnish(engine, ['aoi'])
})

test('a price without points takes the points, says so, and one call gives them back', async () => {
  const sku = 'a/b 水筒#1'
  const ask = { ...manual, sku, asin: asin(1), price: 1_000, stock: 5 }
  const points = { by: 'percentage', bps: 1_000 } as const
  const made = accepted(await putListing(engine, fresh(), { ...ask, points }))
  expect(made).toMatchObject({ what: 'created', version: 1, effectivePoints: 100, warnings: [] })

  const app = { seller: 'aoi', source: 'app', by: 'repricer' } as const
  const reset = accepted(await changeListing(engine, fresh(), { ...app, sku, price: 800 }))
  expect(reset).toMatchObject({
    ...{ what: 'changed', version: 2, price: 800, points: null, effectivePoints: 0 },
    warnings: [{ warning: 'points_reset', previous: points, previousPoints: 100 }],
  })

  const undone = accepted(await undoPointsReset(engine, fresh(), { ...manual, sku }))
  expect(undone).toMatchObject({ version: 3, price: 800, points, effectivePoints: 80 })
  expect(await undoPointsReset(engine, fresh(), { ...manual, sku })).toMatchObject({
    refused: 'nothing_to_undo',
  })
  const history = found(await listingHistory(engine, { seller: 'aoi', sku }))
  expect(history.map(({ version, reason, by, source }) => [version, reason, by, source])).toEqual([
    [3, 'points_reset_undone', 'test', 'manual'],
    [2, 'points_reset', 'repricer', 'app'],
    [1, 'created', 'test', 'manual'],
  ])
  expect(history[1]).toMatchObject({
    before: { price: 1_000, points, stock: 5, status: 'active' },
    after: { price: 800, points: null, stock: 5, status: 'active' },
  })
  const { rows } = await db.pool.query('select topic, payload from outbox order by id')
  expect(rows.filter(({ topic }) => topic === 'listing.points_reset')).toMatchObject([
    { payload: { seller: 'aoi', by: 'repricer', source: 'app', listings: [[1, 2]] } },
  ])
})
