import { gunzipped } from '../../files/compression.ts'
import type { Encoding } from '../../files/decoder.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import { type Document, findDocument } from '../documents/document.ts'
import { readParts } from '../documents/parts.ts'
import type { Engine } from '../engine.ts'
import type { Feed } from './feed.ts'
import { FlatFile } from './flat-file.ts'
import { JsonListings } from './json-listings.ts'
import { PricingXml } from './pricing-xml.ts'
import type { FeedReading, FeedRow } from './rows.ts'
import { isFlat } from './types.ts'

/** Most bytes of a feed, decompressed: a small file can hold very much of nothing. */
export const FEED_MAX = 1_073_741_824

/** Ends reading: why the bytes as a whole are no feed. */
class NotReadable extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.refused)
    this.refusal = refusal
  }
}

/**
 * Opens a feed's document as its type has to be read; `seller` is the operator's id of its seller.
 */
export async function openFeed(engine: Engine, feed: Feed, seller: string): Promise<FeedReading> {
  const document = await findDocument(engine.pool, feed.seller, feed.input, ['feed'])
  if (!document) throw new Error(`feed ${feed.id} has no document`)
  const bytes = plain(engine, document)
  const encoding = encodingOf(document.contentType)
  const now = feed.startedAt ?? (0 as Instant)
  const { type } = feed
  if (isFlat(type)) return guarded(new FlatFile(type, bytes, encoding, now))
  if (type === 'POST_PRODUCT_PRICING_DATA') return guarded(new PricingXml(bytes, encoding, now))
  return guarded(new JsonListings(bytes, seller))
}

/** What the author of a document says about its text; programs name one, and send another. */
function encodingOf(contentType: string): Encoding | 'auto' {
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1]?.toLowerCase()
  return charset && /^(shift[-_]?jis|sjis|cp932|windows-31j|ms932)$/.test(charset)
    ? 'shift_jis'
    : 'auto'
}

/** The bytes of a document as its author had them. Whether they are compressed, they say. */
async function* plain({ pool }: Engine, document: Document): AsyncGenerator<Uint8Array> {
  const parts = readParts(pool, document)
  const first = await parts.next()
  if (first.done) return
  const all = (async function* () {
    yield first.value
    yield* parts
  })()
  const gzip = first.value[0] === 0x1f && first.value[1] === 0x8b
  let total = 0
  try {
    for await (const bytes of gzip ? gunzipped(all) : all) {
      total += bytes.length
      if (total > FEED_MAX) {
        throw new NotReadable(refuse('feed_too_large', { maximum: FEED_MAX }))
      }
      yield bytes
    }
  } catch (error) {
    const { code = '' } = error as { code?: string }
    if (/^Z_|^ERR_.*ZLIB/.test(code)) throw new NotReadable(refuse('feed_not_compressed'))
    throw error
  }
}

/** The reading, with what ends the bytes as its refusal. */
function guarded(reading: FeedReading): FeedReading {
  let refusal: Refusal | undefined
  return {
    get refusal() {
      return refusal ?? reading.refusal
    },
    get encoding() {
      return reading.encoding
    },
    async *batches(): AsyncGenerator<readonly FeedRow[]> {
      try {
        yield* reading.batches()
      } catch (error) {
        if (!(error instanceof NotReadable)) throw error
        refusal = error.refusal
      }
    },
  }
}
