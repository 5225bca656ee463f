import { expect, test } from 'vitest'
import { performImports } from '../../src/usecases/imports/perform.ts'
import { call, testWorld } from './kit.ts'

const { app, engine, tokens } = await testWorld()
const token = tokens.teaHouse
const at = (path: string) => `/v1/sellers/tea-house/${path}`
const put = (path: string, body: unknown) => call(app, 'PUT', at(path), body, { token })
const get = (path: string) => call(app, 'GET', at(path), undefined, { token })

test('a seller’s choice of columns is the default of all its people, and points stay', async () => {
  const first = await get('inventory-preferences')
  expect(first.body).toMatchObject({ pageSize: 50, density: 'comfortable' })
  const names = first.body.columns.map(({ column }: { column: string }) => column)
  expect(names).toContain('points')

  const chosen = [
    { column: 'points', shown: true },
    { column: 'condition', shown: false },
  ]
  const asked = { columns: chosen, pageSize: 100, density: 'compact' }
  expect((await put('inventory-preferences', asked)).status).toBe(200)
  const { body } = await get('inventory-preferences')
  expect(body).toMatchObject({ pageSize: 100, density: 'compact' })
  expect(body.columns.slice(0, 2)).toEqual(chosen)
  expect(body.columns).toHaveLength(names.length)

  const hidden = { ...asked, columns: [{ column: 'points', shown: false }] }
  const refused = await put('inventory-preferences', hidden)
  expect(refused).toMatchObject({ status: 422, body: { code: 'column_locked' } })
  expect((await get('inventory-preferences')).body).toEqual(body)
  const other = { token: tokens.bookHouse }
  expect((await call(app, 'GET', at('inventory-preferences'), undefined, other)).status).toBe(403)
})

test('a view is kept under its name, in the place of the one before, and forgotten', async () => {
  const view = { filter: { stockAtMost: 0, query: '茶' }, sort: 'price', descending: true }
  const path = `inventory-views/${encodeURIComponent('在庫なし/茶')}`
  expect(await put(path, view)).toMatchObject({
    status: 200,
    body: { name: '在庫なし/茶', ...view },
  })
  const newer = { ...view, descending: false }
  await put(path, newer)
  expect((await get('inventory-views')).body).toEqual({
    items: [{ name: '在庫なし/茶', ...newer }],
  })
  expect((await put('inventory-views/x', { ...view, filter: { nonsense: 1 } })).status).toBe(400)
  expect((await call(app, 'DELETE', at(path), undefined, { token })).status).toBe(200)
  const again = await call(app, 'DELETE', at(path), undefined, { token })
  expect(again).toMatchObject({ status: 404, body: { code: 'view_not_found' } })
  expect((await get('inventory-views')).body).toEqual({ items: [] })
})

test('a seller keeps fifty views and no more', async () => {
  const view = { filter: {}, sort: 'sku', descending: false }
  for (let n = 0; n < 50; n++) await put(`inventory-views/v${n}`, view)
  const more = await put('inventory-views/v50', view)
  expect(more).toMatchObject({ status: 409, body: { code: 'views_too_many' } })
  expect((await put('inventory-views/v49', view)).status).toBe(200)
  expect((await get('inventory-views')).body.items).toHaveLength(50)
})

test('a change over a filter is previewed, goes on by itself, and is undone', async () => {
  const listings = Array.from({ length: 900 }, (_, n) => ({
    ...{ sku: `bulk-${String(n).padStart(4, '0')}`, asin: 'B07TEA0001', price: 1_000 },
    points: { by: 'percentage', bps: 1_000 },
  }))
  for (const part of [0, 1, 2]) {
    const body = { listings: listings.map((one) => ({ ...one, sku: `${one.sku}-${part}` })) }
    await call(app, 'POST', at('listings'), body, { token })
  }
  const ask = { filter: { query: 'bulk-' }, change: { price: { byBps: 1_000 } } }
  const changes = (path: string, body?: object) => call(app, 'POST', at(path), body, { token })
  const preview = await changes('listing-changes/preview', ask)
  // Price alone: the points of all of them would be reset, and that is said before.
  expect(preview.body).toMatchObject({ changed: 2_000, warned: 2_000, refused: 0 })
  expect(preview.body.named.warned[0].warnings[0]).toMatchObject({ warning: 'points_reset' })
  const rest = await changes('listing-changes/preview', { ...ask, after: preview.body.next })
  expect(rest.body).toMatchObject({ changed: 700, next: null })

  const begun = await changes('listing-changes', ask)
  expect(begun).toMatchObject({ status: 202, body: { state: 'applying', total: 2_700, done: 0 } })
  expect(begun.body).toMatchObject(ask)
  const one = `listing-changes/${begun.body.id}`
  await performImports(engine)
  expect((await get(one)).body).toMatchObject({
    ...{ state: 'applied', done: 2_700, changed: 2_700, warned: 2_700 },
    named: { warned: [{ warnings: [{ message: expect.any(String) }] }, ...Array(99).fill({})] },
  })
  expect((await get('listings?query=bulk-&priceFrom=1101')).body.items).toEqual([])
  expect((await get('listing-counts?query=bulk-&priceFrom=1100')).body.total).toBe(2_700)
  expect((await changes(`${one}/stop`)).body.code).toBe('bulk_change_not_ready')
  expect((await changes(`${one}/rollback`)).status).toBe(202)
  await performImports(engine)
  expect((await get('listing-changes')).body.items[0]).toMatchObject({
    ...{ id: begun.body.id, state: 'rolled_back', undone: { restored: 2_700, kept: 0 } },
  })
  expect((await get('listing-counts?query=bulk-&priceFrom=1100')).body.total).toBe(0)

  const skus = ['bulk-0000-0', 'bulk-0001-0', 'not-mine']
  const two = await changes('listing-changes', {
    filter: { skus },
    change: { points: { by: 'amount', points: 9_999 }, stock: 3 },
  })
  await performImports(engine)
  const { body } = await get(`listing-changes/${two.body.id}`)
  expect(body).toMatchObject({ changed: 0, refused: 2, done: 2 })
  expect(body.named.refused[0]).toMatchObject({ code: 'points_ratio_out_of_range' })
  expect((await changes('listing-changes', { filter: {}, change: {} })).status).toBe(400)
  expect((await get('listing-changes/999999')).body.code).toBe('bulk_change_not_found')
})

test('listings are paged by price, also where many cost the same', async () => {
  const seen: string[] = []
  let cursor = ''
  do {
    const { body } = await get(`listings?sort=price&order=descending&limit=200${cursor}`)
    seen.push(...body.items.map(({ sku }: { sku: string }) => sku))
    cursor = body.next === null ? '' : `&cursor=${body.next}`
  } while (cursor !== '')
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.length).toBe((await get('listing-counts')).body.total)
  expect((await get('listings?sort=price&cursor=nonsense')).body.code).toBe('cursor_invalid')
})
