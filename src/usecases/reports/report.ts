import { type Sql, transaction } from '../../database/connect.ts'
import type { SellerId } from '../../rules/ids.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import type { Processing } from '../feeds/feed.ts'
import { announceEffects } from '../outbox.ts'
import { sellerReference } from '../sellers/reference.ts'

/** Notified when there is a report to produce. */
export const REPORT_CHANNEL = 'tamaru_reports'

/** A file about a seller's business, asked for by a program, and how far it is. */
export interface Report {
  readonly seller: SellerId
  readonly id: number
  readonly type: string
  readonly marketplaces: readonly string[]
  readonly options: Readonly<Record<string, string>>
  readonly dataStart: Instant | null
  readonly dataEnd: Instant | null
  readonly schedule: number | null
  readonly document: string | null
  readonly status: Processing
  readonly createdAt: Instant
  readonly startedAt: Instant | null
  readonly endedAt: Instant | null
}

export const REPORT_COLUMNS = `seller_id as seller, id, type, marketplaces, options,
  data_start as "dataStart", data_end as "dataEnd", schedule_id as schedule,
  document_id as document, status, created_at as "createdAt", started_at as "startedAt",
  ended_at as "endedAt"`

export type NewReport = Pick<Report, 'seller' | 'type' | 'marketplaces' | 'options'> &
  Partial<Pick<Report, 'dataStart' | 'dataEnd' | 'schedule'>>

/** Puts a report in the queue. */
export async function createReport(sql: Sql, made: NewReport, at: Instant): Promise<number> {
  const { seller, type, marketplaces, options } = made
  const { dataStart = null, dataEnd = null, schedule = null } = made
  const { rows } = await sql.query<{ id: number }>({
    name: 'create-report',
    text: `insert into report
        (seller_id, type, marketplaces, options, data_start, data_end, schedule_id, created_at)
      values ($1, $2, $3, $4, to_timestamp($5::float8 / 1000), to_timestamp($6::float8 / 1000), $7,
        to_timestamp($8::float8 / 1000))
      returning id, pg_notify('${REPORT_CHANNEL}', '')`,
    values: [
      ...[seller, type, [...marketplaces], JSON.stringify(options)],
      ...[dataStart, dataEnd, schedule, at],
    ],
  })
  return rows[0]?.id as number
}

/** A seller's report; undefined when it has no such one. */
export async function findReport(
  sql: Sql,
  seller: SellerId,
  id: number,
): Promise<Report | undefined> {
  const { rows } = await sql.query<Report>({
    name: 'find-report',
    text: `select ${REPORT_COLUMNS} from report where seller_id = $1 and id = $2`,
    values: [seller, id],
  })
  return rows[0]
}

/** Takes a report out of the queue, and announces it; false when it is there no more. */
export const cancelReport = (
  { pool, clock }: Engine,
  { seller, id }: Pick<Report, 'seller' | 'id'>,
): Promise<boolean> =>
  transaction(pool, async (sql) => {
    const now = clock.now()
    const { rows } = await sql.query<{ type: string }>({
      name: 'cancel-report',
      text: `update report set status = 'cancelled', ended_at = to_timestamp($3::float8 / 1000)
        where seller_id = $1 and id = $2 and status = 'in_queue' returning type`,
      values: [seller, id, now],
    })
    if (!rows[0]) return false
    const payload = {
      ...{ seller: await sellerReference(sql, seller), report: id, type: rows[0].type },
      ...{ status: 'cancelled', document: null },
    }
    await announceEffects(sql, [{ topic: 'report.finished', payload }], now, now)
    return true
  })

export interface ReportsAsk {
  readonly seller: SellerId
  readonly types?: readonly string[] | undefined
  readonly statuses?: readonly Processing[] | undefined
  readonly since?: Instant | undefined
  readonly until?: Instant | undefined
  /** The oldest one already seen. */
  readonly before?: number | undefined
  readonly limit: number
}

/** A seller's reports, the newest first. */
export async function listReports(sql: Sql, ask: ReportsAsk): Promise<readonly Report[]> {
  const { seller, types = null, statuses = null, since = null, until = null, before = null } = ask
  const { rows } = await sql.query<Report>({
    name: 'list-reports',
    text: `select ${REPORT_COLUMNS} from report
      where seller_id = $1 and ($2::text[] is null or type = any($2))
        and ($3::text[] is null or status::text = any($3))
        and ($4::float8 is null or created_at >= to_timestamp($4 / 1000))
        and ($5::float8 is null or created_at <= to_timestamp($5 / 1000))
        and ($6::bigint is null or id < $6)
      order by id desc limit $7`,
    values: [
      ...[seller, types && [...types], statuses && [...statuses], since, until, before],
      ask.limit,
    ],
  })
  return rows
}
