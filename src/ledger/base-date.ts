import { type Pool, transaction } from '../database/connect.ts'
import type { Account } from '../rules/book/accounts.ts'
import type { PostingKind } from '../rules/book/posting.ts'
import type { Instant } from '../rules/time/instant.ts'

/** A sum of postings: before the report's stretch of time, or in it. */
export interface SummedMovement {
  readonly inside: boolean
  readonly debit: Account
  readonly credit: Account
  readonly kind: PostingKind
  readonly amount: number
}

/**
 * Everything that had happened by `at`, which itself counts, summed from the postings themselves
 * and split at `since`; and how many buyers had points then. One snapshot, one pass each.
 */
export async function movementsUntil(
  pool: Pool,
  since: Instant,
  at: Instant,
): Promise<{ readonly movements: readonly SummedMovement[]; readonly holders: number }> {
  return transaction(pool, async (sql) => {
    await sql.query('set transaction isolation level repeatable read, read only')
    const { rows: movements } = await sql.query<SummedMovement>(
      `select event_at > to_timestamp($1::float8 / 1000) as inside, debit, credit, kind,
          sum(amount)::bigint as amount
        from posting where event_at <= to_timestamp($2::float8 / 1000)
        group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
      [since, at],
    )
    const { rows } = await sql.query<{ holders: number }>(
      `select count(*) as holders from (
          select from posting where unit = 'PT' and event_at <= to_timestamp($1::float8 / 1000)
          group by book_id
          having sum(case when credit in ('buyer_available', 'buyer_unvested', 'buyer_held')
                then amount else 0 end)
            <> sum(case when debit in ('buyer_available', 'buyer_unvested', 'buyer_held')
                then amount else 0 end)) as holding`,
      [at],
    )
    return { movements, holders: rows[0]?.holders ?? 0 }
  })
}
