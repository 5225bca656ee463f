import type { Sql } from '../../database/connect.ts'
import { transaction } from '../../database/connect.ts'
import type { SellerId } from '../../rules/ids.ts'
import type { Instant } from '../../rules/time/instant.ts'
import { findDocument, sealDocument } from '../documents/document.ts'
import type { Engine } from '../engine.ts'
import { announceEffects } from '../outbox.ts'
import { sellerReference } from '../sellers/reference.ts'
import { FEED_TYPES, type FeedType } from './types.ts'

/** Notified when there is a feed to process. */
export const FEED_CHANNEL = 'tamaru_feeds'

export const PROCESSING = ['in_queue', 'in_progress', 'done', 'cancelled', 'fatal'] as const
export type Processing = (typeof PROCESSING)[number]

/** A file of changes to a seller's listings, sent by a program, and how far it is. */
export interface Feed {
  readonly seller: SellerId
  readonly id: number
  readonly type: FeedType
  readonly marketplaces: readonly string[]
  readonly caller: string
  /** Whom history names for its changes: a service provider, or the caller. */
  readonly by: string
  readonly input: string
  readonly result: string | null
  readonly status: Processing
  /** Batches of rows that are written. */
  readonly batches: number
  readonly rows: number
  readonly accepted: number
  readonly invalid: number
  /** Accepted with a warning. */
  readonly warned: number
  readonly createdAt: Instant
  readonly startedAt: Instant | null
  readonly endedAt: Instant | null
}

export const FEED_COLUMNS = `seller_id as seller, id, type, marketplaces, caller, by,
  input_id as input, result_id as result, status, batches, rows, accepted, invalid, warned,
  created_at as "createdAt", started_at as "startedAt", ended_at as "endedAt"`

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

/** A seller's feed; undefined when it has no such one. */
export async function findFeed(sql: Sql, seller: SellerId, id: number): Promise<Feed | undefined> {
  const { rows } = await sql.query<Feed>({
    name: 'find-feed',
    text: `select ${FEED_COLUMNS} from feed where seller_id = $1 and id = $2`,
    values: [seller, id],
  })
  return rows[0]
}

/** Takes a feed out of the queue, and announces it; false when it is there no more. */
export const cancelFeed = (
  { pool, clock }: Engine,
  { seller, id }: Pick<Feed, 'seller' | 'id'>,
): Promise<boolean> =>
  transaction(pool, async (sql) => {
    const now = clock.now()
    const { rows } = await sql.query<{ type: string }>({
      name: 'cancel-feed',
      text: `update feed set status = 'cancelled', ended_at = to_timestamp($3::float8 / 1000)
        where seller_id = $1 and id = $2 and status = 'in_queue' returning type`,
      values: [seller, id, now],
    })
    if (!rows[0]) return false
    const payload = {
      ...{ seller: await sellerReference(sql, seller), feed: id, type: rows[0].type },
      ...{ status: 'cancelled', document: null },
    }
    await announceEffects(sql, [{ topic: 'feed.finished', payload }], now, now)
    return true
  })

export interface FeedsAsk {
  readonly seller: SellerId
  readonly types?: readonly string[] | undefined
  readonly statuses?: readonly Processing[] | undefined
  readonly since?: Instant | undefined
  readonly until?: Instant | undefined
  /** The oldest one already seen. */
  readonly before?: number | undefined
  readonly limit: number
}

/** A seller's feeds, the newest first, and one more than asked for when there are more. */
export async function listFeeds(sql: Sql, ask: FeedsAsk): Promise<readonly Feed[]> {
  const { seller, types = null, statuses = null, since = null, until = null, before = null } = ask
  const { rows } = await sql.query<Feed>({
    name: 'list-feeds',
    text: `select ${FEED_COLUMNS} from feed
      where seller_id = $1 and ($2::text[] is null or type = any($2))
        and ($3::text[] is null or status::text = any($3))
        and ($4::float8 is null or created_at >= to_timestamp($4 / 1000))
        and ($5::float8 is null or created_at <= to_timestamp($5 / 1000))
        and ($6::bigint is null or id < $6)
      order by id desc limit $7`,
    values: [
      seller,
      types && [...types],
      statuses && [...statuses],
      since,
      until,
      before,
      ask.limit,
    ],
  })
  return rows
}
