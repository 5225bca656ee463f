import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readTimeline } from '../../src/ledger/policies.ts'
import { readStatements } from '../../src/ledger/statements.ts'
import { verify } from '../../src/ledger/verify/verify.ts'
import type { SellerId } from '../../src/rules/ids.ts'
import { periodAt } from '../../src/rules/settlement/periods.ts'
import { after, DAY, instantOf } from '../../src/rules/time/instant.ts'
import { openStatement } from '../../src/usecases/settlement/open.ts'
import { settleThrough } from '../../src/usecases/settlement/settle.ts'
import { testDatabase } from '../kit/database.ts'
import { START, testEngine } from '../kit/engine.ts'
import { live, registerSellers, SELLERS, setScene, story } from '../ledger/history.ts'
import { giveBack, sell, shoppers } from './sales.ts'

describe('a story of half a year', async () => {
  const db = await testDatabase()
  const engine = testEngine(db)
  afterAll(() => engine.close())
  beforeAll(async () => {
    await setScene(engine)
    const steps = story(7, 260, 120)
    for (const part of [90, 180, 260]) {
      await live(engine, steps.slice(part - 90 < 0 ? 0 : part - 90, part))
      await settleThrough(engine, engine.clock.now())
    }
    engine.clock.set(after(START, 140 * DAY))
    await settleThrough(engine, engine.clock.now())
  })

  test('every movement is in one statement: sums recomputed row by row agree', async () => {
    const { rows } = await db.pool.query<{
      seller_id: SellerId
      kind: string
      credit: string
      amount: number
      recorded_at: number
    }>('select seller_id, kind, credit, amount, recorded_at from posting where seller_id > 0')
    for (const seller of SELLERS) {
      const statements = (await readStatements(db.pool, seller, null, 100)).reverse()
      expect(statements.length).toBeGreaterThan(5)
      const own = rows.filter((row) => row.seller_id === seller && row.kind !== 'disbursement')
      const signed = own.map((row) => (row.credit === 'seller_proceeds' ? row.amount : -row.amount))
      let carried = 0
      for (const one of statements) {
        const inside = signed.filter((_, index) => {
          const at = (own[index] as (typeof own)[number]).recorded_at
          return one.start <= at && at < one.end
        })
        const net = inside.reduce((sum, amount) => sum + amount, 0)
        const lines = Object.values(one.lines).reduce((sum, amount) => sum + amount, 0)
        expect({ seller, period: one.period, net: one.net, lines, opening: one.opening }).toEqual({
          ...{ seller, period: one.period, net, lines: net, opening: carried },
        })
        expect(one.opening + one.net).toBe(one.disbursement + one.closing)
        carried = one.closing
      }
      const all = signed.reduce((sum, amount) => sum + amount, 0)
      const paid = statements.reduce((sum, one) => sum + one.disbursement, 0)
      expect(paid + carried).toBe(all)
      const paidByPostings = rows
        .filter((row) => row.seller_id === seller && row.kind === 'disbursement')
        .reduce((sum, row) => sum + row.amount, 0)
      expect(paidByPostings).toBe(paid)
    }
  })

  test('settled again, nothing is done', async () => {
    const before = await db.pool.query('select statement::text from statement order by 1')
    expect(await settleThrough(engine, engine.clock.now())).toEqual([])
    expect((await db.pool.query('select statement::text from statement order by 1')).rows).toEqual(
      before.rows,
    )
  })
})

describe('a seller with more given back than sold', async () => {
  const db = await testDatabase()
  const engine = testEngine(db)
  afterAll(() => engine.close())
  const seller = 9_001 as SellerId
  const { end } = periodAt(await readTimeline(db.pool), START)
  const period = (n: number) => after(end, n * 14 * DAY)

  test('is never paid a negative balance: it is carried on until sales cover it', async () => {
    await registerSellers(db.pool)
    await shoppers(engine, 'hanako')
    await sell(engine, 'o-1', [seller])
    engine.clock.set(period(0))
    await settleThrough(engine, engine.clock.now())
    await giveBack(engine, 'o-1', 1)
    engine.clock.set(period(2))
    await settleThrough(engine, engine.clock.now())
    const open = await openStatement(engine, seller)
    expect(open).toMatchObject({ opening: -680, net: 0, disbursement: 0, closing: -680 })
    await sell(engine, 'o-2', [seller])
    await sell(engine, 'o-3', [seller])
    const foreseen = await openStatement(engine, seller)
    engine.clock.set(period(3))
    await settleThrough(engine, engine.clock.now())
    const statements = (await readStatements(db.pool, seller, null, 10)).reverse()
    expect(
      statements.map(({ opening, net, disbursement, closing }) => [
        ...[opening, net, disbursement, closing],
      ]),
    ).toEqual([
      [0, 680, 680, 0],
      [0, -680, 0, -680],
      [-680, 0, 0, -680],
      [-680, 1_360, 680, 0],
    ])
    expect(statements.at(-1)).toMatchObject(foreseen)
    expect(await verify(db.pool)).toMatchObject({ ok: true })
  })
})

describe('what is recorded after the books were closed', async () => {
  const db = await testDatabase()
  const engine = testEngine(db, { lanes: 2, batchMax: 1 })
  const worker = testEngine(db)
  afterAll(() => Promise.all([engine.close(), worker.close()]))
  const [seller] = SELLERS as [SellerId]

  test('falls into the open period, however early it happened', async () => {
    await registerSellers(db.pool)
    await shoppers(engine, 'hanako', 'taro')
    const { end } = await openStatement(engine, seller)
    engine.clock.set(instantOf(end - 1))
    // While orders are under way somebody else, whose clock is past the end, closes the books.
    worker.clock.set(end)
    const sales = Array.from({ length: 60 }, (_, i) => {
      const buyer = i % 2 === 0 ? 'hanako' : 'taro'
      return sell(engine, `o-${i}`, [seller], { buyer })
    })
    await sales[3]
    const [settled] = await settleThrough(worker, end)
    await Promise.all(sales)
    expect(settled).toMatchObject({ sellers: 1 })
    const early = await db.pool.query<{ early: number; all: number }>(
      `select count(*) filter (where recorded_at < to_timestamp($1::float8 / 1000)) as early,
        count(*) as all from posting where kind = 'principal'`,
      [end],
    )
    const { early: inside, all } = early.rows[0] as { early: number; all: number }
    expect(all).toBe(60)
    expect(inside).toBeLessThan(60)
    expect(settled?.disbursed).toBe(inside * 680)
    const open = await openStatement(worker, seller)
    expect(open.net).toBe((60 - inside) * 680)
    worker.clock.set(after(end, 14 * DAY))
    await settleThrough(worker, worker.clock.now())
    expect(await verify(db.pool)).toMatchObject({ ok: true })
  })
})
