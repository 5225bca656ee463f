import { type Sql, transaction } from '../../database/connect.ts'
import type { SellerId } from '../../rules/ids.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { announceEnd, type Key, type Kind, type Processed, type Processing } from './kind.ts'

/** One of a seller's; undefined when it has no such one. */
export async function find<Row extends Processed>(
  sql: Sql,
  { table, columns }: Kind,
  { seller, id }: Key,
): Promise<Row | undefined> {
  const { rows } = await sql.query<Row>({
    name: `find-${table}`,
    text: `select ${columns} from ${table} where seller_id = $1 and id = $2`,
    values: [seller, id],
  })
  return rows[0]
}

/** Takes one out of the queue, and announces it; false when it is there no more. */
export const cancel = ({ pool, clock }: Engine, kind: Kind, key: Key): Promise<boolean> =>
  transaction(pool, async (sql) => {
    const now = clock.now()
    const { rows } = await sql.query<{ type: string }>({
      name: `cancel-${kind.table}`,
      text: `update ${kind.table} set status = 'cancelled',
          ended_at = to_timestamp($3::float8 / 1000)
        where seller_id = $1 and id = $2 and status = 'in_queue' returning type`,
      values: [key.seller, key.id, now],
    })
    if (!rows[0]) return false
    const ending = { type: rows[0].type, status: 'cancelled', document: null } as const
    await announceEnd(sql, kind, key, ending, now)
    return true
  })

export interface ListAsk {
  readonly seller: SellerId
  readonly types?: readonly string[] | undefined
  readonly statuses?: readonly Processing[] | undefined
  readonly since?: Instant | undefined
  readonly until?: Instant | undefined
  /** The oldest one already seen. */
  readonly before?: number | undefined
  readonly limit: number
}

/** A seller's, the newest first. */
export async function list<Row extends Processed>(
  sql: Sql,
  { table, columns }: Kind,
  ask: ListAsk,
): Promise<readonly Row[]> {
  const { seller, types = null, statuses = null, since = null, until = null, before = null } = ask
  const { rows } = await sql.query<Row>({
    name: `list-${table}s`,
    text: `select ${columns} from ${table}
      where seller_id = $1 and ($2::text[] is null or type = any($2))
        and ($3::text[] is null or status::text = any($3))
        and ($4::float8 is null or created_at >= to_timestamp($4 / 1000))
        and ($5::float8 is null or created_at <= to_timestamp($5 / 1000))
        and ($6::bigint is null or id < $6)
      order by id desc limit $7`,
    values: [
      ...[seller, types && [...types], statuses && [...statuses], since, until, before],
      ask.limit,
    ],
  })
  return rows
}

/** Marks one as under way; undefined when there is nothing to do about it. */
export async function begin<Row extends Processed>(
  { pool, clock }: Engine,
  { table, columns }: Kind,
  { seller, id }: Key,
): Promise<Row | undefined> {
  const { rows } = await pool.query<Row>({
    name: `begin-${table}`,
    text: `update ${table} set status = 'in_progress',
        started_at = coalesce(started_at, to_timestamp($3::float8 / 1000))
      where seller_id = $1 and id = $2 and status in ('in_queue', 'in_progress')
      returning ${columns}`,
    values: [seller, id, clock.now()],
  })
  return rows[0]
}
