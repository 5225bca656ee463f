import type { Sql } from '../../database/connect.ts'
import { readStatement, type Statement } from '../../ledger/statements.ts'
import type { SellerId } from '../../rules/ids.ts'
import { createDocument } from '../documents/document.ts'
import type { Engine } from '../engine.ts'
import { statementFlatFile } from '../settlement/flat-file.ts'
import { REPORT_COLUMNS, type Report } from './report.ts'
import { SETTLEMENT_REPORT } from './types.ts'

/**
 * Makes the settlement reports of a seller that are not there yet: one for each of its statements,
 * finished as it comes. Nobody asks for them, and they need no file of their own: a statement never
 * changes, so it is written whenever it is read.
 */
export const completeSettlementReports = (
  sql: Sql,
  seller: SellerId,
  marketplace: string,
): Promise<unknown> =>
  sql.query({
    name: 'complete-settlement-reports',
    text: `insert into report (seller_id, type, marketplaces, options, data_start, data_end, period,
        status, created_at, started_at, ended_at)
      select s.seller_id, $2, array[$3], '{}', s.start_at, s.end_at, s.period,
        'done', j.recorded_at, j.recorded_at, j.recorded_at
      from statement s join journal j on j.book_id = s.seller_id and j.version = s.version
      where s.seller_id = $1 and not exists (
        select from report r where r.seller_id = $1 and r.type = $2 and r.period = s.period)
      order by s.period on conflict do nothing`,
    values: [seller, SETTLEMENT_REPORT, marketplace],
  })

/** The document of a settlement report, made when it is first wanted. */
export async function documentOfSettlement(engine: Engine, report: Report): Promise<string> {
  if (report.document !== null) return report.document
  const { rows } = await engine.pool.query<{ period: number }>({
    name: 'period-of-report',
    text: 'select period from report where seller_id = $1 and id = $2',
    values: [report.seller, report.id],
  })
  const statement = rows[0]?.period as number
  const made = {
    ...{ seller: report.seller, contentType: 'text/plain; charset=Shift_JIS', gzip: true },
    use: 'report' as const,
    source: { statement },
  }
  const document = await createDocument(engine.pool, made, report.createdAt)
  const kept = await engine.pool.query<Report>({
    name: 'document-of-report',
    text: `update report set document_id = coalesce(document_id, $3)
      where seller_id = $1 and id = $2 returning ${REPORT_COLUMNS}`,
    values: [report.seller, report.id, document],
  })
  return kept.rows[0]?.document ?? document
}

/** A statement's file, line by line; undefined where there is no such statement. */
export async function settlementFile(
  engine: Engine,
  seller: SellerId,
  period: number,
  marketplace: string,
): Promise<AsyncGenerator<string> | undefined> {
  const statement: Statement | undefined = await readStatement(engine.pool, seller, period)
  return statement && statementFlatFile(engine, statement, marketplace)
}
