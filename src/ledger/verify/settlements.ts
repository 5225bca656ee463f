import type { PoolClient } from '../../database/connect.ts'
import { pages } from '../../database/pages.ts'
import type { PostingKind } from '../../rules/book/posting.ts'
import { policyVersion, type Timeline } from '../../rules/policy/timeline.ts'
import { type Period, periodAt } from '../../rules/settlement/periods.ts'
import { decideSettlement } from '../../rules/settlement/settle.ts'
import { type SettledPeriod, type StatementRow, statementOfRow } from '../statements.ts'
import { Reader } from './reader.ts'
import { type BadRow, differs } from './report.ts'

interface Moved {
  readonly seller_id: number
  readonly kinds: readonly PostingKind[]
  readonly amounts: readonly number[]
}

/**
 * Settles every period again from the postings and compares: each statement by period and seller,
 * then the period's own row. Every movement must lie in exactly one period.
 */
export async function checkSettlements(
  sql: PoolClient,
  timeline: Timeline,
): Promise<BadRow | undefined> {
  const settled = await sql.query<SettledPeriod>(
    `select period, start_at as start, end_at as "end", policy_version as "policyVersion", sellers,
      disbursed from settlement order by period`,
  )
  const begun = await sql.query<{ period: number; start: Period['start'] }>(
    'select period, min(start_at) as start from statement group by period order by period',
  )
  const rowOf = new Map(settled.rows.map((row) => [row.period, row]))
  const startOf = new Map([...settled.rows, ...begun.rows].map((row) => [row.period, row.start]))
  const periods = [...startOf.keys()].sort((a, b) => a - b)
  const [first] = periods
  if (first === undefined) return undefined
  let start = startOf.get(first) as Period['start']
  const early = await checkBeginning(sql, first, periodAt(timeline, start).start)
  if (early) return early
  for (const [index, period] of periods.entries()) {
    const real = periodAt(timeline, start)
    const row = rowOf.get(period)
    const isLast = index === periods.length - 1
    const what = 'periods follow each other'
    const bad =
      differs('settlement', { period }, what, real.index, period) ??
      (await checkPeriod(sql, real, timeline, row !== undefined)) ??
      (row ? await checkSum(sql, real, row) : missing(period, isLast))
    if (bad) return bad
    start = real.end
  }
  return undefined
}

/** Only the newest period may have statements and not be settled for everybody yet. */
const missing = (period: number, isLast: boolean): BadRow | undefined =>
  differs('settlement', { period }, 'missing', null, isLast ? null : period)

/** Nothing on proceeds may have been recorded before the first period. */
async function checkBeginning(sql: PoolClient, period: number, start: Period['start']) {
  const { rows } = await sql.query<{ recorded: number }>(
    `select min(recorded_at) as recorded from posting
      where seller_id is not null and kind <> 'disbursement'
        and recorded_at < to_timestamp($1::float8 / 1000)`,
    [start],
  )
  const recorded = rows[0]?.recorded ?? null
  return differs('settlement', { period }, 'movements before the first period', null, recorded)
}

async function checkPeriod(
  sql: PoolClient,
  period: Period,
  timeline: Timeline,
  isWhole: boolean,
): Promise<BadRow | undefined> {
  const policy = policyVersion(timeline, period.policyVersion)
  const { moved, carried, statements } = await readersOf(sql, period)
  for (;;) {
    const heads = [moved.head, carried.head, statements.head]
    const seller = Math.min(...heads.map((row) => row?.seller_id ?? Number.POSITIVE_INFINITY))
    if (seller === Number.POSITIVE_INFINITY) return undefined
    const isNext = (row: { seller_id: number }) => row.seller_id === seller
    const [movements] = await moved.takeWhile(isNext)
    const [before] = await carried.takeWhile(isNext)
    const [row] = await statements.takeWhile(isNext)
    const totals: Partial<Record<PostingKind, number>> = {}
    movements?.kinds.forEach((kind, index) => {
      totals[kind] = movements.amounts[index] ?? 0
    })
    const expected = decideSettlement(before?.closing ?? 0, totals, policy)
    const key = { seller_id: seller, period: period.index }
    if (!row) {
      if (!isWhole) continue
      const what = 'missing'
      return { table: 'statement', key, what, expected: expected.closing, found: null }
    }
    if (!movements && !before) {
      const what = 'a statement of nothing'
      return { table: 'statement', key, what, expected: null, found: row.closing }
    }
    const found = statementOfRow(row)
    const columns = { ...period, ...expected, ...expected.lines, lines: 0, index: 0 }
    const values = { ...found, ...found.lines, lines: 0, index: 0 }
    for (const [what, value] of Object.entries(columns)) {
      const bad = differs('statement', key, what, value, values[what as keyof typeof columns])
      if (bad) return bad
    }
  }
}

async function readersOf(sql: PoolClient, { index, start, end }: Period) {
  const of = <Row extends object>(text: string, values: unknown[]) =>
    Reader.of(pages<Row>(sql, { text, values }))
  return {
    moved: await of<Moved>(
      `select seller_id, array_agg(kind::text) as kinds, array_agg(amount) as amounts
        from (
          select seller_id, kind,
            (coalesce(sum(amount) filter (where credit = 'seller_proceeds'), 0)
            - coalesce(sum(amount) filter (where debit = 'seller_proceeds'), 0))::bigint as amount
          from posting
          where seller_id is not null and kind <> 'disbursement'
            and recorded_at >= to_timestamp($1::float8 / 1000)
            and recorded_at < to_timestamp($2::float8 / 1000)
          group by seller_id, kind
        ) as by_kind group by seller_id order by seller_id`,
      [start, end],
    ),
    carried: await of<{ seller_id: number; closing: number }>(
      `select seller_id, closing from statement where period = $1 - 1 and closing <> 0
        order by seller_id`,
      [index],
    ),
    statements: await of<StatementRow>(
      'select * from statement where period = $1 order by seller_id',
      [index],
    ),
  }
}

/** The period's own row sums up its statements. */
async function checkSum(
  sql: PoolClient,
  real: Period,
  row: SettledPeriod,
): Promise<BadRow | undefined> {
  const { rows } = await sql.query<{ sellers: number; disbursed: number; closed: boolean }>(
    `select count(*) as sellers, coalesce(sum(disbursement), 0)::bigint as disbursed,
        (select closed_to from closing) >= to_timestamp($2::float8 / 1000) as closed
      from statement where period = $1`,
    [row.period, row.end],
  )
  const sums = rows[0]
  const columns = [
    ['period', real.index, row.period],
    ['start_at', real.start, row.start],
    ['end_at', real.end, row.end],
    ['policy_version', real.policyVersion, row.policyVersion],
    ['sellers', sums?.sellers ?? 0, row.sellers],
    ['disbursed', sums?.disbursed ?? 0, row.disbursed],
    ['a period whose books are closed', 1, Number(sums?.closed ?? false)],
  ] as const
  for (const [what, expected, found] of columns) {
    const bad = differs('settlement', { period: row.period }, what, expected, found)
    if (bad) return bad
  }
  return undefined
}
