import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from './app-type.ts'
import { Rejected } from './problem.ts'

/** What a file of rows is sent as; browsers know few of these, so any of them does. */
const TYPES = [
  'text/tab-separated-values',
  'text/csv',
  'text/plain',
  'application/vnd.ms-excel',
  'application/octet-stream',
]

/** Lets the routes of this part of the application read their bodies as they arrive. */
export function takeFiles(app: App): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(TYPES, (_request, _payload, done) => done(null, null))
}

/**
 * The bytes of a body as they arrive, gunzipped when they were zipped. Rejects with `too_large`
 * once more than `maximum` have come, or come out of few: nothing is held that was not asked for.
 */
export async function* uploadOf(
  { raw, headers }: FastifyRequest,
  reply: FastifyReply,
  maximum: number,
): AsyncGenerator<Buffer> {
  let whole = false
  try {
    if (Number(headers['content-length'] ?? 0) > maximum) throw tooLarge(maximum)
    let bytes = 0
    for await (const chunk of opened(raw, headers['content-encoding'])) {
      bytes += chunk.length
      if (bytes > maximum) throw tooLarge(maximum)
      yield chunk
    }
    whole = true
  } catch (error) {
    throw error instanceof Rejected ? error : new Rejected('request_malformed')
  } finally {
    // The rest is not waited for.
    if (!whole) reply.header('connection', 'close')
  }
}

const tooLarge = (maximum: number) => new Rejected('too_large', { maximum })

function opened(raw: Readable, encoding: string | undefined): AsyncIterable<Buffer> {
  if (encoding === undefined || encoding === 'identity') return raw
  if (encoding !== 'gzip') throw new Rejected('unsupported_media')
  return pipeline(raw, createGunzip(), () => {})
}
