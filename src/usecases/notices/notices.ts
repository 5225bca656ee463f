import { numbers } from '../../ledger/arrays.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { findProvider } from '../sellers/providers.ts'
import type { Language } from '../sentence.ts'
import { type NoticeFacts, type NoticeText, noticeText } from './notice-texts.ts'

/** Whose inbox, by the operator's own id. */
export interface Recipient {
  readonly audience: 'buyer' | 'seller' | 'provider'
  readonly reference: string
}

/** A message; its sentences are made of kind and facts in the reader's language. */
export interface Notice extends NoticeText {
  readonly id: number
  readonly kind: string
  readonly facts: NoticeFacts
  readonly at: Instant
  readonly readAt: Instant | null
}

export interface NoticesAsk {
  readonly recipient: Recipient
  readonly language: Language
  readonly unreadOnly?: boolean
  /** Only those older than this one. */
  readonly before?: number
  readonly limit?: number
}

export interface NoticePage {
  readonly refused?: never
  /** Newest first. */
  readonly notices: readonly Notice[]
  /** To be given as `before`; null at the end. */
  readonly next: number | null
  readonly unread: number
}

const LIMIT = { usual: 50, maximum: 500 }

/**
 * A party's messages, the newest first.
 * Refusals: `page_size_out_of_range`, `buyer_not_found`, `seller_not_found`, `provider_not_found`.
 */
export async function listNotices(engine: Engine, ask: NoticesAsk): Promise<Refusal | NoticePage> {
  const { recipient, language, before = null, unreadOnly = false, limit = LIMIT.usual } = ask
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT.maximum) {
    return refuse('page_size_out_of_range', { maximum: LIMIT.maximum })
  }
  const id = await idOf(engine, recipient)
  if (id === undefined) return refuse(`${recipient.audience}_not_found`)
  const { rows } = await engine.pool.query<Omit<Notice, keyof NoticeText>>({
    name: 'notices',
    text: `select id, kind, facts, event_at as at, read_at as "readAt" from notice
      where audience = $1 and recipient_id = $2 and ($3::bigint is null or id < $3)
        and (not $4 or read_at is null)
      order by id desc limit $5`,
    values: [recipient.audience, id, before, unreadOnly, limit + 1],
  })
  const notices = rows.slice(0, limit).map((row) => ({
    ...row,
    ...noticeText(recipient.audience, row.kind, row.facts, language),
  }))
  const next = rows.length > limit ? (notices.at(-1)?.id ?? null) : null
  return { notices, next, unread: await countUnread(engine, recipient.audience, id) }
}

async function countUnread(engine: Engine, audience: string, id: number): Promise<number> {
  const { rows } = await engine.pool.query<{ unread: number }>({
    name: 'notices-unread',
    text: `select count(*) as unread from notice
      where audience = $1 and recipient_id = $2 and read_at is null`,
    values: [audience, id],
  })
  return rows[0]?.unread ?? 0
}

export interface MarkedRead {
  readonly refused?: never
  /** How many were unread until now. */
  readonly marked: number
  readonly unread: number
}

/**
 * Marks messages as read, all of them or those named; what is read already stays as it is.
 * Refusals: `buyer_not_found`, `seller_not_found`, `provider_not_found`.
 */
export async function markRead(
  engine: Engine,
  recipient: Recipient,
  which: readonly number[] | 'all',
): Promise<Refusal | MarkedRead> {
  const id = await idOf(engine, recipient)
  if (id === undefined) return refuse(`${recipient.audience}_not_found`)
  const { rowCount } = await engine.pool.query({
    name: 'mark-read',
    text: `update notice set read_at = to_timestamp($4::float8 / 1000)
      where audience = $1 and recipient_id = $2 and read_at is null
        and ($3::bigint[] is null or id = any($3))`,
    values: [recipient.audience, id, which === 'all' ? null : numbers(which), engine.clock.now()],
  })
  const unread = await countUnread(engine, recipient.audience, id)
  return { marked: rowCount ?? 0, unread }
}

async function idOf(engine: Engine, recipient: Recipient): Promise<number | undefined> {
  const { audience, reference } = recipient
  if (audience === 'buyer') return engine.directory.buyer(reference)
  if (audience === 'seller') return engine.directory.seller(reference)
  return (await findProvider(engine.pool, reference))?.id
}
