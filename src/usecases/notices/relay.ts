import { transaction } from '../../database/connect.ts'
import { problemOf } from '../../database/problems.ts'
import type { Engine } from '../engine.ts'
import { NOTICES } from './subscribe-notices.ts'

/** Whoever holds this advisory lock is relaying: one at a time, so that order is kept. */
const RELAYING_LOCK = 7_252_005

/** Rows in one transaction. */
const BATCH = 5_000

/**
 * Hands on everything that is in the outbox, in order. A row is deleted in the transaction that
 * writes its effects, so each effect happens exactly once, whatever is killed. Event ids are given
 * out here, by one relay at a time: they grow with commits, so a reader that goes on after the
 * last id it saw misses nothing. Returns how many rows there were.
 */
export async function relayAll(engine: Engine): Promise<number> {
  // Rows that another relay is still at are seen here, and waited for below.
  const { rowCount } = await engine.pool.query('select from outbox limit 1')
  let relayed = 0
  let more = rowCount !== 0
  while (more) {
    const { taken, full } = await relayOrSetAside(engine, BATCH)
    relayed += taken
    more = full
  }
  return relayed
}

interface Relayed {
  readonly taken: number
  /** Whether there may be more. */
  readonly full: boolean
}

/**
 * Relays the first rows. Where that fails of itself, fewer of them, and one that fails alone is set
 * aside: those behind it do not wait for it.
 */
async function relayOrSetAside(engine: Engine, rowsMax: number): Promise<Relayed> {
  try {
    const taken = await relayBatch(engine, rowsMax)
    return { taken, full: taken === rowsMax }
  } catch (error) {
    if (problemOf(error)) throw error
    if (rowsMax > 1) return relayOrSetAside(engine, Math.ceil(rowsMax / 16))
    await setAside(engine, error as Error)
    return { taken: 1, full: true }
  }
}

const setAside = ({ pool, clock }: Engine, { message }: Error): Promise<void> =>
  transaction(pool, async (sql) => {
    await sql.query(`select pg_advisory_xact_lock(${RELAYING_LOCK})`)
    await sql.query(
      `with taken as (delete from outbox where id = (select min(id) from outbox) returning *)
        insert into dead_letter (id, topic, book_id, version, order_id, sellers, payload, event_at,
          recorded_at, failed_at, error)
        select id, topic, book_id, version, order_id, sellers, payload, event_at, recorded_at,
          to_timestamp($1::float8 / 1000), $2 from taken`,
      [clock.now(), message],
    )
  })

/** The first rows of the outbox; another relay is waited for. */
const relayBatch = ({ pool }: Engine, rowsMax: number): Promise<number> =>
  transaction(pool, async (sql) => {
    // As its own statement, so that the next one sees what the relay before has left. Whatever was
    // counted last, an outbox may be empty or hold millions: it is always read by its key.
    await sql.query(`select pg_advisory_xact_lock(${RELAYING_LOCK}),
      set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)`)
    const { rows } = await sql.query<{ taken: number }>({
      name: 'relay',
      text: RELAY,
      values: [rowsMax],
    })
    return rows[0]?.taken ?? 0
  })

/**
 * `told` are the rows taken, numbered as events; each subscriber is one more `insert` from them.
 * A ripening says nothing itself: what it did to the book are rows of their own.
 */
const RELAY = `
  with taken as (
    delete from outbox where id <= coalesce(
      (select id from outbox order by id offset $1::int - 1 limit 1),
      (select max(id) from outbox))
    returning *
  ), told as materialized (
    select nextval('event_id') as event_id, t.* from (
      select * from taken where topic <> 'points.ripened' order by id) t
  ), logged as (
    insert into event (id, type, book_id, version, order_id, payload, event_at, recorded_at)
    select event_id, topic, book_id, version, order_id, payload, event_at, recorded_at from told
  ), shown as (
    insert into event_seller (seller_id, event_id)
    select unnest(sellers), event_id from told where sellers is not null
    union
    select s.id, event_id from told join seller s on s.reference = payload ->> 'seller'
    where book_id is null
  ), noticed as (
    insert into notice (audience, recipient_id, kind, facts, event_id, event_at) ${NOTICES}
  )
  select count(*) as taken from taken`
