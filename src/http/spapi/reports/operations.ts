import type * as reports from '@sp-api-sdk/reports-api-2021-06-30'
import { Type } from 'typebox'
import { formatUtc, parseInstant } from '../../../rules/time/instant.ts'
import { findDocument } from '../../../usecases/documents/document.ts'
import { cancel, list } from '../../../usecases/processing/queue.ts'
import {
  createReport,
  findReport,
  REPORTS as KIND,
  type Report,
} from '../../../usecases/reports/report.ts'
import {
  completeSettlementReports,
  documentOfSettlement,
} from '../../../usecases/reports/settlement.ts'
import { REPORT_TYPES, SETTLEMENT_REPORT } from '../../../usecases/reports/types.ts'
import { bodyFor } from '../body.ts'
import { addressOf } from '../documents/address.ts'
import { failure, invalidInput, isFailure, notFound, unauthorized } from '../failure.ts'
import { type Ask, type Operation, operation } from '../operation.ts'
import { flag, moment, text, texts, whole, words } from '../parameters.ts'
import { listQuery, numberOfId, pageOf, STATUSES, statusShown, timesShown } from '../processing.ts'
import { notRequestable, notSoldOn } from './requestable.ts'
import { SCHEDULES } from './schedules.ts'
import { usual } from './usual.ts'

const reportShown = (report: Report): reports.Report => ({
  reportId: String(report.id),
  reportType: report.type,
  marketplaceIds: [...report.marketplaces],
  ...(report.dataStart === null ? {} : { dataStartTime: formatUtc(report.dataStart) }),
  ...(report.dataEnd === null ? {} : { dataEndTime: formatUtc(report.dataEnd) }),
  ...(report.schedule === null ? {} : { reportScheduleId: String(report.schedule) }),
  ...timesShown(report),
  processingStatus: statusShown(report.status),
  ...(report.document === null ? {} : { reportDocumentId: report.document }),
})

const noReport = (id: string) => notFound(`The report ${id.slice(0, 100)} does not exist.`)

async function reportOf(
  { engine, seller }: Pick<Ask, 'engine' | 'seller'>,
  id: string,
): Promise<Report | undefined> {
  const number = numberOfId(id)
  const found = number === undefined ? undefined : await findReport(engine.pool, seller.id, number)
  if (found?.type !== SETTLEMENT_REPORT) return found
  return { ...found, document: await documentOfSettlement(engine, found) }
}

