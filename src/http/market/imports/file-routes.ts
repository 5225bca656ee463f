import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Encoding } from '../../../files/decoder.ts'
import type { Delimiter } from '../../../files/records.ts'
import { isRefusal, type Refusal } from '../../../rules/refusal.ts'
import type { Engine } from '../../../usecases/engine.ts'
import { refusedRows } from '../../../usecases/imports/refused-file.ts'
import {
  type ExportAsk,
  exportListings,
  inventoryTemplate,
  type ListingsExport,
} from '../../../usecases/listings/export.ts'
import { readable } from '../../kit/access.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import type { Language } from '../../kit/language.ts'
import { sendRefusal } from '../../kit/problem.ts'
import { filterOf } from '../listings/shown.ts'
import { SellerParams } from '../sellers/schemas.ts'
import { FileQuery, ImportParams, idOf, TemplateQuery } from './schemas.ts'

const tags = ['Imports']
const config = readable(['seller', 'operator'], 'listings')

/** Files of listings to download. */
export function fileRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/sellers/:seller/imports/:import/refused',
    {
      config,
      schema: {
        tags,
        summary: 'The refused rows as they were, each with its reason; mended, it can be uploaded',
        params: ImportParams,
      },
    },
    async (request, reply) => {
      const found = await refusedRows(engine, idOf(request.params))
      if (isRefusal(found)) return sendRefusal(request, reply, found)
      const { file, delimiter, encoding } = found
      const name = `refused-${request.params.import}`
      return sendFile(request, reply, { name, delimiter, encoding }, Readable.from(file))
    },
  )

  app.get(
    '/v1/sellers/:seller/listing-file',
    {
      config,
      schema: {
        tags,
        summary: 'Listings as a file; uploaded again, it changes nothing',
        description:
          'In Shift_JIS, SKUs that it cannot spell are left out; X-Left-Out says how many.',
        params: SellerParams,
        querystring: FileQuery,
      },
    },
    async (request, reply) => {
      const { encoding, format, header, lang: _, ...filter } = request.query as Query
      const form = formOf({ encoding, format, header })
      const ask = { ...filterOf(filter), ...request.params, ...form }
      const found = await exported(engine, ask)
      if (isRefusal(found)) return sendRefusal(request, reply, found)
      reply.header('x-left-out', String(found.leftOut))
      return sendFile(request, reply, { name: 'listings', ...form }, Readable.from(found.file))
    },
  )

  app.get(
    '/v1/sellers/:seller/listing-template',
    {
      config,
      schema: {
        tags,
        summary: 'A file with the header alone, to be filled in',
        params: SellerParams,
        querystring: TemplateQuery,
      },
    },
    async (request, reply) => {
      const form = formOf(request.query)
      return sendFile(request, reply, { name: 'listings', ...form }, inventoryTemplate(form))
    },
  )
}

interface FormQuery {
  readonly encoding?: Encoding | undefined
  readonly format?: 'tsv' | 'csv' | undefined
  readonly header?: Language | undefined
}

type Query = FormQuery & Record<string, string | undefined>

const formOf = ({ encoding = 'utf-8', format, header = 'ja' }: FormQuery) => ({
  encoding,
  delimiter: (format === 'csv' ? ',' : '\t') as Delimiter,
  language: header,
})

type Exported = ListingsExport & { readonly leftOut: number }

/** An export, and how many listings it will leave out: known before, for it stands in a header. */
async function exported(engine: Engine, ask: ExportAsk): Promise<Refusal | Exported> {
  const found = await exportListings(engine, ask)
  if (isRefusal(found) || ask.encoding === 'utf-8') return withCount(found, 0)
  for await (const _ of found.file);
  return withCount(await exportListings(engine, ask), found.counts.unwritable.length)
}

const withCount = (found: Refusal | ListingsExport, leftOut: number): Refusal | Exported =>
  isRefusal(found) ? found : { ...found, leftOut }

interface Form {
  readonly name: string
  readonly encoding: Encoding
  readonly delimiter: Delimiter
}

/** Sends a file to be saved. What breaks on the way breaks the connection, visibly. */
function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { name, encoding, delimiter }: Form,
  file: Readable | Buffer,
): FastifyReply {
  const csv = delimiter === ','
  if (file instanceof Readable) {
    file.on('error', (error) =>
      request.log.error({ request: request.id, error: error.name }, 'cut'),
    )
  }
  return reply
    .header('content-disposition', `attachment; filename="${name}.${csv ? 'csv' : 'txt'}"`)
    .type(`text/${csv ? 'csv' : 'tab-separated-values'}; charset=${encoding}`)
    .send(file)
}
