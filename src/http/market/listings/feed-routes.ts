import { Type } from 'typebox'
import { refuse } from '../../../rules/refusal.ts'
import { FEEDS, type Feed } from '../../../usecases/feeds/feed.ts'
import { PROCESSING } from '../../../usecases/processing/kind.ts'
import { list } from '../../../usecases/processing/queue.ts'
import { readable } from '../../kit/access.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { sendRefusal } from '../../kit/problem.ts'
import {
  Count,
  fromCursor,
  Id,
  isId,
  limitOf,
  Nullable,
  Page,
  PageQuery,
  pageOf,
  Shape,
  shownTime,
  shownTimeOrNull,
  When,
  Word,
} from '../../kit/schemas.ts'
import { SellerParams } from '../sellers/schemas.ts'

const FeedShown = Shape({
  feed: Id,
  type: Type.String({ examples: ['POST_FLAT_FILE_OFFER_POINTS_PREFERENCE_DATA'] }),
  by: Type.String({ description: 'The app that sent it', examples: ['price-tool'] }),
  status: Word(PROCESSING),
  rows: Count,
  accepted: Count,
  invalid: Count,
  warned: Count,
  createdAt: When,
  startedAt: Nullable(When),
  endedAt: Nullable(When),
})

const feedShown = ({ id, type, by, status, rows, accepted, invalid, warned, ...times }: Feed) => ({
  ...{ feed: id, type, by, status, rows, accepted, invalid, warned },
  createdAt: shownTime(times.createdAt),
  startedAt: shownTimeOrNull(times.startedAt),
  endedAt: shownTimeOrNull(times.endedAt),
})

/** Feeds of a seller's apps, with how far each is: Amazon's own API tells no numbers. */
export function feedRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/sellers/:seller/feeds',
    {
      config: readable(['seller', 'operator'], 'listings'),
      schema: {
        tags: ['Listings'],
        summary: 'Feeds that apps sent for a seller, newest first, with how many rows are done',
        params: SellerParams,
        querystring: Shape(PageQuery),
        response: { 200: Page(FeedShown) },
      },
    },
    async (request, reply) => {
      const seller = await engine.directory.seller(request.params.seller)
      if (seller === undefined) return sendRefusal(request, reply, refuse('seller_not_found'))
      const limit = limitOf(request.query)
      const before = fromCursor(request.query.cursor, isId)
      const feeds = await list<Feed>(engine.pool, FEEDS, { seller, before, limit })
      return pageOf(feeds, limit, ({ id }) => id, feedShown)
    },
  )
}
