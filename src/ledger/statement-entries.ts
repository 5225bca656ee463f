import type { Sql } from '../database/connect.ts'
import type { Account } from '../rules/book/accounts.ts'
import type { PostingKind } from '../rules/book/posting.ts'
import type { Instant } from '../rules/time/instant.ts'
import { words } from './arrays.ts'
import { SHOWN_KIND } from './entries.ts'
import { IN_PERIOD, PROCEEDS, type Statement } from './statements.ts'

/** One movement on a seller's proceeds, as the seller may see it. */
export interface StatementEntry {
  /** Its place among those of the statement's line, from the oldest. */
  readonly id: string
  readonly at: Instant
  readonly kind: PostingKind
  readonly debit: Account
  readonly credit: Account
  readonly unit: 'JPY'
  readonly amount: number
  /** Null for a movement about no order. */
  readonly order: string | null
  readonly line: number | null
  readonly policyVersion: number
}

interface Row extends Omit<StatementEntry, 'id' | 'unit' | 'debit' | 'credit'> {
  /** The account on the other side. */
  readonly other: Account
  readonly place: number
  readonly all: number
}

/**
 * The newest movements of some kinds that a statement counts, and how many older ones there are.
 * A shortfall is points returned out of a refund: which part was, is the buyer's affair, so the two
 * are one entry here, numbered among the seller's own.
 */
export async function statementEntries(
  sql: Sql,
  { seller, start, end }: Pick<Statement, 'seller' | 'start' | 'end'>,
  kinds: readonly PostingKind[],
  max: number,
): Promise<{ readonly entries: readonly StatementEntry[]; readonly more: number }> {
  const { rows } = await sql.query<Row>(
    `select p.at, p.kind, p.amount, o.reference as "order", p.line, p.place, p."all",
        p.policy_version as "policyVersion", p.other
      from (
        select event_at as at, ${SHOWN_KIND} as kind, book_id, order_id, line, policy_version,
          sum(${PROCEEDS})::bigint as amount,
          case when ${SHOWN_KIND} = 'points_returned' then 'points_funding'
            else min(case when credit = 'seller_proceeds' then debit else credit end)::text end
            as other,
          row_number() over (order by recorded_at, book_id, version, line) as place,
          count(*) over () as "all"
        from posting
        where seller_id = $1 and ${IN_PERIOD('$2', '$3')} and kind = any($4::posting_kind[])
        group by recorded_at, book_id, version, line, 2, event_at, order_id, policy_version
        order by place desc limit $5
      ) as p left join orders o on o.buyer_id = p.book_id and o.id = p.order_id
      order by p.place desc`,
    [seller, start, end, words(kinds), max],
  )
  const entries = rows.map(({ other, place, all: _, amount, ...row }): StatementEntry => {
    const way: readonly [Account, Account] =
      amount < 0 ? ['seller_proceeds', other] : [other, 'seller_proceeds']
    const [debit, credit] = way
    return { ...row, id: String(place), unit: 'JPY', amount: Math.abs(amount), debit, credit }
  })
  return { entries, more: (rows[0]?.all ?? 0) - rows.length }
}

/** The one movement that paid a statement out; none where nothing was paid. */
export async function payoutEntries(
  sql: Sql,
  { seller, version }: Pick<Statement, 'seller' | 'version'>,
): Promise<readonly StatementEntry[]> {
  const { rows } = await sql.query<StatementEntry>(
    `select '1' as id, event_at as at, kind, debit, credit, unit, amount, null as "order", line,
        policy_version as "policyVersion"
      from posting where book_id = $1 and version = $2`,
    [seller, version],
  )
  return rows
}
