import { isRefusal } from '../../../rules/refusal.ts'
import { countListings } from '../../../usecases/listings/count.ts'
import { listingHistory } from '../../../usecases/listings/history.ts'
import {
  findListing,
  type ListingCursor,
  searchListings,
} from '../../../usecases/listings/search.ts'
import { readable } from '../../kit/access.ts'
import { show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { withNames } from '../../kit/names.ts'
import { sendRefusal } from '../../kit/problem.ts'
import {
  fromCursor,
  isId,
  isName,
  limitOf,
  newestFirst,
  Page,
  PageQuery,
  pageOf,
  Shape,
  toCursor,
} from '../../kit/schemas.ts'
import { SellerParams } from '../sellers/schemas.ts'
import { bulkRoutes } from './bulk-routes.ts'
import { changeRoutes } from './change-routes.ts'
import { feedRoutes } from './feed-routes.ts'
import { inventoryRoutes } from './inventory-routes.ts'
import {
  CountsAnswer,
  FilterQuery,
  HistoryAnswer,
  ListingAnswer,
  ListingParams,
  ListingQuery,
} from './schemas.ts'
import { changeShown, etagOf, filterOf, listingShown } from './shown.ts'

const tags = ['Listings']
const config = readable(['seller', 'operator'], 'listings')

/** A seller's listings: searching, counting, reading, changing. */
export function listingRoutes(app: App, deps: HttpDeps): void {
  readRoutes(app, deps)
  changeRoutes(app, deps)
  bulkRoutes(app, deps)
  inventoryRoutes(app, deps)
  feedRoutes(app, deps)
}

const isListingCursor = (value: unknown): value is ListingCursor => {
  const { sku, price } = (value ?? {}) as Partial<ListingCursor>
  return isName(sku) && isId(price)
}

function readRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/sellers/:seller/listings',
    {
      config,
      schema: {
        tags,
        summary: 'Search listings, in the order of SKUs or of prices',
        params: SellerParams,
        querystring: ListingQuery,
        response: { 200: Page(ListingAnswer) },
      },
    },
    async (request, reply) => {
      const { cursor, limit: _, order, sort, ...filter } = request.query
      const after = fromCursor(cursor, isListingCursor)
      const found = await searchListings(engine, {
        ...filterOf(filter),
        ...request.params,
        ...(after === undefined ? {} : { cursor: after }),
        ...(sort === undefined ? {} : { sort }),
        descending: order === 'descending',
        limit: limitOf(request.query),
      })
      return show(request, reply, found, ({ listings, next }) => ({
        items: listings.map(listingShown),
        next: next === null ? null : toCursor(next),
      }))
    },
  )

  app.get(
    '/v1/sellers/:seller/listing-counts',
    {
      config,
      schema: {
        tags,
        summary: 'How many listings fit a filter',
        params: SellerParams,
        querystring: FilterQuery,
        response: { 200: CountsAnswer },
      },
    },
    async (request, reply) => {
      const ask = { ...filterOf(request.query), ...request.params }
      return show(request, reply, await countListings(engine, ask))
    },
  )

  app.get(
    '/v1/sellers/:seller/listings/:sku',
    {
      config,
      schema: {
        tags,
        summary: 'One listing; its ETag is its version',
        params: ListingParams,
        response: { 200: ListingAnswer },
      },
    },
    async (request, reply) => {
      const found = await findListing(engine, request.params)
      return show(request, reply, found, (listing) => {
        reply.header('etag', etagOf(listing.version))
        return listingShown(listing)
      })
    },
  )

  app.get(
    '/v1/sellers/:seller/listings/:sku/history',
    {
      config,
      schema: {
        tags,
        summary: 'Every change of a listing with who and why, newest first',
        params: ListingParams,
        querystring: Shape(PageQuery),
        response: { 200: Page(HistoryAnswer) },
      },
    },
    async (request, reply) => {
      const page = newestFirst(request.query)
      const found = await listingHistory(engine, { ...request.params, ...page })
      if (isRefusal(found)) return sendRefusal(request, reply, found)
      const changes = await withNames(engine, request, found, 'by')
      return pageOf(changes, page.limit, (change) => change.version, changeShown)
    },
  )
}
