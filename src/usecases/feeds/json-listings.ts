import type { Encoding } from '../../files/decoder.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import { readAttributes, readPatches, whole } from '../listings/attributes.ts'
import type { ListingAsk } from '../listings/decide.ts'
import { SeenSkus } from '../listings/seen-skus.ts'
import { BATCH, type FeedReading, type FeedRow } from './rows.ts'

/** Most bytes of such a feed, which is read as a whole: Amazon's limit. */
export const JSON_MAX = 10 * 1_024 * 1_024

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const invalid = (field: string, expected: string): Refusal =>
  refuse('feed_message_invalid', { field, expected })

/**
 * A JSON_LISTINGS_FEED: a header, and a message for each SKU with attributes or patches of them.
 */
export class JsonListings implements FeedReading {
  readonly encoding: Encoding = 'utf-8'
  readonly #bytes: AsyncIterable<Uint8Array>
  readonly #seller: string
  readonly #seen = new SeenSkus()
  #refusal: Refusal | undefined

  /** `seller` is whose feed it is: a header that names another is refused. */
  constructor(bytes: AsyncIterable<Uint8Array>, seller: string) {
    this.#bytes = bytes
    this.#seller = seller
  }

  get refusal(): Refusal | undefined {
    return this.#refusal
  }

  async *batches(): AsyncGenerator<readonly FeedRow[]> {
    const messages = await this.#messages()
    if (isRefusal(messages)) {
      this.#refusal = messages
      return
    }
    for (let at = 0; at < messages.length; at += BATCH) {
      yield messages.slice(at, at + BATCH).map((message) => this.#read(message))
    }
  }

  async #messages(): Promise<Refusal | readonly unknown[]> {
    const parts: Uint8Array[] = []
    let size = 0
    for await (const bytes of this.#bytes) {
      size += bytes.length
      if (size > JSON_MAX) return refuse('feed_too_large', { maximum: JSON_MAX })
      parts.push(bytes)
    }
    let feed: unknown
    try {
      feed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts)))
    } catch (error) {
      return refuse('feed_not_json', { reason: (error as Error).message.slice(0, 200) })
    }
    const { header, messages } = isFields(feed) ? feed : ({} as Fields)
    if (!isFields(header)) return refuse('feed_not_json', { reason: 'it has no header' })
    if (header.version !== '2.0') return invalid('header.version', '2.0')
    if (header.sellerId !== this.#seller) return invalid('header.sellerId', this.#seller)
    if (!Array.isArray(messages)) return refuse('feed_not_json', { reason: 'it has no messages' })
    return messages
  }

  #read(message: unknown): FeedRow {
    const { messageId, sku } = isFields(message) ? message : ({} as Fields)
    const row = Number.isSafeInteger(messageId) ? (messageId as number) : 0
    if (typeof sku !== 'string' || sku === '') {
      return { row, sku: '', asks: invalid('sku', 'a text') }
    }
    const first = this.#seen.note(sku, row || 1)
    if (first !== undefined)
      return { row, sku, asks: refuse('row_repeats_sku', { sku, line: first }) }
    return { row, sku, asks: asksOf(sku, message as Fields) }
  }
}

/**
 * What a message asks of its SKU. Products are the operator's: attributes
 * of theirs are passed over.
 */
function asksOf(sku: string, message: Fields): Refusal | ListingAsk {
  const { operationType: operation, requirements, attributes, patches } = message
  if (requirements === 'LISTING_PRODUCT_ONLY') {
    return invalid('requirements', 'LISTING, LISTING_OFFER_ONLY')
  }
  if (operation === 'DELETE') return { sku, status: 'inactive', listed: true }
  if (operation === 'PATCH') {
    if (!Array.isArray(patches)) return invalid('patches', 'a list')
    const read = asked(sku, readPatches(patches.map((patch) => (isFields(patch) ? patch : {}))))
    return isRefusal(read) ? read : { ...read, listed: true }
  }
  if (operation !== 'UPDATE' && operation !== 'PARTIAL_UPDATE') {
    return invalid('operationType', 'UPDATE, PARTIAL_UPDATE, PATCH, DELETE')
  }
  if (!isFields(attributes)) return invalid('attributes', 'an object')
  const read = asked(sku, readAttributes(attributes))
  return isRefusal(read) || operation === 'PARTIAL_UPDATE' ? read : { ...whole(read), sku }
}

function asked(sku: string, { ask, problems }: ReturnType<typeof readAttributes>) {
  const [problem] = problems
  if (problem) return invalid(problem.attribute, problem.message)
  return { ...ask, sku }
}
