import type { Sql } from '../../database/connect.ts'
import { transaction } from '../../database/connect.ts'
import type { SellerId } from '../../rules/ids.ts'
import { findDocument, sealDocument } from '../documents/document.ts'
import type { Engine } from '../engine.ts'
import type { Kind, Processed } from '../processing/kind.ts'
import { find } from '../processing/queue.ts'
import { FEED_TYPES, type FeedType } from './types.ts'

/** Notified when there is a feed to process. */
export const FEED_CHANNEL = 'tamaru_feeds'

/** A file of changes to a seller's listings, sent by a program, and how far it is. */
export interface Feed extends Processed {
  readonly type: FeedType
  readonly marketplaces: readonly string[]
  readonly caller: string
  /** Whom history names for its changes: a service provider, or the caller. */
  readonly by: string
  readonly input: string
  readonly result: string | null
  /** Batches of rows that are written. */
  readonly batches: number
  readonly rows: number
  readonly accepted: number
  readonly invalid: number
  /** Accepted with a warning. */
  readonly warned: number
}

export const FEEDS: Kind = {
  table: 'feed',
  columns: `seller_id as seller, id, type, marketplaces, caller, by,
  input_id as input, result_id as result, status, batches, rows, accepted, invalid, warned,
  created_at as "createdAt", started_at as "startedAt", ended_at as "endedAt"`,
}

export interface NewFeed extends Pick<Feed, 'seller' | 'marketplaces' | 'caller' | 'by' | 'input'> {
  readonly type: string
  readonly options: object
}

export type FeedProblem = 'type' | 'document' | 'empty' | 'used'

/**
 * Puts a feed in the queue; its document can not be written any more. Says what is wrong instead:
 * the type is none, the document is not there, has no bytes, or is another feed's already.
 */
export async function createFeed(engine: Engine, made: NewFeed): Promise<number | FeedProblem> {
  if (!(FEED_TYPES as readonly string[]).includes(made.type)) return 'type'
  const { seller, type, marketplaces, options, caller, by, input } = made
  const now = engine.clock.now()
  return transaction(engine.pool, async (sql) => {
    const document = await findDocument(sql, seller, input, ['feed'])
    if (!document) return 'document'
    if (document.bytes === null) return 'empty'
    const { rowCount } = await sealDocument(sql, seller, input, now)
    if (rowCount === 0) return 'used'
    const { rows } = await sql.query<{ id: number }>({
      name: 'create-feed',
      text: `insert into feed (seller_id, type, marketplaces, options, caller, by, input_id,
          created_at)
        values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000))
        returning id, pg_notify('${FEED_CHANNEL}', '')`,
      values: [
        ...[seller, type, [...marketplaces], JSON.stringify(options), caller, by, input, now],
      ],
    })
    return rows[0]?.id as number
  })
}

export const findFeed = (sql: Sql, seller: SellerId, id: number): Promise<Feed | undefined> =>
  find(sql, FEEDS, { seller, id })
