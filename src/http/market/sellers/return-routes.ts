import { Type } from 'typebox'
import { refuse } from '../../../rules/refusal.ts'
import { after, DAY, tokyoMidnight } from '../../../rules/time/instant.ts'
import { type Brought, pointsReturns } from '../../../usecases/returns/points-returns.ts'
import { salesByStep } from '../../../usecases/returns/sales.ts'
import { readable } from '../../kit/access.ts'
import { show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { sendRefusal } from '../../kit/problem.ts'
import { Bps, Count, Nullable, Shape, SignedYen, shownTime, When } from '../../kit/schemas.ts'
import { SellerParams } from './schemas.ts'

const tags = ['Settlement']
const config = readable(['seller', 'operator'], 'finances')

const SalesFields = {
  units: Count,
  sales: SignedYen,
  pointsCost: SignedYen,
  fees: SignedYen,
  refunds: SignedYen,
  proceeds: SignedYen,
}
const BroughtFields = { ...SalesFields, featuredBps: Nullable(Bps) }
const BroughtAnswer = Shape(BroughtFields)

const ReturnAnswer = Shape({
  sku: Type.String(),
  asin: Type.String(),
  titleJa: Nullable(Type.String()),
  titleEn: Nullable(Type.String()),
  ...BroughtFields,
  change: Nullable(
    Shape({
      at: When,
      by: Type.String(),
      reason: Type.String(),
      before: Count,
      after: Count,
      days: Type.Number({ description: 'How long each of the two stretches is' }),
      sales: Shape({ before: BroughtAnswer, after: BroughtAnswer }),
    }),
  ),
})

const Days = Type.Optional(
  Type.String({ pattern: '^([1-9]|[1-8][0-9]|90)$', examples: ['30'], description: '1 to 90' }),
)

const broughtShown = ({ units, sales, pointsCost, fees, refunds, ...rest }: Brought) => ({
  ...{ units, sales, pointsCost, fees, refunds },
  ...{ proceeds: rest.proceeds, featuredBps: rest.featuredBps },
})

/** What a seller sold, day by day, and what its points came with. */
export function returnRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/sellers/:seller/sales',
    {
      config,
      schema: {
        tags,
        summary: 'What was shipped and refunded day by day, with its points and fees',
        description: 'Days of the Tokyo calendar, today included; days without sales are left out.',
        params: SellerParams,
        querystring: Shape({ days: Days }),
        response: {
          200: Shape({ items: Type.Array(Shape({ at: When, ...SalesFields })) }),
        },
      },
    },
    async (request, reply) => {
      const seller = await engine.directory.seller(request.params.seller)
      if (seller === undefined) return sendRefusal(request, reply, refuse('seller_not_found'))
      const days = Number(request.query.days ?? 14)
      const now = engine.clock.now()
      const from = after(tokyoMidnight(now), -(days - 1) * DAY)
      const found = await salesByStep(engine.pool, seller, { from, to: after(now, 1) }, DAY)
      return { items: found.map((one) => ({ ...one, at: shownTime(one.at) })) }
    },
  )

  app.get(
    '/v1/sellers/:seller/points-returns',
    {
      config,
      schema: {
        tags,
        summary: 'What points cost and came with, for the SKUs whose points cost most',
        description: 'Also before and after the newest change of the points. At most 100 SKUs.',
        params: SellerParams,
        querystring: Shape({ days: Days }),
        response: { 200: Shape({ items: Type.Array(ReturnAnswer) }) },
      },
    },
    async (request, reply) => {
      const days = Number(request.query.days ?? 30)
      const found = await pointsReturns(engine, { ...request.params, days })
      return show(request, reply, found, ({ items }) => ({
        items: items.map(({ sku, asin, titleJa, titleEn, change, ...brought }) => ({
          ...{ sku, asin, titleJa, titleEn, ...broughtShown(brought) },
          change: change && {
            ...{ at: shownTime(change.at), by: change.by, reason: change.reason },
            ...{ before: change.before, after: change.after, days: change.length / DAY },
            sales: {
              before: broughtShown(change.sales.before),
              after: broughtShown(change.sales.after),
            },
          },
        })),
      }))
    },
  )
}
