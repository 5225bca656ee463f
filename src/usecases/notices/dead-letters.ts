import type { Accepted } from '../../ledger/command.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'

/** An effect that could not be relayed, or an event that could not be taken in. */
export interface DeadLetter {
  readonly id: number
  readonly topic: string
  /** What could not take it in; null: it could not be relayed. */
  readonly reader: string | null
  readonly error: string
  readonly eventAt: Instant
  readonly failedAt: Instant
}

/** Effects that were set aside and not sent again, oldest first, from after `after`. */
export async function listDeadLetters(
  { pool }: Engine,
  after: number,
  limit: number,
): Promise<readonly DeadLetter[]> {
  const { rows } = await pool.query<DeadLetter>(
    `select id, topic, reader, error, event_at as "eventAt", failed_at as "failedAt" from dead_letter
      where resent_at is null and id > $1 order by id limit $2`,
    [after, limit],
  )
  return rows
}

/**
 * Puts an effect into the outbox again, behind what is there, or has its reader try an event once
 * more. Refusal: `letter_not_found`.
 */
export const resendLetter = (
  engine: Engine,
  intent: Intent,
  id: number,
): Promise<Refusal | Accepted<{ readonly id: number }>> =>
  once(engine, intent, 'letter.resent', { id }, async ({ sql, now }) => {
    const { rowCount } = await sql.query(
      `with sent as (
          update dead_letter set resent_at = to_timestamp($2::float8 / 1000),
            again = reader is not null
          where id = $1 and resent_at is null returning *
        ), queued as (
          insert into outbox
            (topic, book_id, version, order_id, sellers, payload, event_at, recorded_at)
          select topic, book_id, version, order_id, sellers, payload, event_at, recorded_at
          from sent where reader is null)
        select from sent`,
      [id, now],
    )
    return rowCount === 0 ? refuse('letter_not_found') : { id }
  })
