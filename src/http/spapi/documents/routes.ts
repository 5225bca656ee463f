import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { followLink, type LinkedDocument } from '../../../usecases/documents/document.ts'
import { DOCUMENT_MAX, Sealed, TooLarge, writeDocument } from '../../../usecases/documents/parts.ts'
import { readDocument } from '../../../usecases/documents/read.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { TOOL } from '../admit.ts'
import { DOCUMENTS } from './address.ts'

/** What the store of documents answers instead, in the XML that programs know from such stores. */
const PROBLEMS = {
  AccessDenied: [403, 'Access Denied'],
  Expired: [403, 'Request has expired'],
  NoSuchKey: [404, 'The specified key does not exist.'],
  EntityTooLarge: [413, `Your proposed upload exceeds the maximum allowed size: ${DOCUMENT_MAX}`],
} as const

function refuse(reply: FastifyReply, problem: keyof typeof PROBLEMS): FastifyReply {
  const [status, message] = PROBLEMS[problem]
  const code = problem === 'Expired' ? 'AccessDenied' : problem
  return reply
    .code(status)
    .type('application/xml')
    .send(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    )
}

type Asked = FastifyRequest<{ Params: { secret: string } }>

/**
 * Documents of feeds and reports, under addresses that are all one needs to have: who asks sends no
 * token. What is sent is written as it arrives, and what is read is sent as it is read.
 */
export function documentRoutes(app: App, { engine, door }: HttpDeps): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_, payload, done) => done(null, payload))

  /** The document behind an address, or why not; asking for what never was is counted. */
  async function linked(
    request: Asked,
    write: boolean,
  ): Promise<LinkedDocument | keyof typeof PROBLEMS> {
    const { secret } = request.params
    const found = secret.length <= 100 ? await followLink(engine.pool, secret) : undefined
    if (!found) {
      await door.limiters.address(request)
      return 'AccessDenied'
    }
    if (found.write !== write) return 'AccessDenied'
    return found.expiresAt <= door.clock.now() ? 'Expired' : found
  }

  app.put<{ Params: { secret: string } }>(
    `${DOCUMENTS}/:secret`,
    { config: TOOL, bodyLimit: Number.MAX_SAFE_INTEGER },
    async (request, reply) => {
      const document = await linked(request, true)
      if (typeof document === 'string') return refuse(reply, document)
      // Said before a byte is read, where the sender says how many there will be.
      if (Number(request.headers['content-length'] ?? 0) > DOCUMENT_MAX) {
        reply.header('connection', 'close')
        return refuse(reply, 'EntityTooLarge')
      }
      const body = request.body instanceof Readable ? request.body : Readable.from([])
      try {
        await writeDocument(engine.pool, document, body)
      } catch (error) {
        if (error instanceof Sealed) return refuse(reply, 'AccessDenied')
        if (!(error instanceof TooLarge)) throw error
        reply.header('connection', 'close')
        return refuse(reply, 'EntityTooLarge')
      }
      return reply.code(200).send()
    },
  )

  app.get<{ Params: { secret: string } }>(
    `${DOCUMENTS}/:secret`,
    { config: TOOL, exposeHeadRoute: false },
    async (request, reply) => {
      const document = await linked(request, false)
      if (typeof document === 'string') return refuse(reply, document)
      const bytes = await readDocument(engine, document)
      if (!bytes) return refuse(reply, 'NoSuchKey')
      const body = Readable.from(bytes, { objectMode: false })
      body.on('error', (error) =>
        request.log.error({ request: request.id, error: error.name }, 'cut'),
      )
      return reply.type(document.contentType).header('cache-control', 'no-store').send(body)
    },
  )
}
