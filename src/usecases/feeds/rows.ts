import type { Encoding } from '../../files/decoder.ts'
import type { Refusal } from '../../rules/refusal.ts'
import type { ListingAsk } from '../listings/decide.ts'

/** One row, or message, of a feed: what it asks of a listing, or why that can not be told. */
export interface FeedRow {
  /** As its author counts: the row of the file, or the number of the message. */
  readonly row: number
  readonly sku: string
  readonly asks: Refusal | ListingAsk
  /** What its author should know though it was accepted. */
  readonly notes?: readonly Refusal[]
}

/** A feed that is being read. */
export interface FeedReading {
  /** The rows, a few thousand at a time, and the same ones whenever the same feed is read again. */
  batches(): AsyncGenerator<readonly FeedRow[]>
  /** Why the feed as a whole can not be processed; known when the rows have ended. */
  readonly refusal: Refusal | undefined
  /** How its text is encoded, as far as it is known. */
  readonly encoding: Encoding
}

/** Rows of a batch: enough to make a transaction worth it, few enough to need little memory. */
export const BATCH = 4_000
