import { Type } from 'typebox'
import type { RefundLineAsk } from '../../../rules/refunds/refund.ts'
import type { Principal } from '../../../usecases/auth/principal.ts'
import { decideClaim } from '../../../usecases/claims/decide.ts'
import { type Claim, listClaims } from '../../../usecases/claims/list.ts'
import { openClaim } from '../../../usecases/claims/open.ts'
import { readable, whoOf, writable } from '../../kit/access.ts'
import { answer, intentOf } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import {
  Id,
  LineNumber,
  Nullable,
  newestFirst,
  Page,
  PageQuery,
  pageOf,
  QueryNumber,
  Reason,
  Shape,
  shownTime,
  shownTimeOrNull,
  When,
  Word,
} from '../../kit/schemas.ts'
import { ownIntent } from '../orders/life-routes.ts'
import { OrderParams, RefundLines } from '../orders/schemas.ts'
import { behalfOf } from '../orders/shown.ts'

const tags = ['Claims']

const OpenBody = Shape(
  {
    lines: Type.Optional(
      Type.Array(LineNumber, {
        ...{ minItems: 1, maxItems: 200, uniqueItems: true },
        description: 'Absent: the whole order',
      }),
    ),
    reason: Reason,
  },
  { examples: [{ reason: 'The parcel never arrived' }] },
)

const DecisionBody = Shape(
  { granted: Type.Boolean(), lines: RefundLines, answer: Type.Optional(Reason) },
  { examples: [{ granted: true, answer: 'Refunded in full' }] },
)

const ClaimAnswer = Shape({
  id: Id,
  order: Type.String(),
  buyer: Type.Optional(Type.String()),
  lines: Type.Array(LineNumber),
  reason: Type.String(),
  state: Word(['open', 'granted', 'declined']),
  answer: Nullable(Type.String()),
  askedAt: When,
  decidedAt: Nullable(When),
  decidedBy: Type.Optional(Nullable(Type.String())),
})

/** Who decided is the operator's affair, who bought not the seller's. */
const claimShown = (who: Principal) => (claim: Claim) => {
  const { buyer, decidedBy, granted, askedAt, decidedAt, lines, ...rest } = claim
  const state: 'open' | 'granted' | 'declined' =
    granted === null ? 'open' : granted ? 'granted' : 'declined'
  return {
    ...rest,
    ...{ lines: [...lines], state },
    ...(who.role === 'seller' ? {} : { buyer }),
    ...(who.role === 'operator' ? { decidedBy } : {}),
    askedAt: shownTime(askedAt),
    decidedAt: shownTimeOrNull(decidedAt),
  }
}

/** Guarantee claims (A-to-z): a buyer asks, the operator decides, the seller is told. */
export function claimRoutes(app: App, { engine }: HttpDeps): void {
  app.post(
    '/v1/orders/:order/claim-requests',
    {
      config: writable(['buyer', 'operator'], 'orders', { relayed: true }),
      schema: {
        tags,
        summary: 'Ask for a guarantee claim (A-to-z); the operator decides',
        params: OrderParams,
        body: OpenBody,
        response: { 201: Shape({ claim: Id, order: Type.String() }) },
      },
    },
    async (request, reply) => {
      const ask = { ...request.params, ...request.body }
      return answer(request, reply, 201, await openClaim(engine, ownIntent(request), ask))
    },
  )

  app.get(
    '/v1/claims',
    {
      config: readable(['buyer', 'seller', 'operator'], 'orders'),
      schema: {
        tags,
        summary: 'Claims, newest first: your own, those on your lines, or all',
        querystring: Shape({ ...PageQuery, state: Type.Optional(Word(['open', 'decided'])) }),
        response: { 200: Page(ClaimAnswer) },
      },
    },
    async (request) => {
      const { query } = request
      const who = whoOf(request)
      const page = newestFirst(query)
      const ask = { ...behalfOf(who), ...page, waiting: query.state !== 'decided' }
      const claims = await listClaims(engine, ask)
      return pageOf(claims, page.limit, ({ id }) => id, claimShown(who))
    },
  )

  app.post(
    '/v1/claims/:claim/decision',
    {
      config: writable(['operator'], 'orders'),
      schema: {
        tags,
        summary: 'Grant or decline a claim; granted, the money moves at once',
        params: Shape({ claim: QueryNumber() }),
        body: DecisionBody,
        response: { 200: Shape({ claim: Id, order: Type.String(), granted: Type.Boolean() }) },
      },
    },
    async (request, reply) => {
      const { lines, ...body } = request.body
      const asked = lines === undefined ? {} : { lines: lines as readonly RefundLineAsk[] }
      const ask = { claim: Number(request.params.claim), ...body, ...asked }
      return answer(request, reply, 200, await decideClaim(engine, intentOf(request), ask))
    },
  )
}
