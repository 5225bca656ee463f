import type { Sql } from '../../database/connect.ts'
import type { SellerId } from '../../rules/ids.ts'
import type { Instant } from '../../rules/time/instant.ts'
import { announceEffects } from '../outbox.ts'
import { sellerReference } from '../sellers/reference.ts'

export const PROCESSING = ['in_queue', 'in_progress', 'done', 'cancelled', 'fatal'] as const
export type Processing = (typeof PROCESSING)[number]

/** Feeds and reports alike wait in a queue, are worked at, and end; each kind has its table. */
export interface Kind {
  readonly table: 'feed' | 'report'
  /** What is read of a row. */
  readonly columns: string
}

/** One of them. */
export interface Key {
  readonly seller: SellerId
  readonly id: number
}

/** A row of a kind as far as all of them have it. */
export interface Processed extends Key {
  readonly type: string
  readonly status: Processing
  readonly createdAt: Instant
  readonly startedAt: Instant | null
  readonly endedAt: Instant | null
}

/** How one ended, and the document that came of it. */
export interface Ending {
  readonly type: string
  readonly status: 'done' | 'cancelled' | 'fatal'
  readonly document: string | null
}

/** Tells that one has ended, in the transaction in which it does. */
export async function announceEnd(
  sql: Sql,
  { table }: Kind,
  { seller, id }: Key,
  { type, status, document }: Ending,
  now: Instant,
): Promise<void> {
  const reference = await sellerReference(sql, seller)
  const payload = { seller: reference, [table]: id, type, status, document }
  await announceEffects(sql, [{ topic: `${table}.finished`, payload }], now, now)
}
