import { type PoolClient, transaction } from '../../database/connect.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import type { EventReader, LoggedEvent } from './reader.ts'

/** An event that a reader fails at so often in a row is set aside: what passes has passed by then. */
const TRIES = 5

/**
 * Counts a failure of a reader at the very next event of its log, and sets that event aside when
 * there have been too many. Returns whether it was.
 */
export const countFailure = (
  { pool, clock }: Engine,
  { name }: EventReader,
  error: unknown,
): Promise<boolean> =>
  transaction(pool, async (sql) => {
    const { rows } = await sql.query<{ failures: number }>({
      name: 'count-failure',
      text: `insert into event_reader (name, event_id, failures) values ($1, 0, 1)
        on conflict (name) do update set failures = event_reader.failures + 1 returning failures`,
      values: [name],
    })
    if ((rows[0]?.failures ?? 0) < TRIES) return false
    await sql.query({
      name: 'set-event-aside',
      text: SET_ASIDE,
      values: [name, clock.now(), messageOf(error)],
    })
    return true
  })

const SET_ASIDE = `
  with broken as (
    select * from event where id > (select event_id from event_reader where name = $1)
    order by id limit 1
  ), passed as (
    update event_reader set event_id = broken.id, failures = 0 from broken where name = $1
  )
  insert into dead_letter (id, topic, book_id, version, order_id, payload, event_at, recorded_at,
    failed_at, error, reader, event_id)
  select nextval('outbox_id_seq'), type, book_id, version, order_id, payload, event_at, recorded_at,
    to_timestamp($2::float8 / 1000), $3, $1, id from broken`

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 1_000)

interface Letter extends LoggedEvent {
  readonly letter: number
}

/**
 * Lets a reader try the events again that an operator sent it. One that it fails at once more is
 * back among the dead letters. Returns how many there were.
 */
export async function tryAgain(engine: Engine, reader: EventReader): Promise<number> {
  for (let tried = 0; ; tried++) {
    const now = engine.clock.now()
    const done = await transaction(engine.pool, (sql) => tryNext(sql, reader, now))
    if (!done) return tried
  }
}

async function tryNext(sql: PoolClient, reader: EventReader, now: Instant): Promise<boolean> {
  const { rows } = await sql.query<Letter>({
    name: 'letter-to-try',
    text: `select id as letter, event_id as id, topic as type, book_id as "bookId", version,
        order_id as "orderId", payload, event_at as at
      from dead_letter where reader = $1 and again order by id limit 1 for update skip locked`,
    values: [reader.name],
  })
  const [row] = rows
  if (!row) return false
  const { letter, ...event } = row
  await sql.query('savepoint before_event')
  try {
    await reader.react(sql, [event])
    await sql.query('update dead_letter set again = false where id = $1', [letter])
  } catch (error) {
    await sql.query('rollback to savepoint before_event')
    await sql.query(
      `update dead_letter set again = false, resent_at = null, error = $2,
        failed_at = to_timestamp($3::float8 / 1000) where id = $1`,
      [letter, messageOf(error), now],
    )
  }
  return true
}
