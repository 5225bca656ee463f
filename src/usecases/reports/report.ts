import type { Sql } from '../../database/connect.ts'
import type { SellerId } from '../../rules/ids.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Kind, Processed } from '../processing/kind.ts'
import { find } from '../processing/queue.ts'

/** Notified when there is a report to produce. */
export const REPORT_CHANNEL = 'tamaru_reports'

/** A file about a seller's business, asked for by a program, and how far it is. */
export interface Report extends Processed {
  readonly marketplaces: readonly string[]
  readonly options: Readonly<Record<string, string>>
  readonly dataStart: Instant | null
  readonly dataEnd: Instant | null
  readonly schedule: number | null
  readonly document: string | null
}

export const REPORTS: Kind = {
  table: 'report',
  columns: `seller_id as seller, id, type, marketplaces, options,
  data_start as "dataStart", data_end as "dataEnd", schedule_id as schedule,
  document_id as document, status, created_at as "createdAt", started_at as "startedAt",
  ended_at as "endedAt"`,
}

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

export const findReport = (sql: Sql, seller: SellerId, id: number): Promise<Report | undefined> =>
  find(sql, REPORTS, { seller, id })
