import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import iconv from 'iconv-lite'
import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../kit/database.ts'
import { temporaryFolder } from '../kit/processes.ts'
import { inProcess } from './tamaru.ts'

const db = await testDatabase()
const ENV = { DATABASE_URL: db.url, TAMARU_MIGRATION_URL: db.ownerUrl }
const S = ['--seller', 'S-KURASHI']

const run = async (...args: string[]) => {
  const ended = await inProcess([...args, '--json'], ENV)
  return { ...ended, value: ended.stdout === '' ? undefined : JSON.parse(ended.stdout) }
}

beforeAll(async () => {
  const { value, stderr, code } = await run('seed')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(value).toEqual({
    ...{ seeded: true, sellers: 12, products: 315, listings: 873, buyers: 50, orders: 393 },
  })
})

test('the seed is in every state, clean, and changes nothing when repeated', async () => {
  const kinds = await db.pool.query('select distinct kind from journal')
  expect(kinds.rows.map(({ kind }) => kind).sort()).toEqual([
    ...['order.cancelled', 'order.charged_back', 'order.claimed', 'order.delivered'],
    ...['order.placed', 'order.refunded', 'order.returned', 'order.shipped'],
    ...['points.granted', 'points.ripened', 'settlement.disbursed'],
  ])
  expect((await run('verify')).value).toMatchObject({ verify: 'clean' })
  const journal = 'select count(*), max(recorded_at) from journal'
  const before = await db.pool.query(journal)
  expect((await run('seed')).value).toMatchObject({ seeded: false })
  expect((await db.pool.query(journal)).rows).toEqual(before.rows)
})

test('time passes: points lapse and the period is settled', async () => {
  const before = await run('clock', 'show')
  expect(before.value).toMatchObject({ mode: 'sandbox' })
  const next = await run('clock', 'advance', '--next')
  expect(next.value.to).toBe(before.value.next.at)
  const { value } = await run('clock', 'advance', '3w')
  expect(value.settled).toBeGreaterThan(0)
  expect(value.ripened).toBeGreaterThan(0)
  expect((await run('settle')).value).toEqual({ periods: [] })
  expect((await run('verify')).value).toMatchObject({ verify: 'clean' })
})

test.each([
  [[], 'give a duration'],
  [['3d', '--next'], 'give a duration'],
  [['3 days'], 'is no duration'],
  [['--to', 'tomorrow'], 'is no moment'],
])('clock advance %j', async (args, sentence) => {
  const { code, stderr } = await run('clock', 'advance', ...args)
  expect(code).toBe(64)
  expect(stderr).toContain(sentence)
})

test('clock never goes back', async () => {
  const { code, stderr } = await run('clock', 'advance', '--to', '2020-01-01T00:00:00+09:00')
  expect(code).toBe(65)
  expect(JSON.parse(stderr)).toMatchObject({ problem: 'clock_goes_forward' })
})

test.each([[[]], [['--csv', '--encoding', 'shift_jis']]])(
  'what export %j writes, import leaves unchanged',
  async (form) => {
    const file = path.join(await temporaryFolder(), 'inventory')
    const { value } = await run('export', 'listings', ...S, ...form, '--out', file)
    expect(value.rows).toBeGreaterThan(50)
    const { value: report } = await run('import', 'listings', file, ...S)
    expect(report).toMatchObject({ rows: value.rows, unchanged: value.rows, refused: 0 })
  },
)

test('an export without a file is the file', async () => {
  const { stdout, stderr, code } = await inProcess(['export', 'listings', ...S], ENV)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.split('\n')[0]).toContain('sku')
})

test('refused rows are kept apart, the others are written unless all must be', async () => {
  const folder = await temporaryFolder()
  const { rows } = await db.pool.query(
    `select sku, price from listing join seller on seller.id = seller_id
      where reference = 'S-KURASHI' and status = 'active' order by sku limit 2`,
  )
  const [first, second] = rows
  const file = path.join(folder, 'prices.tsv')
  const priceOf = async (sku: string) =>
    (await db.pool.query('select price from listing where sku = $1', [sku])).rows[0].price
  const lines = ['sku\tprice', `${first.sku}\t${first.price + 100}`, `${second.sku}\t１２３円`]
  await writeFile(file, `${lines.join('\n')}\n`)

  const dry = await run('import', 'listings', file, ...S, '--dry-run')
  expect(dry.value).toMatchObject({ rows: 2, changed: 1, refused: 1, written: false })
  const whole = await run('import', 'listings', file, ...S, '--whole')
  expect(whole).toMatchObject({ code: 65, value: { changed: 1, refused: 1, written: false } })
  expect(await priceOf(first.sku)).toBe(first.price)

  const refused = path.join(folder, 'refused.tsv')
  const { code, value, stderr } = await run('import', 'listings', file, ...S, '--refused', refused)
  expect(code).toBe(65)
  expect(value).toMatchObject({ changed: 1, refused: 1, written: true })
  expect(value.errors[0]).toMatchObject({ line: 3, column: 'price' })
  expect(JSON.parse(stderr).message).toContain(`1 of 2 rows were refused; see ${refused}`)
  expect(await priceOf(first.sku)).toBe(first.price + 100)
  expect(await readFile(refused, 'utf8')).toContain(`${second.sku}\t１２３円`)
})

test('a file in another encoding than the one named is refused whole, with the way out', async () => {
  const file = path.join(await temporaryFolder(), 'windows.tsv')
  await writeFile(file, iconv.encode('出品者SKU\t価格\nA-1\t1000\n', 'cp932'))
  const forced = await run('import', 'listings', file, ...S, '--encoding', 'utf-8', '--dry-run')
  expect(forced).toMatchObject({ code: 65, stdout: '' })
  expect(JSON.parse(forced.stderr)).toMatchObject({ problem: 'file_encoding_wrong' })
  expect(forced.stderr).toContain('or none to have it recognised')
  const recognised = await run('import', 'listings', file, ...S, '--dry-run')
  expect(JSON.parse(recognised.stdout)).toMatchObject({ rows: 1, encoding: 'shift_jis' })
})

test('a place where no file can be is named, and nothing is left there', async () => {
  const folder = await temporaryFolder()
  const rows = path.join(folder, 'rows.tsv')
  await writeFile(rows, 'sku\tprice\nA-1\tten\n')
  for (const out of [path.join(folder, 'nowhere', 'x.tsv'), folder]) {
    for (const command of [
      ['export', 'listings', '--out', out],
      ['import', 'listings', rows, '--refused', out],
    ]) {
      const ended = await run(...command, ...S)
      expect(ended).toMatchObject({ code: 73, stdout: '' })
      expect(JSON.parse(ended.stderr)).toMatchObject({ problem: 'output-impossible' })
      expect(ended.stderr).toContain(out)
    }
  }
  expect(await readdir(folder)).toEqual(['rows.tsv'])
})

test('a file or a seller that is not there', async () => {
  const none = await run('import', 'listings', '/nowhere/inventory.tsv', ...S)
  expect(none).toMatchObject({ code: 66, stdout: '' })
  const nobody = await run('export', 'listings', '--seller', 'S-NOBODY', '--out', '/dev/null')
  expect(nobody).toMatchObject({ code: 65, stdout: '' })
  expect(JSON.parse(nobody.stderr)).toMatchObject({ problem: 'seller_not_found' })
})