export const REPORTS: readonly Operation[] = [
  operation({
    ...usual,
    id: 'getReports',
    method: 'GET',
    path: '/reports/2021-06-30/reports',
    ...{ rate: 0.0222, burst: 10, success: 200 },
    differs: 'A settlement report is there as soon as its period is settled.',
    query: {
      reportTypes: texts(10),
      processingStatuses: words(STATUSES),
      marketplaceIds: texts(10),
      pageSize: whole(1, 100),
      createdSince: moment(),
      createdUntil: moment(),
      nextToken: text(),
    },
    async answer({ engine, seller, query }) {
      const { nextToken, reportTypes: types, createdSince: since, createdUntil: until } = query
      const { processingStatuses: statuses, pageSize } = query
      const asked = listQuery(nextToken, { types, since, until, statuses, pageSize }, 'reportTypes')
      if (isFailure(asked)) return asked
      if (query.marketplaceIds?.includes(seller.marketplace) === false) return { reports: [] }
      await completeSettlementReports(engine, seller.id)
      const ask = { ...asked, seller: seller.id, limit: asked.limit + 1 }
      const { shown, token } = pageOf(await list<Report>(engine.pool, KIND, ask), asked)
      const whole = await Promise.all(
        shown.map(async (report) =>
          report.type === SETTLEMENT_REPORT
            ? { ...report, document: await documentOfSettlement(engine, report) }
            : report,
        ),
      )
      return { reports: whole.map(reportShown), ...token } satisfies reports.GetReportsResponse
    },
  }),

  operation({
    ...usual,
    id: 'createReport',
    method: 'POST',
    path: '/reports/2021-06-30/reports',
    ...{ rate: 0.0167, burst: 15, success: 202 },
    differs: `Report types: ${Object.keys(REPORT_TYPES)
      .map((type) => `\`${type}\``)
      .join(', ')}. Files are in Shift_JIS and compressed.`,
    query: {},
    body: bodyFor<reports.CreateReportSpecification>()(
      Type.Object({
        reportType: Type.String({ maxLength: 100 }),
        marketplaceIds: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 25 }),
        reportOptions: Type.Optional(Type.Record(Type.String(), Type.String())),
        dataStartTime: Type.Optional(Type.String({ maxLength: 40 })),
        dataEndTime: Type.Optional(Type.String({ maxLength: 40 })),
      }),
    ),
    async answer({ engine, seller, body, now }) {
      const refused = notRequestable(body.reportType) ?? notSoldOn(seller, body.marketplaceIds)
      if (refused) return refused
      const [start, end] = [body.dataStartTime, body.dataEndTime].map((time) =>
        time === undefined ? null : parseInstant(time),
      )
      if (start === undefined || end === undefined) {
        return invalidInput("'dataStartTime' and 'dataEndTime' are moments: 2020-06-01T00:00:00Z.")
      }
      if (start !== null && end !== null && end < start) {
        return invalidInput("'dataEndTime' is before 'dataStartTime'.")
      }
      const made = {
        ...{ seller: seller.id, type: body.reportType, marketplaces: body.marketplaceIds },
        ...{ options: body.reportOptions ?? {}, dataStart: start, dataEnd: end },
      }
      const id = await createReport(engine.pool, made, now)
      return { reportId: String(id) } satisfies reports.CreateReportResponse
    },
  }),

  operation({
    ...usual,
    id: 'getReport',
    method: 'GET',
    path: '/reports/2021-06-30/reports/{reportId}',
    ...{ rate: 2, burst: 15, success: 200 },
    differs: '',
    query: {},
    async answer(ask) {
      const report = await reportOf(ask, ask.path.reportId)
      return report ? reportShown(report) : noReport(ask.path.reportId)
    },
  }),

  operation({
    ...usual,
    id: 'cancelReport',
    method: 'DELETE',
    path: '/reports/2021-06-30/reports/{reportId}',
    ...{ rate: 0.0222, burst: 10, success: 200 },
    differs: 'The body is `{}`.',
    query: {},
    async answer(ask) {
      const report = await reportOf(ask, ask.path.reportId)
      if (!report) return noReport(ask.path.reportId)
      if (await cancel(ask.engine, KIND, report)) return {}
      return failure(400, 'InvalidInput', `The report ${report.id} is not in the queue any more.`)
    },
  }),

  ...SCHEDULES,

  operation({
    ...usual,
    id: 'getReportDocument',
    method: 'GET',
    path: '/reports/2021-06-30/documents/{reportDocumentId}',
    ...{ rate: 0.0167, burst: 15, success: 200 },
    personal: { elements: [], needed: false },
    differs:
      'The address is on this server. A report with addresses of persons needs a restricted ' +
      'data token.',
    query: { enableContentEncodingUrlHeader: flag() },
    async answer(ask) {
      const { engine, seller, path, caller } = ask
      const found = await findDocument(engine.pool, seller.id, path.reportDocumentId, ['report'])
      if (!found) return notFound('The report document does not exist.', path.reportDocumentId)
      if (found.restricted && caller.restricted === null) {
        return unauthorized('The report needs a restricted data token.')
      }
      const url = await addressOf(ask, found, false)
      const document: reports.ReportDocument = {
        reportDocumentId: found.id,
        url,
        ...(found.gzip ? { compressionAlgorithm: 'GZIP' } : {}),
      }
      return document
    },
  }),
]
