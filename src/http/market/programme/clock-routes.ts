import { Type } from 'typebox'
import { SandboxClock } from '../../../clock/sandbox.ts'
import { DAY, HOUR, MINUTE } from '../../../rules/time/instant.ts'
import type { AdvanceAsk } from '../../../usecases/clock/advance.ts'
import { advanceOnce } from '../../../usecases/clock/advance-once.ts'
import { nextEvent } from '../../../usecases/clock/next-event.ts'
import { readable, writable } from '../../kit/access.ts'
import { answer, intentOf } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { Moment, momentOf, Shape, shownTime, When, Word } from '../../kit/schemas.ts'

const tags = ['Clock']

const ClockAnswer = Shape({
  now: When,
  adjustable: Type.Boolean(),
  next: Shape({ at: When, what: Type.Array(Word(['points', 'policy', 'settlement'])) }),
})

const Amount = (maximum: number) => Type.Integer({ minimum: 1, maximum })

const AdvanceBody = Type.Unsafe<
  { to: string } | { next: true } | { days?: number; hours?: number; minutes?: number }
>({
  oneOf: [
    Shape({ to: Moment }),
    Shape({ next: Type.Literal(true, { description: 'To the next event' }) }),
    Shape(
      {
        days: Type.Optional(Amount(3_653)),
        hours: Type.Optional(Amount(100_000)),
        minutes: Type.Optional(Amount(6_000_000)),
      },
      { minProperties: 1 },
    ),
  ],
  examples: [{ days: 14 }, { next: true }],
})

function advanceAskOf(body: {
  to?: string
  next?: boolean
  days?: number
  hours?: number
  minutes?: number
}): AdvanceAsk | 'next' {
  if (body.next) return 'next'
  if (body.to !== undefined) return { to: momentOf(body.to, '/to') }
  const { days = 0, hours = 0, minutes = 0 } = body
  return { by: days * DAY + hours * HOUR + minutes * MINUTE }
}

/** The one clock. A sandbox's can be advanced: everything due on the way happens. */
export function clockRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/clock',
    {
      config: readable(['buyer', 'seller', 'operator']),
      schema: {
        tags,
        summary: 'What time it is, and when something next happens by itself',
        response: { 200: ClockAnswer },
      },
    },
    async () => {
      const { at, what } = await nextEvent(engine)
      return {
        now: shownTime(engine.clock.now()),
        adjustable: engine.clock instanceof SandboxClock,
        next: { at: shownTime(at), what: [...what] },
      }
    },
  )

  app.post(
    '/v1/clock/advances',
    {
      config: writable(['operator'], 'programme'),
      schema: {
        tags,
        summary: 'Advance the sandbox’s clock',
        body: AdvanceBody,
        response: { 201: Shape({ from: When, to: When }) },
      },
    },
    async (request, reply) => {
      const advanced = await advanceOnce(engine, intentOf(request), advanceAskOf(request.body))
      return answer(request, reply, 201, advanced, ({ from, to }) => ({
        from: shownTime(from),
        to: shownTime(to),
      }))
    },
  )
}
