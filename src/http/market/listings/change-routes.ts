import type { FastifyReply } from 'fastify'
import {
  type ChangedListing,
  changeListing,
  previewListing,
  putListing,
} from '../../../usecases/listings/change.ts'
import { putListings } from '../../../usecases/listings/put.ts'
import { undoPointsReset } from '../../../usecases/listings/undo-points-reset.ts'
import { readable, whoOf, writable } from '../../kit/access.ts'
import { answer, intentOf, show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { SellerParams } from '../sellers/schemas.ts'
import {
  BulkAnswer,
  BulkAsk,
  ChangedAnswer,
  ListingParams,
  ListingPatch,
  ListingPut,
} from './schemas.ts'
import { authorshipOf, bulkShown, changedShown, etagOf, versionOf } from './shown.ts'

const tags = ['Listings']
const config = writable(['seller', 'operator'], 'listings')

/** Most bytes of a bulk change: a thousand listings with room to spare. */
const BULK_BYTES = 1_048_576

const tagged = (reply: FastifyReply, shown: (changed: ChangedListing) => object) => {
  return (changed: ChangedListing) => {
    reply.header('etag', etagOf(changed.version))
    return shown(changed)
  }
}

/** Changes of offers. With `If-Match` a change somebody else made meanwhile is not overwritten. */
export function changeRoutes(app: App, { engine }: HttpDeps): void {
  app.put(
    '/v1/sellers/:seller/listings/:sku',
    {
      config,
      schema: {
        tags,
        summary: 'Make a listing, or change the one that has this SKU',
        description: 'What is not named stays; but a price without points may reset the points.',
        params: ListingParams,
        body: ListingPut,
        response: { 200: ChangedAnswer },
      },
    },
    async (request, reply) => {
      const { seller, sku } = request.params
      const who = authorshipOf(whoOf(request), seller)
      const ask = { ...request.body, ...versionOf(request), ...who, sku }
      const put = await putListing(engine, intentOf(request), ask)
      return answer(request, reply, 200, put, tagged(reply, changedShown(request)))
    },
  )

  app.patch(
    '/v1/sellers/:seller/listings/:sku',
    {
      config,
      schema: {
        tags,
        summary: 'Change price, shipping, points, stock or status',
        description: 'A price without points may reset the points: see warnings, and undo.',
        params: ListingParams,
        body: ListingPatch,
        response: { 200: ChangedAnswer },
      },
    },
    async (request, reply) => {
      const { seller, sku } = request.params
      const who = authorshipOf(whoOf(request), seller)
      const ask = { ...request.body, ...versionOf(request), ...who, sku }
      const changed = await changeListing(engine, intentOf(request), ask)
      return answer(request, reply, 200, changed, tagged(reply, changedShown(request)))
    },
  )

  app.post(
    '/v1/sellers/:seller/listings/:sku/preview',
    {
      config: readable(['seller', 'operator'], 'listings'),
      schema: {
        tags,
        summary: 'What a change would do, with its warnings; changes nothing',
        params: ListingParams,
        body: ListingPut,
        response: { 200: ChangedAnswer },
      },
    },
    async (request, reply) => {
      const { seller, sku } = request.params
      const who = authorshipOf(whoOf(request), seller)
      const ask = { ...request.body, ...versionOf(request), ...who, sku }
      return show(request, reply, await previewListing(engine, ask), changedShown(request))
    },
  )

  app.post(
    '/v1/sellers/:seller/listings/:sku/undo',
    {
      config,
      schema: {
        tags,
        summary: 'Set the points again that a price-only update took',
        params: ListingParams,
        response: { 200: ChangedAnswer },
      },
    },
    async (request, reply) => {
      const { seller, sku } = request.params
      const ask = { ...versionOf(request), ...authorshipOf(whoOf(request), seller), sku }
      const undone = await undoPointsReset(engine, intentOf(request), ask)
      return answer(request, reply, 200, undone, tagged(reply, changedShown(request)))
    },
  )

  app.post(
    '/v1/sellers/:seller/listings',
    {
      config,
      bodyLimit: BULK_BYTES,
      schema: {
        tags,
        summary: 'Make or change many listings, each accepted or refused by itself',
        params: SellerParams,
        body: BulkAsk,
        response: { 200: BulkAnswer },
      },
    },
    async (request, reply) => {
      const ask = { ...authorshipOf(whoOf(request), request.params.seller), ...request.body }
      const put = await putListings(engine, intentOf(request), ask)
      return answer(request, reply, 200, put, bulkShown(request))
    },
  )
}
