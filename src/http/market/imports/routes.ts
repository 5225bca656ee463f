import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Accepted } from '../../../ledger/command.ts'
import { fingerprintOf } from '../../../ledger/journal.ts'
import type { Refusal } from '../../../rules/refusal.ts'
import type { Engine, Intent } from '../../../usecases/engine.ts'
import { findImport, listImports } from '../../../usecases/imports/import.ts'
import { applyImport, rollBackImport } from '../../../usecases/imports/proceed.ts'
import { receiveImport } from '../../../usecases/imports/receive.ts'
import { readable, whoOf, writable } from '../../kit/access.ts'
import { answerUnderWay, intentOf, show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { newestFirst, Page, PageQuery, pageOf, Shape } from '../../kit/schemas.ts'
import { takeFiles, uploadOf } from '../../kit/upload.ts'
import { authorshipOf } from '../listings/shown.ts'
import { SellerParams } from '../sellers/schemas.ts'
import { fileRoutes } from './file-routes.ts'
import { FileBody, ImportAnswer, ImportItem, ImportParams, idOf, UploadQuery } from './schemas.ts'
import { importShown, keptShown } from './shown.ts'

const tags = ['Imports']
const config = readable(['seller', 'operator'], 'listings')
const writing = writable(['seller', 'operator'], 'listings')

/** Listings as files: uploading, what that would do, doing it, undoing it; and files of them. */
export function importRoutes(app: App, deps: HttpDeps): void {
  readRoutes(app, deps)
  proceedRoutes(app, deps)
  fileRoutes(app, deps)
  app.register(async (part) => {
    takeFiles(part)
    uploadRoute(part, deps)
  })
}

function uploadRoute(app: App, { engine, door }: HttpDeps): void {
  app.post(
    '/v1/sellers/:seller/imports',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Upload a file of listings and have it checked: what it would do, row by row',
        description: 'Nothing is written until it is applied; a rollback undoes all of it.',
        params: SellerParams,
        querystring: UploadQuery,
        body: { content: { 'text/tab-separated-values': { schema: FileBody } } },
        response: { 202: ImportAnswer },
      },
    },
    async (request, reply) => {
      const { seller } = request.params
      const { name, encoding, whole, apply } = request.query
      const { uploads } = door.settings
      const received = await receiveImport(engine, uploadIntent(request), {
        ...authorshipOf(whoOf(request), seller),
        ...{ name, whole: whole === 'true', apply: apply === 'true', rowsMax: uploads.rows },
        ...(encoding === undefined ? {} : { encoding }),
        bytes: uploadOf(request, reply, uploads.bytes),
      })
      return sendImport(engine, request, reply, seller, received)
    },
  )
}

/** Besides what every request asks for, what its query says of the file. */
function uploadIntent(request: FastifyRequest): Intent {
  const intent = intentOf(request)
  const { query } = request
  return { ...intent, fingerprint: fingerprintOf({ of: intent.fingerprint, query }) }
}

function readRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/sellers/:seller/imports',
    {
      config,
      schema: {
        tags,
        summary: 'Uploaded files, newest first',
        params: SellerParams,
        querystring: Shape(PageQuery),
        response: { 200: Page(ImportItem) },
      },
    },
    async (request, reply) => {
      const page = newestFirst(request.query)
      const found = await listImports(engine, { ...request.params, ...page })
      return show(request, reply, found, (imports) =>
        pageOf(imports, page.limit, ({ id }) => id, keptShown),
      )
    },
  )

  app.get(
    '/v1/sellers/:seller/imports/:import',
    {
      config,
      schema: {
        tags,
        summary: 'How far an uploaded file is, and what became of its rows',
        params: ImportParams,
        response: { 200: ImportAnswer },
      },
    },
    async (request, reply) =>
      show(request, reply, await findImport(engine, idOf(request.params)), importShown(request)),
  )
}

/** What can be asked for an uploaded file, and who does it. */
const STEPS = [
  ['apply', 'Write what the check has shown', applyImport],
  ['rollback', 'Give every listing back what it had before the file', rollBackImport],
] as const

function proceedRoutes(app: App, { engine }: HttpDeps): void {
  for (const [step, summary, proceed] of STEPS) {
    app.post(
      `/v1/sellers/:seller/imports/:import/${step}`,
      {
        config: writing,
        schema: { tags, summary, params: ImportParams, response: { 202: ImportAnswer } },
      },
      async (request, reply) => {
        const ask = idOf(request.params as { seller: string; import: string })
        const done = await proceed(engine, intentOf(request), ask)
        return sendImport(engine, request, reply, ask.seller, done)
      },
    )
  }
}

/** Answers a write with the import as it is now. */
const sendImport = (
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
    ({ id }) => findImport(engine, { seller, id }),
    importShown(request),
  )
