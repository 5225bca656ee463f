import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { beforeAll, describe, expect, test } from 'vitest'
import { performImports } from '../../src/usecases/imports/perform.ts'
import { killHard } from '../kit/processes.ts'
import { call, newKey, testWorld, UNLIMITED } from './kit.ts'

const LIMITS = { bytes: 4 * 1_048_576, rows: 50_000 }
const { app, db, engine, tokens } = await testWorld({ limits: UNLIMITED, uploads: LIMITS })
const token = tokens.teaHouse

const BASE = '/v1/sellers/tea-house'
const HEAD = ['出品者SKU', '商品コード(ASIN)', '価格', 'ポイント(%)', '数量']
const tsv = (...rows: (readonly (string | number)[])[]) =>
  rows.map((row) => `${row.join('\t')}\r\n`).join('')

const sjis = (text: string) => iconv.encode(text, 'cp932')

async function upload(
  file: string | Buffer,
  query = '',
  { type = 'text/tab-separated-values', key = newKey(), encoding = '' } = {},
) {
  const response = await app.inject({
    method: 'POST',
    url: `${BASE}/imports?name=stock.tsv${query}`,
    headers: {
      ...{ authorization: `Bearer ${token}`, 'idempotency-key': key, 'content-type': type },
      ...(encoding === '' ? {} : { 'content-encoding': encoding }),
    },
    payload: Buffer.from(file),
  })
  return { status: response.statusCode, body: response.json(), headers: response.headers }
}

const get = async (path: string, as = token) =>
  call(app, 'GET', `${BASE}/${path}`, undefined, { token: as })
const post = async (path: string) => call(app, 'POST', `${BASE}/${path}`, undefined, { token })
const listing = async (sku: string) => (await get(`listings/${sku}`)).body

/** Uploads, lets the workers work, and tells what the import says then. */
async function checked(file: string | Buffer, query = '') {
  const { status, body } = await upload(file, query)
  expect({ status, body }).toMatchObject({ status: 202, body: { name: 'stock.tsv' } })
  await performImports(engine)
  return (await get(`imports/${body.id}`)).body
}

async function step(id: number, what: 'apply' | 'rollback') {
  const { status, body } = await post(`imports/${id}/${what}`)
  expect({ status, body }).toMatchObject({ status: 202 })
  await performImports(engine)
  return (await get(`imports/${id}`)).body
}

const put = (sku: string, body: object) =>
  call(app, 'PUT', `${BASE}/listings/${sku}`, body, { token })

beforeAll(async () => {
  for (const sku of ['A', 'B', 'C']) {
    const points = { by: 'percentage', bps: 500 }
    await put(sku, { asin: 'B07TEA0001', price: 1_000, points, stock: 10 })
  }
})

