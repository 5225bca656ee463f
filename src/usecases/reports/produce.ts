import { transaction } from '../../database/connect.ts'
import { gzipped } from '../../files/compression.ts'
import { encode } from '../../files/encoder.ts'
import type { Instant } from '../../rules/time/instant.ts'
import { createDocument } from '../documents/document.ts'
import { writeParts } from '../documents/parts.ts'
import type { Engine } from '../engine.ts'
import { announceEnd, type Key } from '../processing/kind.ts'
import { begin } from '../processing/queue.ts'
import { workOff } from '../processing/work.ts'
import { REPORTS, type Report } from './report.ts'
import { scheduleReports } from './schedule.ts'
import { reportType } from './types.ts'

/**
 * Produces every report that waits or is due by its schedule, the oldest first, and those that
 * another process left when it was killed.
 */
export async function produceReports(engine: Engine, now: Instant): Promise<void> {
  await scheduleReports(engine, now)
  await workOff(engine, REPORTS, 1, (key) => produceReport(engine, key))
}

/** Writes a report's document: compressed, in Shift_JIS. Killed, it is begun again. */
async function produceReport(engine: Engine, key: Key): Promise<void> {
  const report = await begin<Report>(engine, REPORTS, key)
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
    const ending = { type: report.type, status: 'done', document } as const
    await announceEnd(sql, REPORTS, report, ending, now)
  })
}

export async function* encoded(text: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of text) yield encode(piece, 'shift_jis')
}
