import { Type } from 'typebox'
import { type PointsMoment, pointsAhead, pointsBalance } from '../../../usecases/points/balance.ts'
import { pointsHistory } from '../../../usecases/points/history.ts'
import { readable } from '../../kit/access.ts'
import { show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import {
  Count,
  limitOf,
  Nullable,
  Page,
  PageQuery,
  Points,
  QueryNumber,
  Shape,
  SignedPoints,
  shownTime,
  When,
} from '../../kit/schemas.ts'
import { BuyerParams } from '../buyers/routes.ts'

const tags = ['Points']
const config = readable(['buyer', 'operator'], 'points')

const MomentAnswer = Shape({ at: When, points: Points })
const momentShown = ({ at, points }: PointsMoment) => ({ at: shownTime(at), points })
const maybeShown = (moment: PointsMoment | null) => moment && momentShown(moment)

const BalanceAnswer = Shape({
  buyer: Type.String(),
  at: When,
  available: Points,
  pending: Points,
  unvested: Points,
  held: Points,
  nextExpiry: Nullable(MomentAnswer),
  nextVesting: Nullable(MomentAnswer),
})

const AheadAnswer = Shape({
  buyer: Type.String(),
  until: When,
  expiring: Type.Array(MomentAnswer),
  vesting: Type.Array(MomentAnswer),
})

const Places = Shape({ available: SignedPoints, unvested: SignedPoints, held: SignedPoints })
const EntryAnswer = Shape({
  id: Type.String({ examples: ['12-3'] }),
  what: Type.String({ examples: ['points_granted'] }),
  because: Type.String({ examples: ['order.shipped'] }),
  reason: Nullable(Type.String()),
  order: Nullable(Type.String()),
  line: Nullable(Count),
  at: When,
  recordedAt: When,
  policyVersion: Count,
  change: Places,
  balanceAfter: Places,
})

/** A buyer's points: how many, what becomes of them, and how they came. */
export function pointsRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/buyers/:buyer/points',
    {
      config,
      schema: {
        tags,
        summary: 'A buyer’s points now',
        params: BuyerParams,
        response: { 200: BalanceAnswer },
      },
    },
    async (request, reply) => {
      const balance = await pointsBalance(engine, request.params.buyer)
      return show(request, reply, balance, (found) => ({
        ...found,
        at: shownTime(found.at),
        nextExpiry: maybeShown(found.nextExpiry),
        nextVesting: maybeShown(found.nextVesting),
      }))
    },
  )

  app.get(
    '/v1/buyers/:buyer/points/ahead',
    {
      config,
      schema: {
        tags,
        summary: 'What time will do to the points, if nothing else happens',
        params: BuyerParams,
        querystring: Shape({
          days: Type.Optional(QueryNumber({ description: '90 when absent', examples: ['90'] })),
        }),
        response: { 200: AheadAnswer },
      },
    },
    async (request, reply) => {
      const days = Number(request.query.days ?? 90)
      const ahead = await pointsAhead(engine, request.params.buyer, days)
      return show(request, reply, ahead, ({ buyer, until, expiring, vesting }) => ({
        buyer,
        until: shownTime(until),
        expiring: expiring.map(momentShown),
        vesting: vesting.map(momentShown),
      }))
    },
  )

  app.get(
    '/v1/buyers/:buyer/points/history',
    {
      config,
      schema: {
        tags,
        summary: 'Every movement of the points with its reason, newest first',
        params: BuyerParams,
        querystring: Shape(PageQuery),
        response: { 200: Page(EntryAnswer) },
      },
    },
    async (request, reply) => {
      const { cursor } = request.query
      const limit = limitOf(request.query)
      const from = cursor === undefined ? {} : { cursor }
      const page = await pointsHistory(engine, { ...request.params, ...from, limit })
      return show(request, reply, page, ({ entries, next }) => ({
        items: entries.map((entry) => ({
          ...entry,
          at: shownTime(entry.at),
          recordedAt: shownTime(entry.recordedAt),
        })),
        next,
      }))
    },
  )
}
