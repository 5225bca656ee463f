import { type PoolClient, transaction } from '../../database/connect.ts'
import { problemOf } from '../../database/problems.ts'
import { texts } from '../../ledger/arrays.ts'
import type { Engine } from '../engine.ts'
import type { EventReader, LoggedEvent } from './reader.ts'
import { countFailure, tryAgain } from './set-aside.ts'

/**
 * Lets a reader go on from where it was, by one page of the log. What it does and how far it has
 * come are one transaction, so every event has its effects exactly once, whatever is killed; one
 * process reads at a time, so they come in order. Returns how many events it came on.
 *
 * Where a page fails of itself, fewer events are tried, and one that fails alone, again and again,
 * is set aside as a dead letter: those behind it do not wait for it.
 */
export async function readOn(engine: Engine, reader: EventReader): Promise<number> {
  const { name, page } = reader
  const behind = await engine.pool.query({ name: 'reader-behind', text: BEHIND, values: [name] })
  if (behind.rowCount === 0) return 0
  return (await tryAgain(engine, reader)) + (await readOrSetAside(engine, reader, page))
}

async function readOrSetAside(engine: Engine, reader: EventReader, page: number): Promise<number> {
  try {
    return await readPage(engine, reader, page)
  } catch (error) {
    if (problemOf(error)) throw error
    if (page > 1) return readOrSetAside(engine, reader, Math.ceil(page / 16))
    if (!(await countFailure(engine, reader, error))) throw error
    return 1
  }
}

const readPage = ({ pool }: Engine, reader: EventReader, page: number): Promise<number> =>
  transaction(pool, async (sql) => {
    const { name, types } = reader
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
      text: 'update event_reader set event_id = $2, failures = 0 where name = $1',
      values: [name, last],
    })
    return rows.filter(({ id }) => id <= last).length
  })

/**
 * Whether the log goes on after a reader's place, or something is to be tried again; one that has
 * no place yet is behind.
 */
const BEHIND = `
  select where (select max(id) from event) >
      coalesce((select event_id from event_reader where name = $1), 0)
    or exists (select from dead_letter where reader = $1 and again)`

/** How far a reader has come; undefined while another process reads. */
async function placeOf(sql: PoolClient, name: string): Promise<number | undefined> {
  const select = {
    name: 'reader-place',
    text: 'select event_id from event_reader where name = $1 for no key update skip locked',
    values: [name],
  }
  const found = await sql.query<{ event_id: number }>(select)
  if (found.rows[0]) return found.rows[0].event_id
  await sql.query(
    'insert into event_reader (name, event_id) values ($1, 0) on conflict do nothing',
    [name],
  )
  return (await sql.query<{ event_id: number }>(select)).rows[0]?.event_id
}

/** The wanted events of a page, and its last one whatever it is. */
const EVENTS = `
  with page as materialized (select * from event where id > $1 order by id limit $2)
  select id, type, book_id as "bookId", version, order_id as "orderId", payload, event_at as at
  from page where type = any($3::text[]) or id = (select max(id) from page) order by id`
