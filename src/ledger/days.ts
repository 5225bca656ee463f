import { type Pool, type PoolClient, type Sql, transaction } from '../database/connect.ts'
import type { Account, Unit } from '../rules/book/accounts.ts'
import type { PostingKind } from '../rules/book/posting.ts'
import { HOUR, type Instant, instantOf } from '../rules/time/instant.ts'
import { closeBooks } from './statements.ts'

/** What moved from one account to another on one day, under one name. */
export interface DayMovement {
  /** The day in Tokyo, as `2020-06-01`; null for everything before the first day asked for. */
  readonly day: string | null
  readonly debit: Account
  readonly credit: Account
  readonly kind: PostingKind
  readonly amount: number
}

const DAY_OF = `(event_at at time zone 'Asia/Tokyo')::date`

/**
 * Adds what was recorded up to the last full hour to the sums by day. The books are closed to that
 * hour first, in a moment of their own: after that nothing is recorded before it any more, so every
 * posting is added exactly once, however late it comes. Whoever asks first in an hour does it.
 */
export async function rollUp(pool: Pool, now: Instant): Promise<void> {
  const hour = instantOf(Math.floor(now / HOUR) * HOUR)
  if ((await rolledTo(pool)) >= hour) return
  await transaction(pool, (sql) => closeBooks(sql, hour))
  await transaction(pool, async (sql) => {
    const from = await rolledTo(sql, 'for update')
    if (from >= hour) return
    await sql.query(
      `insert into ledger_day as d (day, debit, credit, kind, amount)
        select ${DAY_OF}, debit, credit, kind, sum(amount)::bigint from posting
        where recorded_at >= to_timestamp($1::float8 / 1000)
          and recorded_at < to_timestamp($2::float8 / 1000)
        group by 1, 2, 3, 4
        on conflict (day, debit, credit, kind) do update set amount = d.amount + excluded.amount`,
      [from, hour],
    )
    await sql.query('update ledger_rolled set rolled_to = to_timestamp($1::float8 / 1000)', [hour])
  })
}

async function rolledTo(sql: Pool | PoolClient, lock = ''): Promise<Instant> {
  const { rows } = await sql.query<{ to: Instant }>(
    `select rolled_to as "to" from ledger_rolled ${lock}`,
  )
  return rows[0]?.to ?? instantOf(0)
}

/**
 * Everything that moved, by day, from `from` to `to` (days in Tokyo, both included), and in one
 * row each what had moved before. The sums of the past come from `ledger_day`; only what was
 * recorded since the last full hour is summed from the postings, found by their time.
 */
export async function movementsByDay(
  pool: Pool,
  from: string,
  to: string,
): Promise<readonly DayMovement[]> {
  return transaction(pool, async (sql) => {
    await sql.query('set transaction isolation level repeatable read, read only')
    const rolled = await rolledTo(sql)
    const { rows } = await sql.query<DayMovement>(
      `select case when day >= $1::date then day end as day, debit, credit, kind,
          sum(amount)::bigint as amount
        from (
          select day, debit, credit, kind, amount from ledger_day where day <= $2::date
          union all
          select ${DAY_OF}, debit, credit, kind, sum(amount)::bigint from posting
            where recorded_at >= to_timestamp($3::float8 / 1000) and ${DAY_OF} <= $2::date
            group by 1, 2, 3, 4
        ) as moved group by 1, 2, 3, 4 order by 1 nulls first, 2, 3, 4`,
      [from, to, rolled],
    )
    return rows
  })
}

/** What was recorded in a stretch of time, by what it was. */
export interface RecordedMovement {
  readonly kind: PostingKind
  readonly debit: Account
  readonly credit: Account
  readonly unit: Unit
  readonly count: number
  readonly amount: number
}

/** Everything recorded after one moment up to another, both found by the index over time. */
export async function movementsBetween(
  sql: Sql,
  after: Instant,
  until: Instant,
): Promise<RecordedMovement[]> {
  const { rows } = await sql.query<RecordedMovement>(
    `select kind, debit, credit, unit, count(*) as count, sum(amount)::bigint as amount from posting
      where recorded_at > to_timestamp($1::float8 / 1000)
        and recorded_at <= to_timestamp($2::float8 / 1000)
      group by kind, debit, credit, unit order by kind, unit desc, debit, credit`,
    [after, until],
  )
  return rows
}
