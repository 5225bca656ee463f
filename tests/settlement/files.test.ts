import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readStatement, readStatements, type Statement } from '../../src/ledger/statements.ts'
import type { SellerId } from '../../src/rules/ids.ts'
import { points, yen } from '../../src/rules/money/amount.ts'
import { DAY, instantOf } from '../../src/rules/time/instant.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { shipOrder } from '../../src/usecases/orders/ship.ts'
import { statementCsv } from '../../src/usecases/settlement/csv.ts'
import { statementFlatFile } from '../../src/usecases/settlement/flat-file.ts'
import { statementLines } from '../../src/usecases/settlement/lines.ts'
import { openStatement } from '../../src/usecases/settlement/open.ts'
import { settleThrough } from '../../src/usecases/settlement/settle.ts'
import { type TestDatabase, testDatabase } from '../kit/database.ts'
import { type TestEngine, terms, testEngine } from '../kit/engine.ts'
import { live, registerSellers, SELLERS, setScene, story } from '../ledger/history.ts'
import { giveBack, sell, shoppers } from './sales.ts'

const [seller, other] = SELLERS as [SellerId, SellerId]

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const one of source) found.push(one)
  return found
}

/** Two periods of trade; the buyers pay with `redeem` points wherever they can. */
async function tradeAndSettle(engine: TestEngine, redeem: number): Promise<void> {
  await registerSellers(engine.pool)
  await shoppers(engine, 'hanako', 'taro')
  await sell(engine, 'o-1', [seller, other], { redeem })
  await sell(engine, 'o-2', [seller], { buyer: 'taro', redeem })
  await giveBack(engine, 'o-1', 1, { of: 'percentage', bps: 1_000 })
  await giveBack(engine, 'o-2', 1, { of: 'full' }, 'guarantee_claim')
  const lines = [terms(seller, { quantity: 3, shipping: yen(340), sku: '=SUM(A1)\t"x"' })]
  const ask = { buyer: 'hanako', reference: 'o-3', lines, payment: 'prepaid' } as const
  await placeOrder(engine, { caller: 'test', key: 'p3' }, { ...ask, redeem: points(redeem) })
  const first = { order: 'o-3', units: [{ line: 1, quantity: 2 }] }
  await shipOrder(engine, { caller: 'test', key: 's3' }, first)
  const { end } = await openStatement(engine, seller)
  engine.clock.set(end)
  await settleThrough(engine, end)
  await shipOrder(engine, { caller: 'test', key: 's4' }, { order: 'o-3', units: 'all' })
  await giveBack(engine, 'o-1', 1)
  await giveBack(engine, 'o-3', 1, { of: 'quantity', quantity: 3 }, 'chargeback')
  engine.clock.set(instantOf(end + 15 * DAY))
  await settleThrough(engine, engine.clock.now())
}

const statementsOf = async (db: TestDatabase): Promise<Statement[]> =>
  (await readStatements(db.pool, seller, null, 10)).reverse()

