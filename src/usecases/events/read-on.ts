import { type PoolClient, transaction } from '../../database/connect.ts'
import { texts } from '../../ledger/arrays.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'

/** An event of the log, as its readers need it. */
export interface LoggedEvent {
  readonly id: number
  readonly type: string
  readonly bookId: number | null
  readonly version: number | null
  readonly orderId: number | null
  /** Null for a buyer's command: its outcome is in the journal. */
  readonly payload: Readonly<Record<string, unknown>> | null
  readonly at: Instant
}

/** Something that follows the log of events. */
export interface EventReader {
  readonly name: string
  /** The events it wants; all others are passed over. */
  readonly types: readonly string[]
  /** How many events, wanted or not, are looked at in one transaction. */
  readonly page: number
  /**
   * Does what events bring about, in the transaction that moves the reader on; may stop early, and
   * then says which event was its last.
   */
  react(sql: PoolClient, events: readonly LoggedEvent[]): Promise<{ readonly last?: number }>
}

/**
 * Lets a reader go on from where it was, by one page of the log. What it does and how far it has
 * come are one transaction, so every event has its effects exactly once, whatever is killed; one
 * process reads at a time, so they come in order. Returns how many events it came on.
 */
export async function readOn({ pool }: Engine, reader: EventReader): Promise<number> {
  const { name, types, page } = reader
  const behind = await pool.query({ name: 'reader-behind', text: BEHIND, values: [name] })
  if (behind.rowCount === 0) return 0
  return transaction(pool, async (sql) => {
    const place = await placeOf(sql, name)
    if (place === undefined) return 0
    const { rows } = await sql.query<LoggedEvent>({
      name: 'read-events',
      text: EVENTS,
      values: [place, page, texts(types)],
    })
    const end = rows.at(-1)?.id
    if (end === undefined) return 0
    const wanted = rows.filter(({ type }) => types.includes(type))
    const { last = end } = wanted.length === 0 ? {} : await reader.react(sql, wanted)
    await sql.query({
      name: 'move-reader',
      text: 'update event_reader set event_id = $2 where name = $1',
      values: [name, last],
    })
    return rows.filter(({ id }) => id <= last).length
  })
}

/** Whether the log goes on after a reader's place; one that has no place yet is behind. */
const BEHIND = `
  select where (select max(id) from event) >
    coalesce((select event_id from event_reader where name = $1), 0)`

/** How far a reader has come; undefined while another process reads. */
async function placeOf(sql: PoolClient, name: string): Promise<number | undefined> {
  const select = {
    name: 'reader-place',
    text: 'select event_id from event_reader where name = $1 for no key update skip locked',
    values: [name],
  }
  const found = await sql.query<{ event_id: number }>(select)
  if (found.rows[0]) return found.rows[0].event_id
  await sql.query('insert into event_reader values ($1, 0) on conflict do nothing', [name])
  return (await sql.query<{ event_id: number }>(select)).rows[0]?.event_id
}

/** The wanted events of a page, and its last one whatever it is. */
const EVENTS = `
  with page as materialized (select * from event where id > $1 order by id limit $2)
  select id, type, book_id as "bookId", version, order_id as "orderId", payload, event_at as at
  from page where type = any($3::text[]) or id = (select max(id) from page) order by id`
