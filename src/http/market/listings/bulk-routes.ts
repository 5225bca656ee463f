import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Accepted } from '../../../ledger/command.ts'
import type { Refusal } from '../../../rules/refusal.ts'
import { findChange, listChanges } from '../../../usecases/bulk/bulk-change.ts'
import { resumeChange, stopChange, undoChange } from '../../../usecases/bulk/proceed.ts'
import { startChange } from '../../../usecases/bulk/start.ts'
import type { Engine } from '../../../usecases/engine.ts'
import { previewPart } from '../../../usecases/listings/bulk.ts'
import { readable, whoOf, writable } from '../../kit/access.ts'
import { answerUnderWay, intentOf, show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { newestFirst, Page, PageQuery, pageOf, Shape } from '../../kit/schemas.ts'
import { SellerParams } from '../sellers/schemas.ts'
import {
  BulkChangeAnswer,
  BulkChangeParams,
  ListingsChangeAsk,
  ListingsPreviewAnswer,
  ListingsPreviewAsk,
} from './bulk-schemas.ts'
import { bulkChangeShown } from './bulk-shown.ts'
import { authorshipOf, partShown } from './shown.ts'

const tags = ['Listings']
const reading = readable(['seller', 'operator'], 'listings')
const writing = writable(['seller', 'operator'], 'listings')

const idOf = (params: { readonly seller: string; readonly change: string }) => ({
  seller: params.seller,
  id: Number(params.change),
})

/** Changes of every listing that fits a filter: looked at before, then work that goes on by itself. */
export function bulkRoutes(app: App, deps: HttpDeps): void {
  previewRoute(app, deps)
  startRoute(app, deps)
  readRoutes(app, deps)
  proceedRoutes(app, deps)
}

function previewRoute(app: App, { engine }: HttpDeps): void {
  app.post(
    '/v1/sellers/:seller/listing-changes/preview',
    {
      config: reading,
      schema: {
        tags,
        summary: 'What a change over a filter would do, with its warnings; changes nothing',
        description:
          'Some thousands with each request: ask again with after = next until next is null.',
        params: SellerParams,
        body: ListingsPreviewAsk,
        response: { 200: ListingsPreviewAnswer },
      },
    },
    async (request, reply) => {
      const { after = '', ...ask } = request.body
      const who = authorshipOf(whoOf(request), request.params.seller)
      const part = await previewPart(engine, { ...ask, ...who }, after)
      return show(request, reply, part, partShown(request))
    },
  )
}

function startRoute(app: App, { engine }: HttpDeps): void {
  app.post(
    '/v1/sellers/:seller/listing-changes',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Change the listings that fit a filter; it goes on by itself',
        description: 'Each listing is changed once, whatever cuts the work off.',
        params: SellerParams,
        body: ListingsChangeAsk,
        response: { 202: BulkChangeAnswer },
      },
    },
    async (request, reply) => {
      const { seller } = request.params
      const ask = { ...request.body, ...authorshipOf(whoOf(request), seller) }
      const started = await startChange(engine, intentOf(request), ask)
      return sendChange(engine, request, reply, seller, started)
    },
  )
}

function readRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/sellers/:seller/listing-changes',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Changes over filters, newest first',
        params: SellerParams,
        querystring: Shape(PageQuery),
        response: { 200: Page(BulkChangeAnswer) },
      },
    },
    async (request, reply) => {
      const page = newestFirst(request.query)
      const found = await listChanges(engine, { ...request.params, ...page })
      return show(request, reply, found, (changes) =>
        pageOf(changes, page.limit, ({ asked }) => asked.id, bulkChangeShown(request)),
      )
    },
  )

  app.get(
    '/v1/sellers/:seller/listing-changes/:change',
    {
      config: reading,
      schema: {
        tags,
        summary: 'How far a change over a filter is, and what became of the listings',
        params: BulkChangeParams,
        response: { 200: BulkChangeAnswer },
      },
    },
    async (request, reply) => {
      const found = await findChange(engine, idOf(request.params))
      return show(request, reply, found, bulkChangeShown(request))
    },
  )
}

/** What can be asked of one that was started, and who does it. */
const STEPS = [
  ['stop', 'End a change over a filter where it is; what is done stays', stopChange],
  ['resume', 'Go on with one that was stopped', resumeChange],
  ['rollback', 'Give every listing back what it had before', undoChange],
] as const

function proceedRoutes(app: App, { engine }: HttpDeps): void {
  for (const [step, summary, proceed] of STEPS) {
    app.post(
      `/v1/sellers/:seller/listing-changes/:change/${step}`,
      {
        config: writing,
        schema: { tags, summary, params: BulkChangeParams, response: { 202: BulkChangeAnswer } },
      },
      async (request, reply) => {
        const ask = idOf(request.params as { seller: string; change: string })
        const done = await proceed(engine, intentOf(request), ask)
        return sendChange(engine, request, reply, ask.seller, done)
      },
    )
  }
}

/** Answers a write with the change as it is now. */
const sendChange = (
  engine: Engine,
  request: FastifyRequest,
  reply: FastifyReply,
  seller: string,
  done: Refusal | Accepted<{ readonly id: number }>,
): Promise<FastifyReply> =>
  answerUnderWay(
    request,
    reply,
    done,
    ({ id }) => findChange(engine, { seller, id }),
    bulkChangeShown(request),
  )
