import type * as feeds from '@sp-api-sdk/feeds-api-2021-06-30'
import { Type } from 'typebox'
import { createDocument, findDocument } from '../../../usecases/documents/document.ts'
import {
  createFeed,
  type Feed,
  type FeedProblem,
  findFeed,
  FEEDS as KIND,
} from '../../../usecases/feeds/feed.ts'
import { FEED_TYPES } from '../../../usecases/feeds/types.ts'
import { cancel, list } from '../../../usecases/processing/queue.ts'
import { bodyFor } from '../body.ts'
import { addressOf } from '../documents/address.ts'
import { failure, invalidInput, isFailure, notFound } from '../failure.ts'
import { type Operation, operation } from '../operation.ts'
import { flag, moment, text, texts, whole, words } from '../parameters.ts'
import { listQuery, numberOfId, pageOf, STATUSES, statusShown, timesShown } from '../processing.ts'

const usual = {
  model: 'feeds_2021-06-30',
  access: { as: 'seller', scope: 'listings' },
  envelope: 'bare',
} as const

const feedShown = (feed: Feed): feeds.Feed => ({
  feedId: String(feed.id),
  feedType: feed.type,
  marketplaceIds: [...feed.marketplaces],
  ...timesShown(feed),
  processingStatus: statusShown(feed.status),
  ...(feed.result === null ? {} : { resultFeedDocumentId: feed.result }),
})

const PROBLEMS: Readonly<Record<FeedProblem, (document: string) => string>> = {
  type: () => `'feedType' is not served; served are ${FEED_TYPES.join(', ')}.`,
  document: (id) => `'inputFeedDocumentId' is no feed document: ${id.slice(0, 100)}.`,
  empty: (id) => `Nothing was sent to the feed document ${id} yet.`,
  used: (id) => `The feed document ${id} is another feed's.`,
}

const noFeed = (id: string) => notFound(`The feed ${id.slice(0, 100)} does not exist.`)

/** What the processing of a feed is asked with: everything that is not served is refused. */
const CreateFeed = bodyFor<feeds.CreateFeedSpecification>()(
  Type.Object({
    feedType: Type.String({ maxLength: 100 }),
    marketplaceIds: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 25 }),
    inputFeedDocumentId: Type.String({ maxLength: 100 }),
    feedOptions: Type.Optional(Type.Record(Type.String(), Type.String())),
  }),
)

export const FEEDS: readonly Operation[] = [
  operation({
    ...usual,
    id: 'getFeeds',
    method: 'GET',
    path: '/feeds/2021-06-30/feeds',
    ...{ rate: 0.0222, burst: 10, success: 200 },
    differs: '',
    query: {
      feedTypes: texts(10),
      marketplaceIds: texts(10),
      pageSize: whole(1, 100),
      processingStatuses: words(STATUSES),
      createdSince: moment(),
      createdUntil: moment(),
      nextToken: text(),
    },
    async answer({ engine, seller, query }) {
      const { nextToken, feedTypes: types, createdSince: since, createdUntil: until } = query
      const { processingStatuses: statuses, pageSize } = query
      const asked = listQuery(nextToken, { types, since, until, statuses, pageSize }, 'feedTypes')
      if (isFailure(asked)) return asked
      if (query.marketplaceIds?.includes(seller.marketplace) === false) return { feeds: [] }
      const ask = { ...asked, seller: seller.id, limit: asked.limit + 1 }
      const { shown, token } = pageOf(await list<Feed>(engine.pool, KIND, ask), asked)
      return { feeds: shown.map(feedShown), ...token } satisfies feeds.GetFeedsResponse
    },
  }),

  operation({
    ...usual,
    id: 'createFeed',
    method: 'POST',
    path: '/feeds/2021-06-30/feeds',
    ...{ rate: 0.0083, burst: 15, success: 202 },
    differs: `Feed types: ${FEED_TYPES.map((type) => `\`${type}\``).join(', ')}.`,
    query: {},
    body: CreateFeed,
    async answer({ engine, seller, caller, body }) {
      const { feedType, marketplaceIds, inputFeedDocumentId: input, feedOptions = {} } = body
      const elsewhere = marketplaceIds.find((id) => id !== seller.marketplace)
      if (elsewhere !== undefined) {
        return invalidInput(`The seller does not sell on the marketplace ${elsewhere}.`)
      }
      const made = await createFeed(engine, {
        ...{ seller: seller.id, type: feedType, marketplaces: marketplaceIds, input },
        ...{ options: feedOptions, caller: caller.id, by: caller.provider },
      })
      if (typeof made !== 'number') return invalidInput(PROBLEMS[made](input))
      return { feedId: String(made) } satisfies feeds.CreateFeedResponse
    },
  }),

  operation({
    ...usual,
    id: 'getFeed',
    method: 'GET',
    path: '/feeds/2021-06-30/feeds/{feedId}',
    ...{ rate: 2, burst: 15, success: 200 },
    differs: '',
    query: {},
    async answer({ engine, seller, path }) {
      const id = numberOfId(path.feedId)
      const feed = id === undefined ? undefined : await findFeed(engine.pool, seller.id, id)
      return feed ? feedShown(feed) : noFeed(path.feedId)
    },
  }),

  operation({
    ...usual,
    id: 'cancelFeed',
    method: 'DELETE',
    path: '/feeds/2021-06-30/feeds/{feedId}',
    ...{ rate: 2, burst: 15, success: 200 },
    differs: 'The body is `{}`.',
    query: {},
    async answer({ engine, seller, path }) {
      const id = numberOfId(path.feedId)
      const feed = id === undefined ? undefined : await findFeed(engine.pool, seller.id, id)
      if (!feed) return noFeed(path.feedId)
      if (await cancel(engine, KIND, feed)) return {}
      return failure(400, 'InvalidInput', `The feed ${feed.id} is not in the queue any more.`)
    },
  }),

  operation({
    ...usual,
    id: 'createFeedDocument',
    method: 'POST',
    path: '/feeds/2021-06-30/documents',
    ...{ rate: 0.5, burst: 15, success: 201 },
    differs: 'The address is on this server; a compressed feed needs no further word.',
    query: {},
    body: bodyFor<feeds.CreateFeedDocumentSpecification>()(
      Type.Object({ contentType: Type.String({ minLength: 1, maxLength: 200 }) }),
    ),
    async answer(ask) {
      const { engine, seller, body, now } = ask
      const made = { seller: seller.id, use: 'feed', contentType: body.contentType } as const
      const id = await createDocument(engine.pool, made, now)
      const url = await addressOf(ask, { seller: seller.id, id }, true)
      return { feedDocumentId: id, url } satisfies feeds.CreateFeedDocumentResponse
    },
  }),

  operation({
    ...usual,
    id: 'getFeedDocument',
    method: 'GET',
    path: '/feeds/2021-06-30/documents/{feedDocumentId}',
    ...{ rate: 0.0222, burst: 10, success: 200 },
    differs: 'The address is on this server.',
    query: { enableContentEncodingUrlHeader: flag() },
    async answer(ask) {
      const { engine, seller, path } = ask
      const uses = ['feed', 'feed_result'] as const
      const found = await findDocument(engine.pool, seller.id, path.feedDocumentId, uses)
      if (!found) return notFound('The feed document does not exist.', path.feedDocumentId)
      const url = await addressOf(ask, found, false)
      return { feedDocumentId: found.id, url } satisfies feeds.FeedDocument
    },
  }),
]
