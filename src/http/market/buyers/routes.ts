import { Type } from 'typebox'
import { type ApprovalKind, givePoints, type PointsGiven } from '../../../usecases/approvals/ask.ts'
import { decideApproval } from '../../../usecases/approvals/decide.ts'
import { type Approval, listApprovals } from '../../../usecases/approvals/list.ts'
import { findBuyer, type KnownBuyer, listBuyers } from '../../../usecases/parties/find-buyers.ts'
import { registerBuyer } from '../../../usecases/parties/register-buyer.ts'
import { readable, whoOf, writable } from '../../kit/access.ts'
import { answer, intentOf, show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { NameOf, withNames } from '../../kit/names.ts'
import {
  fromCursor,
  Id,
  isId,
  isName,
  limitOf,
  Nullable,
  Page,
  PageQuery,
  Points,
  pageOf,
  QueryNumber,
  Reason,
  Reference,
  Shape,
  SignedPoints,
  shownTime,
  shownTimeOrNull,
  Text,
  When,
  Word,
} from '../../kit/schemas.ts'

export const BuyerParams = Shape({ buyer: Reference('hanako') })

const BuyerAnswer = Shape({
  buyer: Type.String({ examples: ['hanako'] }),
  name: Nullable(Type.String()),
  createdAt: When,
})
const NewBuyer = Shape(
  { reference: Reference('hanako'), name: Type.Optional(Text(200)) },
  { examples: [{ reference: 'hanako', name: '山田花子' }] },
)

const buyerShown = (buyer: KnownBuyer) => ({ ...buyer, createdAt: shownTime(buyer.createdAt) })

/** Buyers, as the operator knows them. */
export function buyerRoutes(app: App, { engine }: HttpDeps): void {
  const tags = ['Buyers']

  app.get(
    '/v1/buyers',
    {
      config: readable(['operator'], 'parties'),
      schema: {
        tags,
        summary: 'Buyers, by reference',
        querystring: Shape({ ...PageQuery, query: Type.Optional(Text(64)) }),
        response: { 200: Page(BuyerAnswer) },
      },
    },
    async (request) => {
      const { cursor, query } = request.query
      const limit = limitOf(request.query)
      const after = fromCursor(cursor, isName)
      const buyers = await listBuyers(engine, {
        ...(after === undefined ? {} : { after }),
        ...(query === undefined ? {} : { query }),
        limit,
      })
      return pageOf(buyers, limit, (buyer) => buyer.buyer, buyerShown)
    },
  )

  app.post(
    '/v1/buyers',
    {
      config: writable(['operator'], 'parties'),
      schema: {
        tags,
        summary: 'Make a buyer known; one that is known stays as it is',
        body: NewBuyer,
        response: { 201: Shape({ buyer: Type.String(), isNew: Type.Boolean() }) },
      },
    },
    async (request, reply) =>
      answer(request, reply, 201, await registerBuyer(engine, intentOf(request), request.body)),
  )

  app.get(
    '/v1/buyers/:buyer',
    {
      config: readable(['buyer', 'operator'], 'parties'),
      schema: { tags, summary: 'One buyer', params: BuyerParams, response: { 200: BuyerAnswer } },
    },
    async (request, reply) =>
      show(request, reply, await findBuyer(engine, request.params.buyer), buyerShown),
  )
}

const GivenAnswer = Shape({
  state: Word(['done', 'waiting']),
  points: SignedPoints,
  available: Type.Optional(Points),
  approval: Type.Optional(Id),
})

const GIVING = [
  ['grants', 'grant', Points, 'Give points at the operator’s cost', 300],
  ['adjustments', 'adjustment', SignedPoints, 'Correct a balance, up or down', -50],
] as const satisfies readonly (readonly [string, ApprovalKind, unknown, string, number])[]

/** Points that an operator gives or takes by hand; much of it needs a second person. */
export function givingRoutes(app: App, { engine, door }: HttpDeps): void {
  const tags = ['Points']
  for (const [path, kind, amount, summary, example] of GIVING) {
    app.post(
      `/v1/buyers/:buyer/${path}`,
      {
        config: writable(['operator'], 'points'),
        schema: {
          tags,
          summary,
          description:
            `Over ${door.settings.approvalLimit} points a day: 202, ` +
            'and another person decides.',
          params: BuyerParams,
          body: Shape(
            { points: amount, reason: Reason },
            { examples: [{ points: example, reason: 'Late parcel' }] },
          ),
          response: { 201: GivenAnswer, 202: GivenAnswer },
        },
      },
      async (request, reply) => {
        const ask = { ...request.params, ...request.body }
        const limit = door.settings.approvalLimit
        const who = whoOf(request)
        const given = await givePoints(engine, intentOf(request), who, kind, ask, limit)
        const waits = given.refused === undefined && given.outcome.state === 'waiting'
        return answer<PointsGiven>(request, reply, waits ? 202 : 201, given)
      },
    )
  }
}

const ApprovalAnswer = Shape({
  id: Id,
  kind: Word(['grant', 'adjustment']),
  buyer: Type.String(),
  points: SignedPoints,
  reason: Type.String(),
  askedBy: Type.String(),
  askedByName: NameOf,
  askedAt: When,
  decidedBy: Nullable(Type.String()),
  decidedByName: NameOf,
  decidedAt: Nullable(When),
  approved: Nullable(Type.Boolean()),
})

const approvalShown = <One extends Approval>(approval: One) => ({
  ...approval,
  askedAt: shownTime(approval.askedAt),
  decidedAt: shownTimeOrNull(approval.decidedAt),
})

/** What waits for a second person, and their decision. */
export function approvalRoutes(app: App, { engine }: HttpDeps): void {
  const tags = ['Points']

  app.get(
    '/v1/approvals',
    {
      config: readable(['operator'], 'points'),
      schema: {
        tags,
        summary: 'Points that wait for a second person, newest first',
        querystring: Shape({
          ...PageQuery,
          state: Type.Optional(Word(['waiting', 'decided'])),
        }),
        response: { 200: Page(ApprovalAnswer) },
      },
    },
    async (request) => {
      const { query } = request
      const limit = limitOf(query)
      const before = fromCursor(query.cursor, isId) ?? Number.MAX_SAFE_INTEGER
      const listed = await listApprovals(engine, query.state !== 'decided', before, limit)
      const found = await withNames(engine, request, listed, 'askedBy', 'decidedBy')
      return pageOf(found, limit, (approval) => approval.id, approvalShown)
    },
  )

  app.post(
    '/v1/approvals/:approval/decision',
    {
      config: writable(['operator'], 'points'),
      schema: {
        tags,
        summary: 'Approve or decline what another person asked for',
        params: Shape({ approval: QueryNumber() }),
        body: Shape({ approved: Type.Boolean() }, { examples: [{ approved: true }] }),
        response: { 200: Shape({ approval: Id, approved: Type.Boolean() }) },
      },
    },
    async (request, reply) => {
      const ask = { approval: Number(request.params.approval), ...request.body }
      const decided = await decideApproval(engine, intentOf(request), whoOf(request), ask)
      return answer(request, reply, 200, decided)
    },
  )
}