describe('a file of a seller', () => {
  const file = tsv(
    HEAD,
    ['A', '', 1_200, 20, 15],
    ['B', '', 1_000, 5, 10],
    ['新', 'B07TEA0001', 500, 10, 3],
    ['C', '', 'せん円', '', ''],
    ['', '', '', '', ''],
  )
  let id = 0

  test('is checked, and nothing is written', async () => {
    const shown = await checked(sjis(file))
    id = shown.id
    expect(shown).toMatchObject({
      ...{ state: 'checked', rows: 5, done: 5, encoding: 'shift_jis' },
      ...{ created: 1, changed: 1, unchanged: 1, skipped: 1, refused: 1 },
      errors: [{ line: 5, column: '価格', code: 'cell_not_whole' }],
    })
    expect(await listing('A')).toMatchObject({ price: 1_000, version: 1 })
  })

  test('gives its refused rows back as they were, with the reason', async () => {
    const response = await app.inject({
      url: `${BASE}/imports/${id}/refused`,
      headers: { authorization: `Bearer ${token}` },
    })
    expect(response.headers['content-type']).toBe('text/tab-separated-values; charset=shift_jis')
    const text = iconv.decode(response.rawPayload, 'cp932')
    const reason = '価格: 1200のような整数で入力してください。'
    expect(text).toBe(tsv([...HEAD, '理由'], ['C', '', 'せん円', '', '', reason]))
  })

  test('is applied when asked for, once', async () => {
    expect(await step(id, 'apply')).toMatchObject({ state: 'applied', changed: 1, created: 1 })
    expect(await listing('A')).toMatchObject({ price: 1_200, stock: 15, version: 2 })
    expect(await post(`imports/${id}/apply`)).toMatchObject({
      ...{ status: 409, body: { code: 'import_not_ready', state: 'applied' } },
    })
  })

  test('is rolled back; what was sold or changed since stays', async () => {
    const cart = { lines: [{ seller: 'tea-house', sku: 'A', quantity: 2 }] }
    const order = { buyer: 'hanako', payment: 'prepaid', ...cart }
    const placed = await call(app, 'POST', '/v1/orders', order, { token: tokens.operator })
    expect(placed.status).toBe(201)
    await put('%E6%96%B0', { price: 450, points: { by: 'none' } })
    const undone = await step(id, 'rollback')
    expect(undone).toMatchObject({
      ...{ state: 'rolled_back', undone: { restored: 1, kept: 1 } },
      kept: [{ sku: '新', code: 'listing_changed' }],
    })
    expect(await listing('A')).toMatchObject({
      ...{ price: 1_000, stock: 8, points: { by: 'percentage', bps: 500 }, version: 3 },
    })
    const { body } = await get('listings/A/history')
    expect(body.items[0]).toMatchObject({ reason: 'import_rolled_back', source: 'app' })
  })

  test('stops what it made, when it is rolled back', async () => {
    const made = await checked(tsv(HEAD, ['made', 'B07TEA0001', 500, '', 3]), '&apply=true')
    expect(made).toMatchObject({ state: 'applied', created: 1 })
    expect(await step(made.id, 'rollback')).toMatchObject({ undone: { restored: 1, kept: 0 } })
    expect(await listing('made')).toMatchObject({ status: 'inactive' })
  })

  test('shows to nobody else', async () => {
    expect(await get(`imports/${id}`, tokens.bookHouse)).toMatchObject({ status: 403 })
    const url = `/v1/sellers/book-house/imports/${id}`
    const foreign = await call(app, 'GET', url, undefined, { token: tokens.bookHouse })
    expect(foreign).toMatchObject({ status: 404, body: { code: 'import_not_found' } })
    const applied = await call(app, 'POST', `${url}/rollback`, undefined, {
      token: tokens.bookHouse,
    })
    expect(applied).toMatchObject({ status: 404 })
  })
})

test('all or nothing: one refused row, and nothing is written', async () => {
  const file = tsv(HEAD, ['B', '', 777, 5, 1], ['nobody', 'B00UNKNOWN', 500, 5, 1])
  const shown = await checked(file, '&whole=true')
  expect(shown).toMatchObject({ state: 'checked', changed: 1, refused: 1 })
  const { status, body } = await post(`imports/${shown.id}/apply`)
  expect({ status, code: body.code }).toEqual({ status: 409, code: 'import_has_refused_rows' })
  const forced = await checked(file, '&whole=true&apply=true')
  expect(forced).toMatchObject({ state: 'checked', refused: 1 })
  expect(await listing('B')).toMatchObject({ price: 1_000 })
  const whole = await checked(tsv(HEAD, ['B', '', 777, 5, 1]), '&whole=true')
  expect(await step(whole.id, 'apply')).toMatchObject({ state: 'applied', changed: 1 })
  expect(await listing('B')).toMatchObject({ price: 777 })
})

