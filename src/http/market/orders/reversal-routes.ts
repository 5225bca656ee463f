import { Type } from 'typebox'
import { listReversals, type ReversalPlace } from '../../../usecases/orders/reversals.ts'
import { readable } from '../../kit/access.ts'
import { show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import {
  fromCursor,
  isId,
  limitOf,
  Nullable,
  Page,
  PageQuery,
  Points,
  Shape,
  shownTime,
  toCursor,
  When,
  Word,
  Yen,
} from '../../kit/schemas.ts'
import { SellerParams } from '../sellers/schemas.ts'
import { HappenedLines } from './schemas.ts'

const ReversalAnswer = Shape({
  order: Type.String({ examples: ['250-1234567-1234567'] }),
  cause: Word(['guarantee_claim', 'chargeback']),
  at: When,
  reason: Nullable(Type.String()),
  refunded: Yen,
  pointsToSeller: Points,
  feeCredit: Yen,
  lines: HappenedLines,
})

/** What claims and chargebacks took from a seller, over all of its orders. */
export function reversalRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/sellers/:seller/reversals',
    {
      config: readable(['seller', 'operator'], 'orders'),
      schema: {
        tags: ['Claims'],
        summary: 'Guarantee claims and chargebacks that were paid from a seller’s proceeds',
        description: 'Newest first. Claims that still wait, or were declined, are in /v1/claims.',
        params: SellerParams,
        querystring: Shape(PageQuery),
        response: { 200: Page(ReversalAnswer) },
      },
    },
    async (request, reply) => {
      const after = fromCursor(request.query.cursor, isPlace)
      const limit = limitOf(request.query)
      const ask = { ...request.params, ...(after ? { after } : {}), limit }
      return show(request, reply, await listReversals(engine, ask), ({ reversals, next }) => ({
        items: reversals.map((one) => ({
          ...one,
          at: shownTime(one.at),
          lines: [...one.lines],
        })),
        next: next && toCursor(next),
      }))
    },
  )
}

function isPlace(value: unknown): value is ReversalPlace {
  if (typeof value !== 'object' || value === null) return false
  const { recorded, book, version } = value as Partial<ReversalPlace>
  return Number.isSafeInteger(recorded) && isId(book) && isId(version)
}
