import { Type } from 'typebox'
import { movementsBetween } from '../../../ledger/days.ts'
import { after, DAY, tokyoDay } from '../../../rules/time/instant.ts'
import { BASE_DATE_LINES, baseDateReport } from '../../../usecases/liability/base-date.ts'
import { baseDateCsv } from '../../../usecases/liability/base-date-csv.ts'
import { liabilityByDay } from '../../../usecases/liability/by-day.ts'
import { readable } from '../../kit/access.ts'
import { show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { sendRefusal } from '../../kit/problem.ts'
import {
  Count,
  Moment,
  momentOf,
  Shape,
  SignedPoints,
  SignedYen,
  shownTime,
  When,
  Word,
} from '../../kit/schemas.ts'

const tags = ['Ledger']
const config = readable(['operator'], 'programme')

const Day = Type.String({
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  description: 'A day in Tokyo',
  examples: ['2020-06-01'],
})

const LiabilityAnswer = Shape({
  days: Type.Array(
    Shape({
      day: Day,
      granted: Count,
      promoted: SignedPoints,
      vested: Count,
      redeemed: Count,
      restored: Count,
      clawedBack: Count,
      expired: Count,
      available: SignedPoints,
      unvested: SignedPoints,
      held: SignedPoints,
      outstanding: SignedPoints,
      funding: SignedYen,
      breakage: SignedYen,
    }),
  ),
})

const MovementsAnswer = Shape({
  items: Type.Array(
    Shape({
      kind: Type.String(),
      debit: Type.String(),
      credit: Type.String(),
      unit: Word(['JPY', 'PT']),
      count: Count,
      amount: Count,
    }),
  ),
})

const Lines = Shape(
  Object.fromEntries(BASE_DATE_LINES.map((line) => [line, SignedPoints])) as Record<
    (typeof BASE_DATE_LINES)[number],
    typeof SignedPoints
  >,
)

const BaseDateAnswer = Shape({
  date: Day,
  at: When,
  since: When,
  opening: SignedPoints,
  lines: Lines,
  closing: SignedPoints,
  available: SignedPoints,
  unvested: SignedPoints,
  held: SignedPoints,
  funding: SignedYen,
  holders: Count,
})

/** Days shown where none are asked for. */
const USUAL_DAYS = 90

/** What is outstanding, over time and on the dates that the law asks about. */
export function reportRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/ledger/days',
    {
      config,
      schema: {
        tags,
        summary: 'Points outstanding and their backing, day by day, and what moved',
        description: 'By the moment at which it happened. The last 90 days when none are named.',
        querystring: Shape({ from: Type.Optional(Day), to: Type.Optional(Day) }),
        response: { 200: LiabilityAnswer },
      },
    },
    async (request, reply) => {
      const { to = tokyoDay(engine.clock.now()) } = request.query
      const { from = tokyoDay(after(engine.clock.now(), -(USUAL_DAYS - 1) * DAY)) } = request.query
      const found = await liabilityByDay(engine, { from, to })
      return show(request, reply, found, ({ days }) => ({ days: [...days] }))
    },
  )

  app.get(
    '/v1/ledger/movements',
    {
      config,
      schema: {
        tags,
        summary: 'What was recorded after one moment up to another, summed by what it was',
        description: 'Without moments: the last day.',
        querystring: Shape({ after: Type.Optional(Moment), until: Type.Optional(Moment) }),
        response: { 200: MovementsAnswer },
      },
    },
    async ({ query }) => {
      const until = query.until === undefined ? engine.clock.now() : momentOf(query.until, '/until')
      const from = query.after === undefined ? after(until, -DAY) : momentOf(query.after, '/after')
      return { items: await movementsBetween(engine.pool, from, until) }
    },
  )

  app.get(
    '/v1/reports/base-dates/:date',
    {
      config,
      schema: {
        tags,
        summary:
          'Points outstanding at the end of a day, and how they came to be, from the entries',
        description:
          'Base dates are 31 March and 30 September; any day that has ended can be asked.',
        params: Shape({ date: Day }),
        response: { 200: BaseDateAnswer },
      },
    },
    async (request, reply) =>
      show(request, reply, await baseDateReport(engine, request.params.date), (report) => ({
        ...report,
        at: shownTime(report.at),
        since: shownTime(report.since),
      })),
  )

  app.get(
    '/v1/reports/base-dates/:date/csv',
    {
      config,
      schema: {
        tags,
        summary: 'The same for a spreadsheet, with names in both languages',
        params: Shape({ date: Day }),
      },
    },
    async (request, reply) => {
      const { date } = request.params as { date: string }
      const report = await baseDateReport(engine, date)
      if (report.refused !== undefined) return sendRefusal(request, reply, report)
      return reply
        .header('content-disposition', `attachment; filename="base-date-${date}.csv"`)
        .type('text/csv; charset=utf-8')
        .send(baseDateCsv(report))
    },
  )
}
