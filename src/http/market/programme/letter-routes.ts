import { Type } from 'typebox'
import { listDeadLetters, resendLetter } from '../../../usecases/notices/dead-letters.ts'
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
  QueryNumber,
  Shape,
  shownTime,
  When,
} from '../../kit/schemas.ts'

const tags = ['Events']

const LetterAnswer = Shape({
  id: Id,
  topic: Type.String({ examples: ['order.shipped'] }),
  reader: Type.Union([Type.String(), Type.Null()], {
    description: 'What could not take it in, such as `notifications`; null: it was not relayed',
  }),
  error: Type.String({ description: 'What went wrong' }),
  eventAt: When,
  failedAt: When,
})

/** Events that could not be sent on, for the operator to look at and to send again. */
export function letterRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/dead-letters',
    {
      config: readable(['operator'], 'programme'),
      schema: {
        tags,
        summary: 'Events that could not be sent on or taken in and were set aside, oldest first',
        querystring: Shape(PageQuery),
        response: { 200: Page(LetterAnswer) },
      },
    },
    async ({ query }) => {
      const limit = limitOf(query)
      const letters = await listDeadLetters(engine, fromCursor(query.cursor, isId) ?? 0, limit)
      return pageOf(
        letters,
        limit,
        ({ id }) => id,
        ({ eventAt, failedAt, ...letter }) => ({
          ...letter,
          eventAt: shownTime(eventAt),
          failedAt: shownTime(failedAt),
        }),
      )
    },
  )

  app.post(
    '/v1/dead-letters/:letter/resend',
    {
      config: writable(['operator'], 'programme'),
      schema: {
        tags,
        summary: 'Send an event on again, behind those that wait, or have it taken in again',
        params: Shape({ letter: QueryNumber() }),
        response: { 200: Shape({ id: Id }) },
      },
    },
    async (request, reply) => {
      const id = Number(request.params.letter)
      return answer(request, reply, 200, await resendLetter(engine, intentOf(request), id))
    },
  )
}
