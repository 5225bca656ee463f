import type { Sql } from '../database/connect.ts'
import { ACCOUNTS, type Account } from '../rules/book/accounts.ts'
import type { BuyerId, SellerId } from '../rules/ids.ts'
import type { Instant } from '../rules/time/instant.ts'

/** Credits less debits, by account. */
export type Balances = Readonly<Record<Account, number>>

/** Whose movements are summed: one buyer's book, one seller's proceeds, or everybody's. */
export type Whose = { readonly buyer: BuyerId } | { readonly seller: SellerId } | 'house'

/**
 * As of a moment, which itself counts. By `event`: what had happened by then, whenever it was
 * learned of. By `recorded`: what was known by then, which no later report changes any more.
 */
export interface AsOf {
  readonly by: 'event' | 'recorded'
  readonly at: Instant
}

/**
 * The balances of all accounts, now or as of a moment, from the postings. Points that lapse or vest
 * by time alone are posted at their own moment, but not before somebody comes by; so for `event`
 * the books concerned should have been ripened since.
 *
 * A seller has one account, its proceeds; the rest of its answer is what stands against it.
 */
export async function balancesAt(sql: Sql, whose: Whose, asOf?: AsOf): Promise<Balances> {
  const conditions = ['true']
  const values: number[] = []
  if (whose !== 'house') {
    values.push('buyer' in whose ? whose.buyer : whose.seller)
    conditions.push('buyer' in whose ? 'book_id = $1' : 'seller_id = $1')
  }
  if (asOf) {
    values.push(asOf.at)
    const column = asOf.by === 'event' ? 'event_at' : 'recorded_at'
    conditions.push(`${column} <= to_timestamp($${values.length}::float8 / 1000)`)
  }
  const { rows } = await sql.query<{ account: Account; balance: number }>(
    `with moved as (
        select debit, credit, sum(amount)::bigint as amount
        from posting where ${conditions.join(' and ')} group by debit, credit)
      select account, sum(amount)::bigint as balance from (
        select credit as account, amount from moved union all select debit, -amount from moved
      ) as sides group by account`,
    values,
  )
  const none = Object.fromEntries(Object.keys(ACCOUNTS).map((account) => [account, 0]))
  return { ...none, ...Object.fromEntries(rows.map((r) => [r.account, r.balance])) } as Balances
}
