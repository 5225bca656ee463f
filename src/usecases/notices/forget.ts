import { after, DAY, type Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'

/** How long what nobody's money depends on is kept, in days; 0: for ever. */
export interface Retention {
  /** The event log, and recorded offers; what it tells of money is in the journal for ever. */
  readonly events: number
  /** Notices, and notifications that have arrived or never will. */
  readonly notices: number
  /** Uploaded files with their refused rows, and the documents of feeds and reports. */
  readonly uploads: number
}

export const DEFAULT_RETENTION: Retention = { events: 400, notices: 400, uploads: 90 }

/** Rows of one transaction. */
const BATCH = 5_000

/** An upload that has not arrived by then never will. */
const RECEIVING_DAYS = 1

/** Forgets what is older than it has to be kept, a batch at a time. */
export async function forgetOld(engine: Engine, retention: Retention): Promise<void> {
  const { events, notices, uploads } = retention
  const now = engine.clock.now()
  const before = (days: number): Instant => after(now, -days * DAY)
  if (events > 0) {
    await repeat(
      engine,
      'select forget_events(to_timestamp($1::float8 / 1000), $2)',
      before(events),
    )
    await repeat(
      engine,
      'select forget_offers(to_timestamp($1::float8 / 1000), $2) as forget_events',
      before(events),
    )
  }
  if (notices > 0) {
    await repeat(
      engine,
      `with old as (select id from delivery
          where created_at < to_timestamp($1::float8 / 1000) and (state <> 'waiting'
            or created_at < to_timestamp($1::float8 / 1000) - interval '7 days') limit $2),
        gone as (delete from delivery d using old where d.id = old.id returning 1)
        select count(*)::int as forget_events from gone`,
      before(notices),
    )
    await repeat(
      engine,
      `with old as (select audience, recipient_id, id from notice
          where event_at < to_timestamp($1::float8 / 1000) limit $2),
        gone as (delete from notice n using old o where n.audience = o.audience
          and n.recipient_id = o.recipient_id and n.id = o.id returning 1)
        select count(*)::int as forget_events from gone`,
      before(notices),
    )
  }
  await forgetUploads(engine, before(RECEIVING_DAYS), `state = 'receiving'`)
  if (uploads > 0) {
    const atRest = `state in ('checked', 'applied', 'stopped', 'rolled_back', 'failed')`
    await forgetUploads(engine, before(uploads), atRest)
    await forgetDocuments(engine, before(uploads))
  }
}

async function repeat({ pool }: Engine, text: string, before: Instant): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ forget_events: number }>(text, [before, BATCH])
    if ((rows[0]?.forget_events ?? 0) === 0) return
  }
}

/** One file at a time: each may be large. */
async function forgetUploads({ pool }: Engine, before: Instant, state: string): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(
      `with old as (select id from listing_import
          where created_at < to_timestamp($1::float8 / 1000) and ${state} order by id limit 1),
        parts as (delete from import_part p using old where p.import_id = old.id),
        batches as (delete from import_batch b using old where b.import_id = old.id)
        delete from listing_import i using old where i.id = old.id`,
      [before],
    )
    if (rowCount === 0) return
  }
}

/** Documents of feeds and reports, one at a time; those that are made when they are read stay. */
async function forgetDocuments({ pool }: Engine, before: Instant): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(
      `delete from document d using (
          select seller_id, id from document o
          where created_at < to_timestamp($1::float8 / 1000) and source is null
            and not exists (
              select from feed f where f.seller_id = o.seller_id and f.input_id = o.id
                and f.status in ('in_queue', 'in_progress'))
          limit 1) as old
        where d.seller_id = old.seller_id and d.id = old.id`,
      [before],
    )
    if (rowCount === 0) return
  }
}
