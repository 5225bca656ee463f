import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChange, listChanges } from '../../src/usecases/bulk/bulk-change.ts'
import { resumeChange, stopChange, undoChange } from '../../src/usecases/bulk/proceed.ts'
import { startChange } from '../../src/usecases/bulk/start.ts'
import { listImports } from '../../src/usecases/imports/import.ts'
import { performImports } from '../../src/usecases/imports/perform.ts'
import { type BulkAsk, previewPart } from '../../src/usecases/listings/bulk.ts'
import { changeListing } from '../../src/usecases/listings/change.ts'
import { countListings } from '../../src/usecases/listings/count.ts'
import { listingHistory } from '../../src/usecases/listings/history.ts'
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
  await furnish(engine, ['aoi', 'midori'])
  const listings = Array.from({ length: LISTINGS }, (_, i) => ({
    ...{ sku: `s${String(i).padStart(5, '0')}`, asin: asin((i % 10) + 1), price: 1_000 },
    ...{ points: ten, stock: i % 10 },
  }))
  accepted(await putListings(engine, fresh(), { seller: 'aoi', source: 'manual', listings }))
})

const started = async (ask: Pick<BulkAsk, 'filter' | 'change'>, intent = fresh()) => ({
  seller: 'aoi',
  id: accepted(await startChange(engine, intent, { ...manual, ...ask })).id,
})

type Found = Exclude<Awaited<ReturnType<typeof findChange>>, { readonly refused: string }>

async function seen(ask: { seller: string; id: number }) {
  const { asked, progress } = found(await findChange(engine, ask)) as Found
  return { state: asked.state, total: asked.rows, ...progress }
}

/** Started, and worked on until nothing is left to do. */
async function changed(ask: Pick<BulkAsk, 'filter' | 'change'>) {
  const one = await started(ask)
  await performImports(engine)
  return { one, ...(await seen(one)) }
}

const prices = async () => {
  const { rows } = await db.pool.query(
    'select price, count(*) as n from listing group by price order by price',
  )
  return rows.map(({ price, n }) => [price, n])
}

/** Lets a number of batches be written, then fails as a killed server would. */
async function cutAfter(batches: number): Promise<void> {
  await db.owner.query(`create function cut() returns trigger language plpgsql as $$ begin
    if new.n >= ${batches} then raise exception 'the server was killed'; end if; return new; end $$`)
  await db.owner.query(
    'create trigger cut before insert on import_batch for each row execute function cut()',
  )
  await expect(performImports(engine)).rejects.toThrow('killed')
  await db.owner.query('drop function cut cascade')
}

test('a change over a filter is previewed, then done by itself in batches', async () => {
  const ask = {
    filter: { stockAtMost: 4 },
    change: { points: { by: 'percentage', bps: 500 } },
  } as const
  const preview = found(await previewPart(engine, { ...manual, ...ask }, ''))
  expect(preview).toMatchObject({ changed: 2_000, unchanged: 0, refused: 0, warned: 0 })
  expect(preview.next).not.toBeNull()
  const waiting = await seen(await started(ask))
  expect(waiting).toMatchObject({ state: 'applying', total: 2_500, done: 0 })
  await performImports(engine)
  const list = found(await listChanges(engine, { seller: 'aoi', limit: 10 }))
  expect(list).toMatchObject([
    { asked: { state: 'applied', change: ask }, progress: { done: 2_500 } },
  ])
  const { rows } = await db.pool.query(
    `select points_bps, count(*) as n, max(stock) as most from listing group by 1 order by 1`,
  )
  expect(rows).toEqual([
    { points_bps: 500, n: 2_500, most: 4 },
    { points_bps: 1_000, n: 2_500, most: 9 },
  ])
  // It is no file, and nobody else's.
  expect(await listImports(engine, { seller: 'aoi', limit: 10 })).toEqual([])
  const [first] = list as readonly Found[]
  const foreign = { seller: 'midori', id: first?.asked.id as number }
  expect(await findChange(engine, foreign)).toMatchObject({ refused: 'bulk_change_not_found' })
})