describe('a statement in lines and files', async () => {
  const db = await testDatabase()
  const engine = testEngine(db)
  afterAll(() => engine.close())
  let statements: Statement[]
  beforeAll(async () => {
    await tradeAndSettle(engine, 300)
    statements = await statementsOf(db)
  })

  test('has each order item with each type once, and they sum to the net', async () => {
    expect(statements.length).toBeGreaterThan(1)
    const [first] = statements as [Statement]
    const lines = await all(statementLines(engine, first))
    expect(lines.map(({ order, line, type, amount }) => [order, line, type, amount])).toEqual([
      ['o-1', 1, 'principal', 1_000],
      ['o-1', 1, 'points_granted', -200],
      ['o-1', 1, 'points_returned', 20],
      ['o-1', 1, 'referral_fee', -120],
      ['o-1', 1, 'referral_fee_credit', 12],
      ['o-1', 1, 'refunds', -100],
      ['o-2', 1, 'principal', 1_000],
      ['o-2', 1, 'points_granted', -200],
      ['o-2', 1, 'referral_fee', -120],
      ['o-2', 1, 'referral_fee_credit', 120],
      ['o-2', 1, 'claims', -1_000],
      ['o-3', 1, 'principal', 2_000],
      ['o-3', 1, 'shipping', 227],
      ['o-3', 1, 'points_granted', -400],
      ['o-3', 1, 'referral_fee', -274],
    ])
    for (const statement of statements) {
      const found = await all(statementLines(engine, statement))
      const sums = Object.fromEntries(Object.keys(statement.lines).map((type) => [type, 0]))
      for (const { type, amount } of found) sums[type] = (sums[type] ?? 0) + amount
      expect(sums).toEqual(statement.lines)
    }
  })

  test('as CSV sums to the disbursement and runs no formulas', async () => {
    for (const statement of statements) {
      const text = (await all(statementCsv(engine, statement))).join('')
      const rows = text.split('\r\n').slice(1, -1)
      const amounts = rows.map((row) => Number(/,(-?\d+),[^,]*,[^,]*$/.exec(row)?.[1]))
      expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(statement.disbursement)
      expect(text).not.toMatch(/(^|,)"?[=+@\t]/m)
    }
    const [first] = statements as [Statement]
    const text = (await all(statementCsv(engine, first))).join('')
    expect(text).toContain('o-3,1,"\'=SUM(A1)\t""x""",shipping,227,2020-06-01T00:00:00+09:00')
  })

  test('as flat file V2 has 24 columns and amounts that sum to the total', async () => {
    for (const statement of statements) {
      const text = (await all(statementFlatFile(engine, statement))).join('')
      const [header, ...rows] = text
        .slice(0, -1)
        .split('\n')
        .map((row) => row.split('\t'))
      expect(header).toHaveLength(24)
      expect(rows.filter((row) => row.length !== 24)).toEqual([])
      const value = (row: readonly string[], column: string) => row[header?.indexOf(column) ?? -1]
      const [summary, ...items] = rows as [string[], ...string[][]]
      expect(value(summary, 'total-amount')).toBe(String(statement.disbursement))
      expect(new Set(rows.map((row) => value(row, 'settlement-id'))).size).toBe(1)
      const sum = items.reduce((total, row) => total + Number(value(row, 'amount')), 0)
      expect(sum).toBe(statement.disbursement)
    }
    const [first] = statements as [Statement]
    const text = (await all(statementFlatFile(engine, first))).join('')
    expect(text).toContain('\t2020/05/21 00:00:00 JST\t2020/06/04 00:00:00 JST\t')
    const types = text.split('\n').map((row) => row.split('\t').slice(6, 7).join())
    expect(new Set(types.slice(2, -1))).toEqual(
      new Set(['Order', 'Refund', 'A-to-z Guarantee Refund']),
    )
    const parcel = text.split('\n').find((row) => row.includes('Principal\t2000\t')) ?? ''
    expect(parcel.split('\t').slice(19)).toEqual(['', '', '=SUM(A1) "x"', '2', ''])
  })

  test('keeps what is negative for the next file, and the two rows tell', async () => {
    const last = statements.at(-1) as Statement
    const text = (await all(statementFlatFile(engine, last))).join('')
    expect(last).toMatchObject({ disbursement: 0 })
    expect(last.closing).toBeLessThan(0)
    const reserve = text.split('\n').find((row) => row.includes('Current Reserve Amount'))
    expect(reserve?.split('\t')[14]).toBe(String(-last.closing))
    expect(await readStatement(db.pool, seller, last.period)).toEqual(last)
  })
})

describe('S11: a seller can not tell whether a buyer paid with points', async () => {
  const without = await testDatabase()
  const withPoints = await testDatabase()

  test('its files are the same to the byte', async () => {
    const texts: string[][] = []
    for (const [db, redeem] of [
      [without, 0],
      [withPoints, 300],
    ] as const) {
      const engine = testEngine(db)
      await tradeAndSettle(engine, redeem)
      const files: string[] = []
      for (const statement of await statementsOf(db)) {
        files.push(...(await all(statementFlatFile(engine, statement))))
        files.push(...(await all(statementCsv(engine, statement))))
      }
      texts.push(files)
      await engine.close()
    }
    expect(texts[0]?.length).toBeGreaterThan(30)
    expect(texts[1]).toEqual(texts[0])
    const spent = "select count(*) from posting where kind = 'points_redeemed'"
    expect((await without.pool.query(spent)).rows[0].count).toBe(0)
    expect((await withPoints.pool.query(spent)).rows[0].count).toBeGreaterThan(0)
  })
})

describe('any story', async () => {
  const db = await testDatabase()
  const engine = testEngine(db)
  afterAll(() => engine.close())

  test('files of every seller and period sum to what was paid', async () => {
    await setScene(engine)
    await live(engine, story(11, 160, 100))
    engine.clock.set(instantOf(engine.clock.now() + 40 * DAY))
    await settleThrough(engine, engine.clock.now())
    let files = 0
    for (const one of SELLERS) {
      for (const statement of await readStatements(db.pool, one, null, 100)) {
        const rows = (await all(statementFlatFile(engine, statement))).join('').split('\n')
        const amounts = rows.slice(2, -1).map((row) => Number(row.split('\t')[14]))
        expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(statement.disbursement)
        files += 1
      }
    }
    expect(files).toBeGreaterThan(15)
  })
})
