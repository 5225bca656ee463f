import type { Sql } from '../../database/connect.ts'
import { transaction } from '../../database/connect.ts'
import type { SellerId } from '../../rules/ids.ts'
import { addMonths, after, DAY, HOUR, type Instant, MINUTE } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { createReport } from './report.ts'

/** How long it is from one report of a schedule to the next; ms, or a calendar month. */
export const PERIODS = {
  PT5M: 5 * MINUTE,
  PT15M: 15 * MINUTE,
  PT30M: 30 * MINUTE,
  PT1H: HOUR,
  PT2H: 2 * HOUR,
  PT4H: 4 * HOUR,
  PT8H: 8 * HOUR,
  PT12H: 12 * HOUR,
  P1D: DAY,
  P2D: 2 * DAY,
  P3D: 3 * DAY,
  PT84H: 84 * HOUR,
  P7D: 7 * DAY,
  P14D: 14 * DAY,
  P15D: 15 * DAY,
  P18D: 18 * DAY,
  P30D: 30 * DAY,
  P1M: 'month',
} as const

export type ReportPeriod = keyof typeof PERIODS

const isPeriod = (text: string): text is ReportPeriod => Object.hasOwn(PERIODS, text)

export const periodNames = Object.keys(PERIODS).filter(isPeriod)

const next = (at: Instant, period: ReportPeriod): Instant => {
  const length = PERIODS[period]
  return length === 'month' ? addMonths(at, 1) : after(at, length)
}

/** A report that is produced again and again. */
export interface ReportSchedule {
  readonly seller: SellerId
  readonly id: number
  readonly type: string
  readonly marketplaces: readonly string[]
  readonly options: Readonly<Record<string, string>>
  readonly period: ReportPeriod
  readonly nextAt: Instant
}

const COLUMNS = `seller_id as seller, id, type, marketplaces, options, period,
  next_at as "nextAt"`

export type NewSchedule = Pick<
  ReportSchedule,
  'seller' | 'type' | 'marketplaces' | 'options' | 'period'
> & { readonly nextAt?: Instant | undefined }

/** Makes a schedule, in place of the seller's schedule of the same type if there is one. */
export const createSchedule = (engine: Engine, made: NewSchedule): Promise<number> =>
  transaction(engine.pool, async (sql) => {
    const now = engine.clock.now()
    const { seller, type, marketplaces, options, period } = made
    await sql.query({
      name: 'replace-schedule',
      text: `update report_schedule set cancelled_at = to_timestamp($3::float8 / 1000)
        where seller_id = $1 and type = $2 and cancelled_at is null`,
      values: [seller, type, now],
    })
    const { rows } = await sql.query<{ id: number }>({
      name: 'create-schedule',
      text: `insert into report_schedule
          (seller_id, type, marketplaces, options, period, next_at, created_at)
        values ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000),
          to_timestamp($7::float8 / 1000))
        returning id`,
      values: [
        ...[seller, type, [...marketplaces], JSON.stringify(options), period],
        ...[made.nextAt ?? next(now, period), now],
      ],
    })
    return rows[0]?.id as number
  })

/** A seller's schedules of some types. */
export async function listSchedules(
  sql: Sql,
  seller: SellerId,
  types: readonly string[],
): Promise<readonly ReportSchedule[]> {
  const { rows } = await sql.query<ReportSchedule>({
    name: 'list-schedules',
    text: `select ${COLUMNS} from report_schedule
      where seller_id = $1 and type = any($2) and cancelled_at is null order by id`,
    values: [seller, [...types]],
  })
  return rows
}

/** A seller's schedule; undefined when it has no such one. */
export async function findSchedule(
  sql: Sql,
  seller: SellerId,
  id: number,
): Promise<ReportSchedule | undefined> {
  const { rows } = await sql.query<ReportSchedule>({
    name: 'find-schedule',
    text: `select ${COLUMNS} from report_schedule
      where seller_id = $1 and id = $2 and cancelled_at is null`,
    values: [seller, id],
  })
  return rows[0]
}

/** Ends a schedule; false when there is none. */
export async function cancelSchedule(
  { pool, clock }: Engine,
  seller: SellerId,
  id: number,
): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'cancel-schedule',
    text: `update report_schedule set cancelled_at = to_timestamp($3::float8 / 1000)
      where seller_id = $1 and id = $2 and cancelled_at is null`,
    values: [seller, id, clock.now()],
  })
  return rowCount === 1
}

/**
 * Puts the reports that are due in the queue: one for each schedule, over its last period, however
 * many periods have passed since somebody looked.
 */
export const scheduleReports = ({ pool }: Engine, now: Instant): Promise<void> =>
  transaction(pool, async (sql) => {
    const { rows } = await sql.query<ReportSchedule>({
      name: 'due-schedules',
      text: `select ${COLUMNS} from report_schedule
        where next_at <= to_timestamp($1::float8 / 1000) and cancelled_at is null
        order by next_at limit 1000 for update skip locked`,
      values: [now],
    })
    for (const schedule of rows) await produceNext(sql, schedule, now)
  })

async function produceNext(sql: Sql, schedule: ReportSchedule, now: Instant): Promise<void> {
  const { seller, id, type, marketplaces, options, period } = schedule
  let due = schedule.nextAt
  let following = next(due, period)
  while (following <= now) {
    due = following
    following = next(due, period)
  }
  const length = PERIODS[period]
  const dataStart = length === 'month' ? addMonths(due, -1) : after(due, -length)
  await sql.query({
    name: 'advance-schedule',
    text: `update report_schedule set next_at = to_timestamp($3::float8 / 1000)
      where seller_id = $1 and id = $2`,
    values: [seller, id, following],
  })
  const made = { seller, type, marketplaces, options, schedule: id }
  await createReport(sql, { ...made, dataStart, dataEnd: due }, now)
}
