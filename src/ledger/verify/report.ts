import type { Account } from '../../rules/book/accounts.ts'

type Value = string | number | null

/** A row that is not what the entries say, by its table and primary key. */
export interface BadRow {
  readonly table:
    | 'policy'
    | 'book'
    | 'journal'
    | 'posting'
    | 'orders'
    | 'order_line'
    | 'statement'
    | 'settlement'
  readonly key: Readonly<Record<string, Value>>
  /** The column, or in words what is wrong with the row. */
  readonly what: string
  /** What it would have to be; null where that cannot be told, or there should be no row. */
  readonly expected: Value
  readonly found: Value
}

export interface Verification {
  readonly ok: boolean
  readonly books: number
  readonly entries: number
  readonly postings: number
  /** Credits less debits of each account; of every unit they sum to zero. */
  readonly totals: Readonly<Record<Account, number>>
  /** The first bad row in the order that `verify` documents; nothing after it was looked at. */
  readonly firstBad?: BadRow
}

export interface VerifyProgress {
  readonly books: number
  readonly entries: number
  readonly postings: number
}

/** A bad row when the two values differ. */
export function differs(
  table: BadRow['table'],
  key: BadRow['key'],
  what: string,
  expected: Value,
  found: Value,
): BadRow | undefined {
  return expected === found ? undefined : { table, key, what, expected, found }
}
