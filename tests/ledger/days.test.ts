import { afterAll, beforeAll, expect, test } from 'vitest'
import { balancesAt } from '../../src/ledger/balances.ts'
import { rollUp } from '../../src/ledger/days.ts'
import { isRefusal } from '../../src/rules/refusal.ts'
import { after, DAY, HOUR, instantOf, tokyoDay } from '../../src/rules/time/instant.ts'
import { baseDateReport } from '../../src/usecases/liability/base-date.ts'
import { baseDateCsv } from '../../src/usecases/liability/base-date-csv.ts'
import { type LiabilityDay, liabilityByDay } from '../../src/usecases/liability/by-day.ts'
import { ripenDue } from '../../src/usecases/points/ripen-due.ts'
import { testDatabase } from '../kit/database.ts'
import { START, testEngine } from '../kit/engine.ts'
import { live, setScene, story } from './history.ts'

/**
 * A hundred days in which much is reported late, summed up every now and then while it goes on:
 * a sum that counts a late posting twice, or never, differs from the postings.
 */

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

const DAYS = 100
const end = instantOf(START + DAYS * DAY)
let days: readonly LiabilityDay[] = []

beforeAll(async () => {
  await setScene(engine)
  for (const [index, step] of story(11, 260, DAYS, 0.2).entries()) {
    await live(engine, [step])
    if (index % 9 === 0) await rollUp(db.pool, engine.clock.now())
  }
  engine.clock.set(after(end, HOUR / 2))
  await ripenDue(engine, end)
  const found = await liabilityByDay(engine, { from: tokyoDay(START), to: tokyoDay(end) })
  if (isRefusal(found)) throw new Error(found.refused)
  days = found.days
})

test('each day ends with the balances that the postings sum to, and with a yen a point', async () => {
  expect(days).toHaveLength(DAYS + 1)
  for (const day of days.slice(0, -1)) {
    const at = instantOf(Date.parse(`${day.day}T23:59:59.999+09:00`))
    const sums = await balancesAt(db.pool, 'house', { by: 'event', at })
    expect({ ...day, ...of(sums) }).toEqual(day)
    expect(day.funding).toBe(day.outstanding)
  }
})

const of = (sums: Awaited<ReturnType<typeof balancesAt>>) => ({
  available: sums.buyer_available,
  unvested: sums.buyer_unvested,
  held: sums.buyer_held,
  funding: sums.points_funding,
  breakage: sums.breakage,
})

test('what is outstanding changes by what moved, and something of everything moved', () => {
  let before = 0
  for (const day of days) {
    const { granted, promoted, restored, redeemed, clawedBack, expired } = day
    const change = granted + promoted + restored - redeemed - clawedBack - expired
    expect(day.outstanding - before).toBe(change)
    before = day.outstanding
  }
  for (const flow of ['granted', 'vested', 'redeemed', 'restored', 'clawedBack']) {
    expect(
      days.some((day) => Number(day[flow as keyof LiabilityDay]) > 0),
      flow,
    ).toBe(true)
  }
})

test('a stretch that begins later begins with what was there', async () => {
  const [from, to] = [days[40]?.day as string, days[60]?.day as string]
  const found = await liabilityByDay(engine, { from, to })
  expect(found).toEqual({ days: days.slice(40, 61) })
})

test('a day that does not exist, or an end before the beginning, is refused', async () => {
  for (const [from, to] of [
    ['2020-06-31', '2020-07-01'],
    ['2020-06-02', '2020-06-01'],
    ['2000-01-01', '2020-06-01'],
  ] as const) {
    expect(await liabilityByDay(engine, { from, to })).toMatchObject({
      refused: 'days_out_of_range',
    })
  }
})

test('the report of a date is what was outstanding then, and its lines lead there', async () => {
  const day = days[70] as LiabilityDay
  const report = await baseDateReport(engine, day.day)
  if (isRefusal(report)) throw new Error(report.refused)
  expect(report).toMatchObject({ closing: day.outstanding, funding: day.funding, opening: 0 })
  const sum = Object.values(report.lines).reduce((all, amount) => all + amount, 0)
  expect(report.opening + sum).toBe(report.closing)
  expect(report.available + report.unvested + report.held).toBe(report.closing)
  const { rows } = await db.pool.query<{ holders: number }>(
    `select count(distinct book_id) as holders from posting where credit::text like 'buyer_%'`,
  )
  expect(report.holders).toBeGreaterThan(0)
  expect(report.holders).toBeLessThanOrEqual(rows[0]?.holders ?? 0)
  expect(baseDateCsv(report)).toContain(
    `,closing,基準日未使用残高,Outstanding on the base date,${report.closing},PT`,
  )
})

test('a half-year begins with what the one before left', async () => {
  engine.clock.set(instantOf(Date.parse('2021-04-01T12:00:00+09:00')))
  const [autumn, spring] = [
    await baseDateReport(engine, '2020-09-30'),
    await baseDateReport(engine, '2021-03-31'),
  ]
  if (isRefusal(autumn) || isRefusal(spring)) throw new Error('refused')
  expect(spring.opening).toBe(autumn.closing)
  expect(spring.lines.expired).toBeLessThan(0)
  expect(await baseDateReport(engine, '2021-04-01')).toMatchObject({ refused: 'report_date_ahead' })
  expect(await baseDateReport(engine, '2021-02-30')).toMatchObject({ refused: 'date_invalid' })
})
