import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { connect } from '../../src/database/connect.ts'
import { inProcess, start, tamaru } from '../cli/tamaru.ts'
import { testDatabase } from '../kit/database.ts'
import { holdDatabase, killHard, temporaryFolder } from '../kit/processes.ts'
import { inventedOrders, type SourceOrder, writeDataset } from './dataset.ts'
import { computeReplay, type Replay } from './oracle.ts'

const SAMPLE = path.resolve(import.meta.dirname, '../../../shared/data/olist-sample')

const db = await testDatabase()
/** Only the administrator may make the scratch database here. */
const ENV = { DATABASE_URL: db.url, TAMARU_MIGRATION_URL: inTest(db.adminUrl) }

function inTest(url: string): string {
  const address = new URL(url)
  address.pathname = db.name
  return address.href
}

afterAll(async () => {
  const admin = connect(db.adminUrl, { name: 'test', max: 1 })
  await admin.query(`drop database if exists ${db.name}_replay with (force)`)
  await admin.end()
})

async function replayed(folder: string, ...more: string[]) {
  const { code, stdout, stderr } = await inProcess(
    ['replay', 'olist', folder, '--json', ...more],
    ENV,
  )
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
}

/** The figures that the reference model has; the engine adds times and counts of commands. */
function totalsOf({
  perSeller: _,
  perBuyer: __,
  perStatement: ___,
  perLine: ____,
  ...totals
}: Replay) {
  return totals
}

/** Rows of one of our reports, numbers as numbers. */
async function readCsv(file: string): Promise<Record<string, string | number>[]> {
  const [header = '', ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\n')
  const columns = header.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(
      columns.map((column, index) => [column, numberOr(cells[index] as string)]),
    )
  })
}

const numberOr = (cell: string) => (/^-?\d{1,15}$/.test(cell) ? Number(cell) : cell)

/** Every report of a folder against the reference model, row by row. */
async function expectReport(out: string, expected: Replay): Promise<void> {
  expect(await readCsv(path.join(out, 'sellers.csv'))).toEqual(expected.perSeller)
  expect(await readCsv(path.join(out, 'buyers.csv'))).toEqual(expected.perBuyer)
  const lines = await readCsv(path.join(out, 'orders.csv'))
  const ours = lines.map(({ product: _, ...line }) => line)
  // What would be placed after the end of the clock never is.
  const placed = expected.perLine.filter((line) => line.state !== 'planned')
  const theirs = placed.map(({ itemId, pointsBack, feeCredited, ...line }) => {
    return { ...line, line: itemId, points_back: pointsBack, fee_credited: feeCredited }
  })
  expect(byLine(ours)).toEqual(byLine(theirs as typeof ours))
  await expectStatements(path.join(out, 'statements'), expected)
}

const byLine = (lines: readonly Record<string, string | number>[]) =>
  new Map(lines.map((line) => [`${line.order} ${line.line}`, line]))

async function expectStatements(folder: string, { perStatement }: Replay): Promise<void> {
  const files = await readdir(folder, { recursive: true })
  expect(files.filter((file) => file.endsWith('.csv'))).toHaveLength(perStatement.length)
  const written = await Promise.all(
    perStatement.map(async ({ seller, start: from }) => {
      const rows = await readCsv(path.join(folder, seller, `${from.slice(0, 10)}.csv`))
      const yen = Object.fromEntries(rows.map(({ line, yen }) => [line, yen]))
      const { net, opening, disbursement, closing } = yen
      return { seller, start: from, net, opening, disbursed: disbursement, closing }
    }),
  )
  expect(written).toEqual(perStatement.map(({ period: _, ...statement }) => statement))
}

describe('the sample of real orders', () => {
  const present = existsSync(SAMPLE)
  if (!present) console.log(`skipped: ${SAMPLE} is not there`)

  test.runIf(present)(
    'agrees with the reference model to the yen, whoever looks',
    async () => {
      const out = path.join(await temporaryFolder(), 'report')
      const expected = computeReplay(SAMPLE)
      expect(await replayed(SAMPLE, '--out', out)).toMatchObject({
        ...totalsOf(expected),
        verify: 'clean',
      })
      await expectReport(out, expected)
    },
    180_000,
  )
})

