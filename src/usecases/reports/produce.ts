import { transaction } from '../../database/connect.ts'
import { exclusively } from '../../database/exclusively.ts'
import { gzipped } from '../../files/compression.ts'
import { encode } from '../../files/encoder.ts'
import type { SellerId } from '../../rules/ids.ts'
import type { Instant } from '../../rules/time/instant.ts'
import { createDocument } from '../documents/document.ts'
import { writeParts } from '../documents/parts.ts'
import type { Engine } from '../engine.ts'
import { announceEffects } from '../outbox.ts'
import { sellerReference } from '../sellers/reference.ts'
import { REPORT_COLUMNS, type Report } from './report.ts'
import { scheduleReports } from './schedule.ts'
import { reportType } from './types.ts'

/** Advisory locks of reports: a range of their own, one number for each report. */
const REPORT_LOCKS = 7_252_200_000_000

/**
 * Produces every report that waits or is due by its schedule, the oldest first, and those that
 * another process left when it was killed.
 */
export async function produceReports(engine: Engine, now: Instant): Promise<void> {
  await scheduleReports(engine, now)
  const tried: number[] = []
  const failed: unknown[] = []
  for (;;) {
    const report = await nextReport(engine, tried)
    if (!report) break
    tried.push(report.id)
    const work = () => produceReport(engine, report)
    await exclusively(engine.pool, REPORT_LOCKS + report.id, work).catch((error) =>
      failed.push(error),
    )
  }
  if (failed.length > 0) throw failed[0]
}

type Key = Pick<Report, 'seller' | 'id'>

async function nextReport({ pool }: Engine, tried: readonly number[]): Promise<Key | undefined> {
  const { rows } = await pool.query<{ seller: SellerId; id: number }>({
    name: 'next-report',
    text: `select seller_id as seller, id from report
      where status in ('in_queue', 'in_progress') and id <> all($1::bigint[])
      order by created_at, id limit 1`,
    values: [tried],
  })
  return rows[0]
}

/** Writes a report's document: compressed, in Shift_JIS. Killed, it is begun again. */
async function produceReport(engine: Engine, key: Key): Promise<void> {
  const report = await begin(engine, key)
  const type = report && reportType(report.type)
  if (!report || !type?.write) return
  const { seller } = report
  const text = type.write(engine, report)
  const bytes = gzipped(encoded(text))
  await transaction(engine.pool, async (sql) => {
    const now = engine.clock.now()
    const made = {
      ...{ seller, contentType: 'text/plain; charset=Shift_JIS', gzip: true },
      use: 'report' as const,
      restricted: type.restricted,
    }
    const document = await createDocument(sql, made, now)
    await writeParts(sql, { seller, id: document }, bytes)
    await sql.query({
      name: 'finish-report',
      text: `update report set status = 'done', document_id = $3,
          ended_at = to_timestamp($4::float8 / 1000)
        where seller_id = $1 and id = $2`,
      values: [seller, report.id, document, now],
    })
    const payload = {
      ...{ seller: await sellerReference(sql, seller), report: report.id, type: report.type },
      ...{ status: 'done', document },
    }
    await announceEffects(sql, [{ topic: 'report.finished', payload }], now, now)
  })
}

async function begin({ pool, clock }: Engine, { seller, id }: Key): Promise<Report | undefined> {
  const { rows } = await pool.query<Report>({
    name: 'begin-report',
    text: `update report set status = 'in_progress',
        started_at = coalesce(started_at, to_timestamp($3::float8 / 1000))
      where seller_id = $1 and id = $2 and status in ('in_queue', 'in_progress')
      returning ${REPORT_COLUMNS}`,
    values: [seller, id, clock.now()],
  })
  return rows[0]
}

export async function* encoded(text: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of text) yield encode(piece, 'shift_jis')
}
