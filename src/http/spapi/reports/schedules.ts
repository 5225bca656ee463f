import type * as reports from '@sp-api-sdk/reports-api-2021-06-30'
import { Type } from 'typebox'
import { formatUtc, parseInstant } from '../../../rules/time/instant.ts'
import {
  cancelSchedule,
  createSchedule,
  findSchedule,
  listSchedules,
  periodNames,
  type ReportSchedule,
} from '../../../usecases/reports/schedule.ts'
import { bodyFor } from '../body.ts'
import { invalidInput, notFound } from '../failure.ts'
import { operation } from '../operation.ts'
import { required, texts } from '../parameters.ts'
import { numberOfId } from '../processing.ts'
import { notRequestable, notSoldOn } from './requestable.ts'
import { usual } from './usual.ts'

const scheduleShown = (schedule: ReportSchedule): reports.ReportSchedule => ({
  reportScheduleId: String(schedule.id),
  reportType: schedule.type,
  marketplaceIds: [...schedule.marketplaces],
  reportOptions: { ...schedule.options },
  period: schedule.period,
  nextReportCreationTime: formatUtc(schedule.nextAt),
})

const noSchedule = (id: string) =>
  notFound(`The report schedule ${id.slice(0, 100)} does not exist.`)

const rates = { rate: 0.0222, burst: 10 } as const

export const SCHEDULES = [
  operation({
    ...usual,
    ...rates,
    id: 'getReportSchedules',
    method: 'GET',
    path: '/reports/2021-06-30/schedules',
    success: 200,
    differs: '',
    query: { reportTypes: required(texts(10)) },
    async answer({ engine, seller, query }) {
      const found = await listSchedules(engine.pool, seller.id, query.reportTypes)
      return { reportSchedules: found.map(scheduleShown) } satisfies reports.ReportScheduleList
    },
  }),

  operation({
    ...usual,
    ...rates,
    id: 'createReportSchedule',
    method: 'POST',
    path: '/reports/2021-06-30/schedules',
    success: 201,
    differs:
      'By the engine’s clock, which a sandbox can advance: of the periods that have passed ' +
      'meanwhile, the last one is reported.',
    query: {},
    body: bodyFor<reports.CreateReportScheduleSpecification>()(
      Type.Object({
        reportType: Type.String({ maxLength: 100 }),
        marketplaceIds: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 25 }),
        reportOptions: Type.Optional(Type.Record(Type.String(), Type.String())),
        period: Type.String({ maxLength: 10 }),
        nextReportCreationTime: Type.Optional(Type.String({ maxLength: 40 })),
      }),
    ),
    async answer({ engine, seller, body }) {
      const refused = notRequestable(body.reportType) ?? notSoldOn(seller, body.marketplaceIds)
      if (refused) return refused
      const period = periodNames.find((name) => name === body.period)
      if (!period) return invalidInput(`'period' has to be one of ${periodNames.join(', ')}.`)
      const { nextReportCreationTime: time } = body
      const nextAt = time === undefined ? undefined : parseInstant(time)
      if (time !== undefined && nextAt === undefined) {
        return invalidInput(`'nextReportCreationTime' is no moment: '${time}'.`)
      }
      const id = await createSchedule(engine, {
        ...{ seller: seller.id, type: body.reportType, marketplaces: body.marketplaceIds },
        ...{ options: body.reportOptions ?? {}, period, nextAt },
      })
      return { reportScheduleId: String(id) } satisfies reports.CreateReportScheduleResponse
    },
  }),

  operation({
    ...usual,
    ...rates,
    id: 'getReportSchedule',
    method: 'GET',
    path: '/reports/2021-06-30/schedules/{reportScheduleId}',
    success: 200,
    differs: '',
    query: {},
    async answer({ engine, seller, path }) {
      const id = numberOfId(path.reportScheduleId)
      const found = id === undefined ? undefined : await findSchedule(engine.pool, seller.id, id)
      return found ? scheduleShown(found) : noSchedule(path.reportScheduleId)
    },
  }),

  operation({
    ...usual,
    ...rates,
    id: 'cancelReportSchedule',
    method: 'DELETE',
    path: '/reports/2021-06-30/schedules/{reportScheduleId}',
    success: 200,
    differs: 'The body is `{}`.',
    query: {},
    async answer({ engine, seller, path }) {
      const id = numberOfId(path.reportScheduleId)
      const gone = id !== undefined && (await cancelSchedule(engine, seller.id, id))
      return gone ? {} : noSchedule(path.reportScheduleId)
    },
  }),
] as const
