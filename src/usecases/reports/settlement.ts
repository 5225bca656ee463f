import { type Sql, transaction } from '../../database/connect.ts'
import { numbers } from '../../ledger/arrays.ts'
import { readStatement, type Statement } from '../../ledger/statements.ts'
import type { SellerId } from '../../rules/ids.ts'
import type { Instant } from '../../rules/time/instant.ts'
import { createDocument } from '../documents/document.ts'
import type { Engine } from '../engine.ts'
import { announceEffects } from '../outbox.ts'
import { statementFlatFile } from '../settlement/flat-file.ts'
import type { Report } from './report.ts'
import { SETTLEMENT_REPORT } from './types.ts'

/**
 * Makes the settlement reports of sellers that are not there yet, and announces them: one for each
 * statement, finished as it comes. Nobody asks for them, and they need no file of their own: a
 * statement never changes, so it is written whenever it is read.
 */
export async function makeSettlementReports(
  sql: Sql,
  sellers: readonly number[],
  now: Instant,
): Promise<void> {
  const { rows } = await sql.query<Made>({
    name: 'complete-settlement-reports',
    text: `with made as (
        insert into report (seller_id, type, marketplaces, options, data_start, data_end, period,
          status, created_at, started_at, ended_at)
        select s.seller_id, $2, array[p.marketplace], '{}', s.start_at, s.end_at, s.period,
          'done', j.recorded_at, j.recorded_at, j.recorded_at
        from statement s join journal j on j.book_id = s.seller_id and j.version = s.version
          join seller p on p.id = s.seller_id
        where s.seller_id = any($1::bigint[]) and not exists (
          select from report r
          where r.seller_id = s.seller_id and r.type = $2 and r.period = s.period)
        order by s.seller_id, s.period on conflict do nothing
        returning seller_id, id, period, document_id, created_at)
      select m.seller_id as seller, m.id, m.period, m.document_id as document,
        m.created_at as "createdAt", p.reference
      from made m join seller p on p.id = m.seller_id order by m.seller_id, m.period`,
    values: [numbers(sellers), SETTLEMENT_REPORT],
  })
  for (const report of rows) await announce(sql, report, now)
}

/**
 * Makes those of one seller now: a report of a period that was settled this moment is listed at
 * once.
 */
export const completeSettlementReports = ({ pool, clock }: Engine, seller: SellerId) =>
  transaction(pool, (sql) => makeSettlementReports(sql, [seller], clock.now()))

type Undocumented = Pick<Report, 'seller' | 'id' | 'document' | 'createdAt'>

interface Made extends Undocumented {
  readonly period: number
  readonly reference: string
}

async function announce(sql: Sql, report: Made, now: Instant): Promise<void> {
  const document = await makeDocument(sql, report, report.period)
  const payload = {
    ...{ seller: report.reference, report: report.id, type: SETTLEMENT_REPORT },
    ...{ status: 'done', document },
  }
  await announceEffects(sql, [{ topic: 'report.finished', payload }], report.createdAt, now)
}

/** The document of a settlement report. */
export async function documentOfSettlement(engine: Engine, report: Report): Promise<string> {
  if (report.document !== null) return report.document
  // Made by a release that announced none.
  const { rows } = await engine.pool.query<{ period: number }>({
    name: 'period-of-report',
    text: 'select period from report where seller_id = $1 and id = $2',
    values: [report.seller, report.id],
  })
  const period = rows[0]?.period as number
  return transaction(engine.pool, (sql) => makeDocument(sql, report, period))
}

async function makeDocument(sql: Sql, report: Undocumented, statement: number): Promise<string> {
  const made = {
    ...{ seller: report.seller, contentType: 'text/plain; charset=Shift_JIS', gzip: true },
    use: 'report' as const,
    source: { statement },
  }
  const document = await createDocument(sql, made, report.createdAt)
  const kept = await sql.query<{ document: string }>({
    name: 'document-of-report',
    text: `update report set document_id = coalesce(document_id, $3)
      where seller_id = $1 and id = $2 returning document_id as document`,
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
