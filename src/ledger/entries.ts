import type { Sql } from '../database/connect.ts'
import type { Unit } from '../rules/book/accounts.ts'
import type { PostingKind } from '../rules/book/posting.ts'
import type { BuyerId, SellerId } from '../rules/ids.ts'
import type { Instant } from '../rules/time/instant.ts'
import { PROCEEDS } from './statements.ts'

/** One movement on somebody's account, as a ledger page shows it. */
export interface LedgerEntry {
  /** When it happened. */
  readonly at: Instant
  readonly recordedAt: Instant
  readonly kind: PostingKind
  readonly policyVersion: number
  /** Reference of the order it is about; null when it is about none. */
  readonly order: string | null
  readonly line: number | null
  readonly unit: Unit
}

/** Yen on a seller's proceeds: what the programme owes it rises with a positive amount. */
export interface SellerEntry extends LedgerEntry {
  readonly amount: number
  /** What the programme owes the seller after it. */
  readonly balance: number
}

/** Points of a buyer, by the state they are in: changes, and what is there after them. */
export interface BuyerEntry extends LedgerEntry {
  readonly amounts: PointStates
  readonly balances: PointStates
}

export interface PointStates {
  readonly available: number
  readonly unvested: number
  readonly held: number
}

/** A page and where the next one begins; `next` is null on the last. Oldest first. */
export interface LedgerPage<Entry, Cursor> {
  readonly entries: readonly Entry[]
  readonly next: Cursor | null
}

/**
 * Where a seller's next page begins, and what the balance was there. It is made of what the seller
 * sees: a place in the buyer's book would tell how much else the buyer's order moved.
 */
export interface SellerCursor {
  readonly recordedAt: Instant
  /** Entries recorded at that moment that were on earlier pages. */
  readonly seen: number
  readonly balance: number
}

const BEGINNING: SellerCursor = { recordedAt: 0 as Instant, seen: 0, balance: 0 }

interface Place {
  readonly book: number
  readonly version: number
  readonly n: number
}

const COLUMNS = `p.book_id as book, p.version, p.n, p.event_at as at,
  p.recorded_at as "recordedAt", p.kind, p.policy_version as "policyVersion",
  o.reference as "order",
  p.line, p.unit`

/** A shortfall is points returned out of the refund: which part was, is the buyer's affair. */
export const SHOWN_KIND = `case when kind = 'points_shortfall' then 'points_returned' else kind end`

/**
 * A seller's ledger: every movement on its proceeds with the balance after it, in the order they
 * were recorded, disbursements included. Nothing in it tells whether a buyer paid with points.
 *
 * A page costs the same wherever it is. Its end is provisional while commands are under way: one
 * recorded a moment earlier may still be committed a moment later.
 */
export async function sellerLedger(
  sql: Sql,
  seller: SellerId,
  after: SellerCursor | null,
  max: number,
): Promise<LedgerPage<SellerEntry, SellerCursor>> {
  const { recordedAt, seen, balance } = after ?? BEGINNING
  const { rows } = await sql.query<SellerEntry>(
    `select p.event_at as at, p.recorded_at as "recordedAt", p.kind,
        p.policy_version as "policyVersion", o.reference as "order", p.line, 'JPY' as unit, p.amount
      from (
        select recorded_at, book_id, version, line, ${SHOWN_KIND} as kind, event_at, order_id,
          policy_version, sum(${PROCEEDS})::bigint as amount
        from posting where seller_id = $1 and recorded_at >= to_timestamp($2::float8 / 1000)
        group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 4, 5 offset $3 limit $4
      ) as p left join orders o on o.buyer_id = p.book_id and o.id = p.order_id
      order by p.recorded_at, p.book_id, p.version, p.line, p.kind`,
    [seller, recordedAt, seen, max + 1],
  )
  let sum = balance
  const entries = rows.slice(0, max).map((row) => {
    sum += row.amount
    return { ...row, balance: sum }
  })
  const last = entries.at(-1)
  if (rows.length <= max || !last) return { entries, next: null }
  const same = entries.filter((entry) => entry.recordedAt === last.recordedAt).length
  const before = last.recordedAt === recordedAt ? seen : 0
  return { entries, next: { recordedAt: last.recordedAt, seen: before + same, balance: sum } }
}

const withoutPlace = <Entry extends object>({
  book: _book,
  version: _version,
  n: _n,
  ...entry
}: Place & Entry) => entry

/** Where a buyer's next page begins, and what was there. */
export interface BuyerCursor extends PointStates {
  readonly version: number
  readonly n: number
}

/** How a posting changes one of a buyer's point accounts, as SQL. */
const change = (account: string): string =>
  `(case '${account}'::account when p.credit then p.amount when p.debit then -p.amount else 0 end)`

/** A buyer's ledger: every movement of its points with the balances after it, oldest first. */
export async function buyerLedger(
  sql: Sql,
  buyer: BuyerId,
  after: BuyerCursor | null,
  max: number,
): Promise<LedgerPage<BuyerEntry, BuyerCursor>> {
  const start = after ?? { version: 0, n: -1, available: 0, unvested: 0, held: 0 }
  const { rows } = await sql.query<Place & LedgerEntry & PointStates>(
    `select ${COLUMNS}, ${change('buyer_available')} as available,
        ${change('buyer_unvested')} as unvested, ${change('buyer_held')} as held
      from posting p left join orders o on o.buyer_id = p.book_id and o.id = p.order_id
      where p.book_id = $1 and p.unit = 'PT' and (p.version, p.n) > ($2::bigint, $3::smallint)
      order by p.version, p.n limit $4`,
    [buyer, start.version, start.n, max + 1],
  )
  let balances: PointStates = start
  const page = rows.slice(0, max).map(({ available, unvested, held, ...row }) => {
    balances = {
      available: balances.available + available,
      unvested: balances.unvested + unvested,
      held: balances.held + held,
    }
    return { ...row, amounts: { available, unvested, held }, balances }
  })
  const last = page.at(-1)
  const next =
    rows.length > max && last ? { version: last.version, n: last.n, ...last.balances } : null
  return { entries: page.map(withoutPlace), next }
}
