import { Type } from 'typebox'
import { HAPPENINGS, orderHistory } from '../../../usecases/orders/history.ts'
import { readable, whoOf } from '../../kit/access.ts'
import { show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { Nullable, Shape, shownTime, When, Word } from '../../kit/schemas.ts'
import { CAUSES, HappenedLines, OrderParams } from './schemas.ts'
import { behalfOf } from './shown.ts'

const MaybeText = Nullable(Type.String())
const Happening = Shape({
  what: Word(HAPPENINGS),
  at: When,
  lines: HappenedLines,
  cause: Nullable(Word(CAUSES)),
  reason: MaybeText,
  carrier: MaybeText,
  tracking: MaybeText,
})

/** What became of an order, and when. */
export function historyRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/orders/:order/history',
    {
      config: readable(['seller', 'operator'], 'orders'),
      schema: {
        tags: ['Orders'],
        summary: 'What happened to an order, oldest first: parcels, cancellations, refunds, claims',
        params: OrderParams,
        response: { 200: Shape({ items: Type.Array(Happening) }) },
      },
    },
    async (request, reply) => {
      const found = await orderHistory(engine, request.params.order, behalfOf(whoOf(request)))
      return show(request, reply, found, (happenings) => ({
        items: happenings.map((one) => ({ ...one, at: shownTime(one.at) })),
      }))
    },
  )
}
