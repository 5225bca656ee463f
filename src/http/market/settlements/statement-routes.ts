import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { readStatement, readStatements, type Statement } from '../../../ledger/statements.ts'
import type { SellerId } from '../../../rules/ids.ts'
import { type Refusal, refuse } from '../../../rules/refusal.ts'
import type { Engine } from '../../../usecases/engine.ts'
import { readSeller } from '../../../usecases/sellers/account.ts'
import { statementCsv } from '../../../usecases/settlement/csv.ts'
import { statementFlatFile } from '../../../usecases/settlement/flat-file.ts'
import { statementLines } from '../../../usecases/settlement/lines.ts'
import { openStatement } from '../../../usecases/settlement/open.ts'
import { statementPdf } from '../../../usecases/settlement/pdf.ts'
import { readable } from '../../kit/access.ts'
import { show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { languageOf } from '../../kit/language.ts'
import { sendRefusal } from '../../kit/problem.ts'
import {
  fromCursor,
  limitOf,
  Page,
  PageQuery,
  pageOf,
  Shape,
  shownTime,
} from '../../kit/schemas.ts'
import { SellerParams } from '../sellers/schemas.ts'
import {
  isPeriod,
  LinesAnswer,
  StatementAnswer,
  StatementParams,
  statementShown,
} from './schemas.ts'

const tags = ['Settlement']
const config = readable(['seller', 'operator'], 'finances')

const sellerOf = async (engine: Engine, reference: string): Promise<Refusal | SellerFound> => {
  const id = await engine.directory.seller(reference)
  return id === undefined ? refuse('seller_not_found') : { id }
}

interface SellerFound {
  readonly refused?: never
  readonly id: SellerId
}

/** A seller's statements: what each period brought, and what was paid out for it. */
export function statementRoutes(app: App, deps: HttpDeps): void {
  const { engine } = deps
  app.get(
    '/v1/sellers/:seller/statements',
    {
      config,
      schema: {
        tags,
        summary: 'Statements of settled periods, newest first',
        params: SellerParams,
        querystring: Shape(PageQuery),
        response: { 200: Page(StatementAnswer) },
      },
    },
    async (request, reply) => {
      const seller = await sellerOf(engine, request.params.seller)
      if (seller.refused !== undefined) return sendRefusal(request, reply, seller)
      const limit = limitOf(request.query)
      const before = fromCursor(request.query.cursor, isPeriod) ?? null
      const statements = await readStatements(engine.pool, seller.id, before, limit)
      return pageOf(statements, limit, (statement) => statement.period, statementShown)
    },
  )

  app.get(
    '/v1/sellers/:seller/statements/open',
    {
      config,
      schema: {
        tags,
        summary: 'What the next statement would be if nothing more happened',
        params: SellerParams,
        response: { 200: StatementAnswer },
      },
    },
    async (request, reply) => {
      const seller = await sellerOf(engine, request.params.seller)
      if (seller.refused !== undefined) return sendRefusal(request, reply, seller)
      return statementShown(await openStatement(engine, seller.id))
    },
  )

  app.get(
    '/v1/sellers/:seller/statements/:period',
    {
      config,
      schema: {
        tags,
        summary: 'One statement: its lines sum to the payout',
        params: StatementParams,
        response: { 200: StatementAnswer },
      },
    },
    async (request, reply) =>
      show(request, reply, await statementOf(engine, request.params), statementShown),
  )

  fileRoutes(app, engine)
  paperRoutes(app, deps)
}

async function statementOf(
  engine: Engine,
  params: { readonly seller: string; readonly period: string },
): Promise<Refusal | (Statement & { readonly refused?: never })> {
  const seller = await sellerOf(engine, params.seller)
  if (seller.refused !== undefined) return seller
  const statement = await readStatement(engine.pool, seller.id, Number(params.period))
  return statement ?? refuse('statement_not_found')
}

/** A statement's items in three forms, each streamed however many there are. */
const FORMS = [
  ['lines', 'Each order item with each type, as JSON', 'application/json', jsonLines],
  [
    'csv',
    'The same as CSV, safe to open in a spreadsheet',
    'text/csv; charset=utf-8',
    statementCsv,
  ],
  [
    'flat-file',
    'The same as Amazon’s settlement flat file V2',
    'text/tab-separated-values; charset=utf-8',
    statementFlatFile,
  ],
] as const

function fileRoutes(app: App, engine: Engine): void {
  for (const [form, summary, type, written] of FORMS) {
    app.get(
      `/v1/sellers/:seller/statements/:period/${form}`,
      {
        config,
        schema: {
          tags,
          summary,
          params: StatementParams,
          ...(form === 'lines' ? { response: { 200: LinesAnswer } } : {}),
        },
      },
      async (request, reply) => {
        const params = request.params as { seller: string; period: string }
        const statement = await statementOf(engine, params)
        if (statement.refused !== undefined) return sendRefusal(request, reply, statement)
        const name = `statement-${params.period}.${form === 'csv' ? 'csv' : 'txt'}`
        if (form !== 'lines') reply.header('content-disposition', `attachment; filename="${name}"`)
        return stream(request, reply.type(type), written(engine, statement))
      },
    )
  }
}

/** The same on paper, in the language of whoever asks. */
function paperRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/sellers/:seller/statements/:period/pdf',
    {
      config,
      schema: {
        tags,
        summary: 'The same as PDF, in the language of whoever asks',
        params: StatementParams,
        produces: ['application/pdf'],
      },
    },
    async (request, reply) => {
      const { params } = request
      const statement = await statementOf(engine, params)
      if (statement.refused !== undefined) return sendRefusal(request, reply, statement)
      const seller = await readSeller(engine.pool, params.seller)
      if (!seller) return sendRefusal(request, reply, refuse('seller_not_found'))
      const { stream, written } = statementPdf(engine, statement, seller, languageOf(request))
      written.catch((error) => {
        request.log.error({ request: request.id, error: error.name }, 'cut')
        reply.raw.destroy()
      })
      const name = `statement-${params.period}.pdf`
      reply.header('content-disposition', `attachment; filename="${name}"`)
      return reply.type('application/pdf').send(stream)
    },
  )
}

/** Sends pieces as they are made. What breaks on the way breaks the connection, visibly. */
function stream(
  request: FastifyRequest,
  reply: FastifyReply,
  pieces: AsyncGenerator<string>,
): FastifyReply {
  const body = Readable.from(pieces)
  body.on('error', (error) => request.log.error({ request: request.id, error: error.name }, 'cut'))
  return reply.send(body)
}

async function* jsonLines(engine: Engine, statement: Statement): AsyncGenerator<string> {
  let before = '{"items":['
  for await (const { firstAt, lastAt, ...item } of statementLines(engine, statement)) {
    const shown = { ...item, firstAt: shownTime(firstAt), lastAt: shownTime(lastAt) }
    yield before + JSON.stringify(shown)
    before = ','
  }
  yield before === ',' ? ']}' : '{"items":[]}'
}