describe('invented orders', () => {
  test('of every shape agree with the reference model, done again or repeated', async () => {
    const folder = await temporaryFolder()
    const input = path.join(folder, 'input')
    await writeDataset(input, inventedOrders(500, 7))
    const expected = computeReplay(input)
    // Nothing is proven by an input in which nothing happens.
    for (const [name, figure] of Object.entries(totalsOf(expected))) {
      expect(figure, name).toBeGreaterThan(0)
    }
    const result = await replayed(input, '--out', path.join(folder, 'out'))
    expect(result).toMatchObject({ ...totalsOf(expected), verify: 'clean' })
    await expectReport(path.join(folder, 'out'), expected)
    const { commands } = result
    expect(await replayed(input)).toMatchObject({ ...totalsOf(expected), commands })
    const twice = await replayed(input, '--repeat', '2')
    expect(twice).toMatchObject(totalsOf(computeReplay(input, 2)))
    expect(twice.principal).toBe(2 * result.principal)
  })

  test('come to amounts that were worked out by hand', async () => {
    const folder = await temporaryFolder()
    await writeDataset(folder, HAND_MADE)
    // BRL 33.35 × 30 = 1,000.5 → 1,000 yen (even); 10.05 × 30 = 301.5 → 302; 1 % → 10 points.
    // Fee (1,000 + 302 − 10) × 10 % = 129.2 → 129. A tenth back: 100 yen, 1 point; the fee of what
    // remains is (900 + 302 − 9) × 10 % = 119.3 → 119, so 10 are credited.
    expect(await replayed(folder)).toMatchObject({
      ...{ read: 2, skipped: 1, placed: 1, shipped: 1, lines: 1, sellers: 1, open: 0 },
      ...{ principal: 1_000, shipping: 302, granted: 10, fee_charged: 129 },
      // BRL 20.00 of vouchers: 600 points, all of them redeemed; a tenth of the price is 100 of
      // the 1,302 yen paid, so 46 of the 600 points (46.08) come back.
      ...{ promo: 600, redeemed: 600, points_back: 46, refunded: 100, cash_refunded: 54 },
      ...{ returned: 1, shortfall: 0, fee_credited: 10, expired: 0, available: 10 - 1 + 46 },
      proceeds: 1_302 - 10 - 129 - 100 + 1 + 10,
      // The refund falls into the period after: that statement carries −89 yen forward.
      disbursed: 1_302 - 10 - 129,
    })
  })
})

const HAND_MADE: readonly SourceOrder[] = [
  {
    id: '0a',
    buyer: 'hanako',
    status: 'delivered',
    purchased: '2018-01-09 10:00:00',
    carrier: '2018-01-10 10:00:00',
    delivered: '2018-01-12 10:00:00',
    items: [{ seller: 'toshiba', price: '33.35', freight: '10.05' }],
    vouchers: ['20.00'],
  },
  { id: '0b', buyer: 'hanako', status: 'canceled', purchased: '2018-01-09 10:00:00', items: [] },
]

test('a database killed in the middle is restarted, and the same command ends with the same totals', async () => {
  const folder = await temporaryFolder()
  const input = path.join(folder, 'input')
  await writeDataset(input, inventedOrders(1_500, 11))
  const data = path.join(folder, 'postgres')
  const holder = await holdDatabase(data)
  const { pid, adminUrl } = holder.server ?? { pid: 0, adminUrl: '' }
  const args = ['replay', 'olist', input, '--json']
  const first = start(args, { TAMARU_DATA: data })
  await commandsReach(adminUrl, 500)
  await killHard(pid)
  const cut = await first.ended
  expect(cut.stdout).toBe('')
  expect([69, 75]).toContain(cut.code)
  expect(JSON.parse(cut.stderr).exitCode).toBe(cut.code)
  await holder.leave()
  const { code, stdout, stderr } = await tamaru(args, { TAMARU_DATA: data })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const expected = totalsOf(computeReplay(input))
  expect(JSON.parse(stdout)).toMatchObject({ ...expected, verify: 'clean' })
}, 120_000)

