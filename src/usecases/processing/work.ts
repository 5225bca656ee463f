import { transaction } from '../../database/connect.ts'
import { exclusively } from '../../database/exclusively.ts'
import { problemOf } from '../../database/problems.ts'
import { MINUTE } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { announceEnd, type Key, type Kind } from './kind.ts'

/** Advisory locks: a range for each kind, in it one number for each row. */
const LOCKS = { feed: 7_252_100_000_000, report: 7_252_200_000_000 }

/** One that fails of itself so often is given up; after a failure it rests for a minute. */
const TRIES = 5
const REST = MINUTE

/**
 * Works off everything that waits, the oldest first, and what another process left when it was
 * killed; `lanes` at the same time, so that a large one keeps nobody's small one waiting. What
 * another process is at is left to it. One that fails stays for the next time, and keeps no other
 * waiting; when it has failed too often, it is fatal. Throws the first failure, at the end.
 */
export async function workOff(
  engine: Engine,
  kind: Kind,
  lanes: number,
  work: (key: Key) => Promise<void>,
): Promise<void> {
  const tried = new Set<number>()
  const failed: unknown[] = []
  const attempt = async (key: Key) => {
    // Another process may have failed at it since it was found: it rests now.
    if (!(await isDue(engine, kind, key))) return
    try {
      await work(key)
    } catch (error) {
      failed.push(error)
      if (!problemOf(error)) await countFailure(engine, kind, key)
    }
  }
  const lane = async () => {
    for (;;) {
      const key = await next(engine, kind, tried)
      if (!key) return
      // Two lanes that looked at once have found the same.
      if (tried.has(key.id)) continue
      tried.add(key.id)
      await exclusively(engine.pool, LOCKS[kind.table] + key.id, () => attempt(key)).catch(
        (error) => failed.push(error),
      )
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  if (failed.length > 0) throw failed[0]
}

async function next({ pool, clock }: Engine, { table }: Kind, tried: ReadonlySet<number>) {
  const { rows } = await pool.query<Key>({
    name: `next-${table}`,
    text: `select seller_id as seller, id from ${table}
      where status in ('in_queue', 'in_progress') and id <> all($1::bigint[])
        and (failed_at is null or failed_at <= to_timestamp($2::float8 / 1000))
      order by created_at, id limit 1`,
    values: [[...tried], clock.now() - REST],
  })
  return rows[0]
}

async function isDue({ pool, clock }: Engine, { table }: Kind, { seller, id }: Key) {
  const { rowCount } = await pool.query({
    name: `due-${table}`,
    text: `select from ${table} where seller_id = $1 and id = $2
      and status in ('in_queue', 'in_progress')
      and (failed_at is null or failed_at <= to_timestamp($3::float8 / 1000))`,
    values: [seller, id, clock.now() - REST],
  })
  return rowCount === 1
}

/** Counts that one failed; the last time it ends, without a document. */
const countFailure = ({ pool, clock }: Engine, kind: Kind, key: Key): Promise<void> =>
  transaction(pool, async (sql) => {
    const now = clock.now()
    const { rows } = await sql.query<{ type: string; over: boolean }>({
      name: `count-failed-${kind.table}`,
      text: `update ${kind.table} set failures = failures + 1, failed_at = to_timestamp($4::float8 / 1000),
          status = case when failures + 1 >= $3 then 'fatal' else status end,
          ended_at = case when failures + 1 >= $3 then to_timestamp($4::float8 / 1000) end
        where seller_id = $1 and id = $2 and status in ('in_queue', 'in_progress')
        returning type, status = 'fatal' as over`,
      values: [key.seller, key.id, TRIES, now],
    })
    if (!rows[0]?.over) return
    const ending = { type: rows[0].type, status: 'fatal', document: null } as const
    await announceEnd(sql, kind, key, ending, now)
  })
