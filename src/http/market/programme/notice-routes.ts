import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Principal } from '../../../usecases/auth/principal.ts'
import { listEvents, type Viewer } from '../../../usecases/notices/list-events.ts'
import { listNotices, markRead, type Recipient } from '../../../usecases/notices/notices.ts'
import { readable, whoOf, writable } from '../../kit/access.ts'
import { show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { languageOf } from '../../kit/language.ts'
import { Rejected } from '../../kit/problem.ts'
import {
  AnyObject,
  Count,
  fromCursor,
  Id,
  isId,
  limitOf,
  Nullable,
  newestFirst,
  PageQuery,
  Shape,
  shownTime,
  shownTimeOrNull,
  Text,
  toCursor,
  When,
  Word,
} from '../../kit/schemas.ts'

const ROLES = ['buyer', 'seller', 'operator'] as const

const EventAnswer = Shape({
  id: Id,
  type: Type.String({ examples: ['order.shipped'] }),
  at: When,
  recordedAt: When,
  order: Nullable(Type.String()),
  buyer: Type.Optional(Type.String()),
  facts: AnyObject,
})

function viewerOf({ role, buyer, seller }: Principal): Viewer {
  if (buyer) return { as: 'buyer', buyer: buyer.reference }
  if (seller) return { as: 'seller', seller: seller.reference }
  if (role !== 'operator') throw new TypeError(`a ${role} without a party`)
  return { as: 'operator' }
}

/** What happened, in order; whoever goes on from `next` misses nothing. */
export function eventRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/events',
    {
      config: readable(ROLES, 'notifications'),
      schema: {
        tags: ['Events'],
        summary: 'What happened and concerns you, oldest first',
        description: 'Ask again with next for what comes after; ids never repeat or go back.',
        querystring: Shape({
          ...PageQuery,
          types: Type.Optional(
            Text(500, { description: 'With commas', examples: ['order.placed,order.shipped'] }),
          ),
        }),
        response: { 200: Shape({ items: Type.Array(EventAnswer), next: Type.String() }) },
      },
    },
    async (request, reply) => {
      const { cursor, types } = request.query
      const after = fromCursor(cursor, isId)
      const page = await listEvents(engine, {
        viewer: viewerOf(whoOf(request)),
        limit: limitOf(request.query),
        ...(after === undefined ? {} : { after }),
        ...(types === undefined ? {} : { types: types.split(',') }),
      })
      return show(request, reply, page, ({ events, next }) => ({
        items: events.map((event) => ({
          ...event,
          at: shownTime(event.at),
          recordedAt: shownTime(event.recordedAt),
        })),
        next: toCursor(next),
      }))
    },
  )
}

const NoticeAnswer = Shape({
  id: Id,
  kind: Type.String({ examples: ['points.expiring'] }),
  title: Type.String(),
  text: Type.String(),
  facts: AnyObject,
  at: When,
  readAt: Nullable(When),
})

/** Whose inbox: a service provider's app reads its provider's, others their buyer's or seller's. */
function recipientOf(request: FastifyRequest): Recipient {
  const { buyer, seller, provider } = whoOf(request)
  if (provider !== null) return { audience: 'provider', reference: provider }
  if (seller) return { audience: 'seller', reference: seller.reference }
  if (buyer) return { audience: 'buyer', reference: buyer.reference }
  throw new Rejected('role_not_allowed', { role: 'operator' })
}

/** Messages to buyers, sellers and service providers. */
export function noticeRoutes(app: App, { engine }: HttpDeps): void {
  const tags = ['Notices']

  app.get(
    '/v1/notices',
    {
      config: readable(['buyer', 'seller'], 'notifications'),
      schema: {
        tags,
        summary: 'Your messages, newest first',
        querystring: Shape({ ...PageQuery, unread: Type.Optional(Word(['true', 'false'])) }),
        response: {
          200: Shape({
            items: Type.Array(NoticeAnswer),
            next: Nullable(Type.String()),
            unread: Count,
          }),
        },
      },
    },
    async (request, reply) => {
      const page = await listNotices(engine, {
        recipient: recipientOf(request),
        language: languageOf(request),
        unreadOnly: request.query.unread === 'true',
        ...newestFirst(request.query),
      })
      return show(request, reply, page, ({ notices, next, unread }) => ({
        items: notices.map((notice) => ({
          ...notice,
          at: shownTime(notice.at),
          readAt: shownTimeOrNull(notice.readAt),
        })),
        next: next === null ? null : toCursor(next),
        unread,
      }))
    },
  )

  app.post(
    '/v1/notices/read',
    {
      // Marking what is marked changes nothing, so that a repetition needs no key.
      config: writable(['buyer', 'seller'], 'notifications', { keyless: true }),
      schema: {
        tags,
        summary: 'Mark messages as read, all or some; can be repeated as it is',
        body: Shape(
          { ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 500 })) },
          { examples: [{ ids: [7, 8] }] },
        ),
        response: { 200: Shape({ marked: Count, unread: Count }) },
      },
    },
    async (request, reply) => {
      const which = request.body.ids ?? 'all'
      return show(request, reply, await markRead(engine, recipientOf(request), which))
    },
  )
}