/** Waits until a replay on this server has come so far. */
async function commandsReach(adminUrl: string, count: number): Promise<void> {
  const address = new URL(adminUrl)
  address.pathname = 'tamaru_replay'
  for (;;) {
    const pool = connect(address.href, { name: 'test', max: 1 })
    try {
      const { rows } = await pool.query('select count(*) as commands from journal')
      if (rows[0].commands >= count) return
    } catch {
      // Not made yet.
    } finally {
      await pool.end()
    }
    await sleep(20)
  }
}

describe('an input that can not be replayed is refused whole', () => {
  const wrong = async (change: (folder: string) => Promise<void>, more: string[] = []) => {
    const folder = path.join(await temporaryFolder(), 'input')
    await writeDataset(folder, inventedOrders(20, 3))
    await change(folder)
    // An address where nothing answers: the input is looked at first.
    const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }
    const ended = await inProcess(['replay', 'olist', folder, ...more], env)
    expect(ended.stdout).toBe('')
    expect(ended.stderr.match(/\n/g)).toHaveLength(1)
    return { code: ended.code, said: ended.stderr.replaceAll(folder, 'FOLDER') }
  }
  const edit = (name: string, from: RegExp, to: string) => async (folder: string) => {
    const file = path.join(folder, name)
    const text = await readFile(file, 'utf8')
    expect(text).toMatch(from)
    await writeFile(file, text.replace(from, to))
  }
  const ORDERS = 'olist_orders_dataset.csv'
  const ITEMS = 'olist_order_items_dataset.csv'
  const CUSTOMERS = 'olist_customers_dataset.csv'

  test('a folder without one of the files', async () => {
    const { code, said } = await wrong((folder) => rm(path.join(folder, ITEMS)))
    expect(code).toBe(66)
    expect(said).toBe(`tamaru: FOLDER has no ${ITEMS}; name the folder that holds the dataset\n`)
  })

  test.each([
    ['a column', ORDERS, /order_status/, 'status', 'has no column order_status'],
    ['a time', ORDERS, /2017-\d\d-\d\d/, '2017-02-30', '"2017-02-30 '],
    ['an empty purchase', ORDERS, /,\d{4}-[^,]*/, ',', 'order_purchase_timestamp is empty'],
    ['an order twice', ORDERS, /\n(.*)\n/, '\n$1\n$1\n', 'line 3: order'],
    ['a cell too few', ORDERS, /,\n/, '\n', 'Invalid Record Length'],
    ['a price', ITEMS, /\d+\.\d\d,(\d+\.\d\d)\n/, 'free,$1\n', 'line 2: price "free"'],
    ['a price of nothing', ITEMS, /\d+\.\d\d,(\d+\.\d\d)\n/, '0.01,$1\n', 'less than one yen'],
    ['an item twice', ITEMS, /\n(.*)\n/, '\n$1\n$1\n', 'line 3: item 1 is there twice'],
    ['a stray quote', CUSTOMERS, /,"sao/, ',sao "', 'Quote'],
    ['an unknown customer', CUSTOMERS, /\nc.{10}/, '\nnobody', 'is not in'],
  ])('%s', async (_, file, from, to, sentence) => {
    const { code, said } = await wrong(edit(file, from, to))
    expect(said).toContain(sentence)
    expect(said).toContain(file.slice(0, 10))
    expect(code).toBe(65)
  })

  test('a folder for the report that holds something else', async () => {
    const out = path.join(await temporaryFolder(), 'precious')
    await mkdir(out)
    await writeFile(path.join(out, 'diary.txt'), 'dear diary')
    const { code } = await wrong(async () => {}, ['--out', out])
    expect(code).toBe(73)
    expect(await readdir(out)).toEqual(['diary.txt'])
  })

  test.each(['0', '-1', '1.5', '1001', 'many'])('--repeat %s', async (times) => {
    const { code, said } = await wrong(async () => {}, ['--repeat', times])
    expect(said).toContain(`--repeat "${times}"`)
    expect(code).toBe(65)
  })
})
