import { Type } from 'typebox'
import {
  lastSettled,
  type PeriodStatement,
  type SettledPeriod,
  settledPeriods,
  statementsOfPeriod,
} from '../../../ledger/statements.ts'
import { runSettlement } from '../../../usecases/settlement/run.ts'
import { readable, writable } from '../../kit/access.ts'
import { answer, intentOf } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import {
  fromCursor,
  Id,
  isId,
  limitOf,
  Page,
  PageQuery,
  pageOf,
  Shape,
  shownTime,
  When,
} from '../../kit/schemas.ts'
import {
  isPeriod,
  PeriodAnswer,
  StatementAnswer,
  StatementParams,
  statementShown,
} from './schemas.ts'

const tags = ['Settlement']

const periodShown = (period: SettledPeriod) => ({
  ...period,
  start: shownTime(period.start),
  end: shownTime(period.end),
})

const PeriodStatementAnswer = Shape({
  seller: Type.String({ examples: ['tea-house'] }),
  name: Type.String(),
  ...StatementAnswer.properties,
})

const periodStatementShown = ({ reference, name, ...statement }: PeriodStatement) => ({
  seller: reference,
  name,
  ...statementShown(statement),
})

/** Settlement over all sellers. */
export function settlementRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/settlements',
    {
      config: readable(['operator'], 'programme'),
      schema: {
        tags,
        summary: 'Periods settled for every seller, newest first',
        querystring: Shape(PageQuery),
        response: { 200: Page(PeriodAnswer) },
      },
    },
    async ({ query }) => {
      const limit = limitOf(query)
      const newest = (await lastSettled(engine.pool))?.period ?? 0
      const upTo = fromCursor(query.cursor, isPeriod) ?? newest
      const periods = await settledPeriods(engine.pool, upTo, limit)
      return pageOf(periods, limit, (period) => period.period - 1, periodShown)
    },
  )

  app.get(
    '/v1/settlements/:period/statements',
    {
      config: readable(['operator'], 'programme'),
      schema: {
        tags,
        summary: 'Every seller’s statement of a period, by seller',
        params: Shape({ period: StatementParams.properties.period }),
        querystring: Shape(PageQuery),
        response: { 200: Page(PeriodStatementAnswer) },
      },
    },
    async ({ params, query }) => {
      const limit = limitOf(query)
      const after = fromCursor(query.cursor, isId) ?? 0
      const found = await statementsOfPeriod(engine.pool, Number(params.period), after, limit)
      return pageOf(found, limit, ({ seller }) => seller, periodStatementShown)
    },
  )

  app.post(
    '/v1/settlement-runs',
    {
      config: writable(['operator'], 'programme'),
      schema: {
        tags,
        summary: 'Settle every period that has ended',
        description:
          'What is settled stays as it is; cut off anywhere, ask again. GET /v1/runs tells how far it is.',
        response: {
          201: Shape({ until: When, open: Type.Integer({ examples: [98] }), run: Id }),
        },
      },
    },
    async (request, reply) =>
      answer(request, reply, 201, await runSettlement(engine, intentOf(request)), (run) => ({
        ...run,
        until: shownTime(run.until),
      })),
  )
}