test('cut off in the middle, it goes on where it was: no price is raised twice', async () => {
  const intent = fresh()
  const ask = { filter: {}, change: { price: { byBps: 1_000 }, points: ten } } as const
  const one = await started(ask, intent)
  await cutAfter(2)
  expect(await prices()).toEqual([
    [1_000, 3_000],
    [1_100, 2_000],
  ])
  expect(await seen(one)).toMatchObject({ state: 'applying', done: 2_000 })
  // Asked again with the same key, it is the same change.
  expect(await started(ask, intent)).toEqual(one)
  await Promise.all([performImports(engine), performImports(engine)])
  expect(await prices()).toEqual([[1_100, 5_000]])
  expect(await seen(one)).toMatchObject({
    state: 'applied',
    done: 5_000,
    outcome: { changed: 5_000 },
  })
  const other = { ...manual, ...ask, change: { price: { by: -1 } } } as const
  expect(await startChange(engine, intent, other)).toMatchObject({ refused: 'key_reused' })
})

test('it stops when asked to, goes on, and is undone but for what changed since', async () => {
  const ask = { filter: {}, change: { price: { by: 100 }, points: ten } } as const
  const one = await started(ask)
  // Somebody stops it while its first batch is under way: that one is still done.
  const somebody = await db.owner.connect()
  await somebody.query('begin')
  await somebody.query(`select from listing where sku = 's00000' for update`)
  const working = performImports(engine)
  accepted(await stopChange(engine, fresh(), one))
  await somebody.query('commit')
  somebody.release()
  await working
  const stopped = await seen(one)
  expect(stopped.state).toBe('stopped')
  expect(stopped.done).toBeLessThanOrEqual(1_000)
  expect(await stopChange(engine, fresh(), one)).toMatchObject({ refused: 'bulk_change_not_ready' })
  accepted(await resumeChange(engine, fresh(), one))
  await performImports(engine)
  expect(await prices()).toEqual([[1_200, 5_000]])

  const own = { ...manual, sku: 's00007', price: 1_500, points: ten }
  accepted(await changeListing(engine, fresh(), own))
  accepted(await undoChange(engine, fresh(), one))
  await performImports(engine)
  expect(await prices()).toEqual([
    [1_100, 4_999],
    [1_500, 1],
  ])
  expect(await seen(one)).toMatchObject({
    ...{ state: 'rolled_back', undone: { restored: 4_999, kept: 1 } },
    kept: [{ sku: 's00007', refused: 'listing_changed' }],
  })
  const history = found(await listingHistory(engine, { seller: 'aoi', sku: 's00001' }))
  expect((history as readonly { reason: string }[])[0]).toMatchObject({
    reason: 'import_rolled_back',
  })
  accepted(await changeListing(engine, fresh(), { ...own, price: 1_100 }))
})

test('a price alone resets points, and the change says which', async () => {
  const done = await changed({ filter: { query: 's0001' }, change: { price: { to: 900 } } })
  expect(done.outcome).toMatchObject({ changed: 10, warned: 10 })
  expect(done.outcome.named.warned[0]).toMatchObject({
    ...{ sku: 's00010', warnings: [{ previous: ten }] },
  })
  expect(await countListings(engine, { seller: 'aoi' })).toMatchObject({ pointsReset: 10 })
  // Undone, the points are as they were, too.
  accepted(await undoChange(engine, fresh(), done.one))
  await performImports(engine)
  expect(await countListings(engine, { seller: 'aoi' })).toMatchObject({ pointsReset: 0 })
})

test('those that can not change are refused and named, the others change', async () => {
  accepted(
    await changeListing(engine, fresh(), { ...manual, sku: 's00020', price: 5_000, points: ten }),
  )
  const done = await changed({
    ...{ filter: { query: 's0002' }, change: { price: { by: -2_000 }, points: ten } },
  })
  expect(done.outcome).toMatchObject({ changed: 1, refused: 9 })
  expect(done.outcome.named.refused[0]).toMatchObject({
    ...{ sku: 's00021', refused: 'amount_out_of_range' },
  })
})

test('a change of nothing is refused', async () => {
  const ask = { ...manual, filter: {}, change: {} }
  expect(await startChange(engine, fresh(), ask)).toMatchObject({ refused: 'nothing_named' })
})