test.each(['encoding=utf-8&format=tsv', 'encoding=shift_jis&format=csv&header=en'])(
  'what is exported (%s) changes nothing when it is uploaded',
  async (query) => {
    const { rawPayload, headers } = await app.inject({
      url: `${BASE}/listing-file?${query}`,
      headers: { authorization: `Bearer ${token}` },
    })
    expect(headers['content-disposition']).toMatch(/^attachment; filename="listings\./)
    const shown = await checked(rawPayload)
    expect(shown).toMatchObject({ created: 0, changed: 0, refused: 0 })
    expect(shown.unchanged).toBeGreaterThanOrEqual(4)
  },
)

test('a template can be uploaded as it is, and asks for nothing', async () => {
  const { rawPayload } = await app.inject({
    url: `${BASE}/listing-template?encoding=shift_jis`,
    headers: { authorization: `Bearer ${token}` },
  })
  expect(await checked(rawPayload)).toMatchObject({ state: 'checked', rows: 0 })
})

test('the same key is the same upload, and with other bytes is refused', async () => {
  const key = newKey()
  const [first, again] = [
    await upload(tsv(HEAD), '', { key }),
    await upload(tsv(HEAD), '', { key }),
  ]
  expect(again.headers['idempotent-replayed']).toBe('true')
  expect(again.body.id).toBe(first.body.id)
  const other = await upload(tsv(HEAD, ['A', '', 1, 1, 1]), '', { key })
  expect(other).toMatchObject({ status: 409, body: { code: 'key_reused' } })
  const renamed = await upload(tsv(HEAD), '&whole=true', { key })
  expect(renamed).toMatchObject({ status: 409, body: { code: 'key_reused' } })
})

describe('what is no such file is refused, and nothing of it is kept', () => {
  const bomb = gzipSync(`sku\n${'\n'.repeat(64 * 1_048_576)}`)
  const gz = { encoding: 'gzip' }
  test.each([
    ['too many bytes', 'a'.repeat(LIMITS.bytes + 1), {}, 413, 'too_large'],
    ['a compression bomb', bomb, gz, 413, 'too_large'],
    ['half a gzip', gzipSync('sku\tprice\r\n').subarray(0, 15), gz, 400, 'request_malformed'],
    ['another compression', 'sku', { encoding: 'br' }, 415, 'unsupported_media'],
    ['too many rows', `sku\n${'a\n'.repeat(LIMITS.rows + 1)}`, {}, 422, 'file_too_many_rows'],
    [
      'a picture',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]),
      {},
      422,
      'file_encoding_unsupported',
    ],
    ['nothing', '', {}, 422, 'file_without_header'],
    ['an unknown column', 'sku\tprize\n', {}, 422, 'column_unknown'],
    ['JSON', '{}', { type: 'application/json' }, 415, 'unsupported_media'],
  ])('%s', async (_, file, how, status, code) => {
    const before = await kept()
    const answer = await upload(file, '', how)
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code })
    expect(await kept()).toEqual(before)
  })

  test('a gzipped file is read as what it is', async () => {
    const { body } = await upload(gzipSync(tsv(HEAD, ['C', '', 990, 5, 9])), '', gz)
    await performImports(engine)
    expect((await get(`imports/${body.id}`)).body).toMatchObject({ changed: 1 })
  })
})

const kept = async () => {
  const { rows } = await db.pool.query(
    `select (select count(*) from listing_import) as imports,
      (select count(*) from import_part) as parts`,
  )
  return rows
}

test('killed in the middle, it goes on where it was: every row counts once', async () => {
  const ROWS = 20_000
  const rows = Array.from({ length: ROWS }, (_, i) => [`K-${i}`, 'B07TEA0001', 1_000 + i, 5, 1])
  const { body } = await upload(tsv(HEAD, ...rows), '&apply=true')
  const script = new URL('importing.ts', import.meta.url).pathname
  const batches = async () => {
    const { rows: found } = await db.pool.query<{ n: number }>(
      'select count(*)::int as n from import_batch where import_id = $1',
      [body.id],
    )
    return found[0]?.n ?? 0
  }
  const child = spawn(process.execPath, [script, db.url], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  while ((await batches()) === 0) await sleep(5)
  await killHard(child.pid as number)
  const before = await batches()
  expect(before).toBeLessThan(5)
  await until(async () => {
    await performImports(engine)
    return (await get(`imports/${body.id}`)).body.state === 'applied'
  })
  const { body: shown } = await get(`imports/${body.id}`)
  expect(shown).toMatchObject({ created: ROWS, changed: 0, unchanged: 0, refused: 0, done: ROWS })
  const { rows: history } = await db.pool.query(
    `select count(*)::int as n from listing_history h join listing l on l.id = h.listing_id
      where l.sku like 'K-%'`,
  )
  expect(history[0]).toEqual({ n: ROWS })
})

/** The lock of a killed process is held until the server notices. */
async function until(isDone: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200 && !(await isDone()); tries++) await sleep(50)
}
