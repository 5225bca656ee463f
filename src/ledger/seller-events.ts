import type { Sql } from '../database/connect.ts'
import type { PostingKind } from '../rules/book/posting.ts'
import type { OrderId, SellerId } from '../rules/ids.ts'
import type { Instant } from '../rules/time/instant.ts'
import type { OrderKey } from './directory.ts'
import { PROCEEDS } from './statements.ts'

/** One movement on a seller's proceeds, with the order item that it is about. */
export interface EventMovement {
  readonly kind: PostingKind
  /** Signed yen: what the seller got is positive. */
  readonly amount: number
  readonly line: number | null
  readonly sku: string | null
  readonly asin: string | null
  /** Yen per unit, as sold. */
  readonly price: number | null
}

/** What one command moved on a seller's proceeds: all of it happened at once. */
export interface MovedTogether {
  /** Names it for good, and tells nothing: a place in the buyer's book would. */
  readonly id: string
  readonly postedAt: Instant
  readonly order: OrderId | null
  readonly reference: string | null
  readonly movements: readonly EventMovement[]
}

/** Where a page begins: how many of those posted at a moment were on earlier pages. */
export interface EventPlace {
  readonly postedAt: Instant
  readonly seen: number
}

interface Row extends EventMovement {
  readonly book: number
  readonly version: number
  readonly id: string
  readonly postedAt: Instant
  readonly order: OrderId | null
  readonly reference: string | null
}

/** Which movements: those recorded from one moment until before another, or those of an order. */
export type EventsOf =
  | { readonly from: EventPlace; readonly before: Instant }
  | { readonly from: EventPlace; readonly order: OrderKey }

/**
 * What moved a seller's proceeds, oldest first, in the order it was recorded; payouts are left out.
 * A page costs the same wherever it is.
 */
export async function readSellerEvents(
  sql: Sql,
  seller: SellerId,
  of: EventsOf,
  max: number,
): Promise<readonly MovedTogether[]> {
  const { postedAt, seen } = of.from
  const inOrder = 'order' in of
  const which = inOrder
    ? 'book_id = $5 and order_id = $6'
    : 'recorded_at < to_timestamp($5::float8 / 1000)'
  const { rows } = await sql.query<Row>({
    name: `seller-events ${inOrder ? 'of order' : 'in time'}`,
    text: `with e as (
        select recorded_at, book_id, version from posting
        where seller_id = $1 and kind <> 'disbursement'
          and recorded_at >= to_timestamp($2::float8 / 1000) and ${which}
        group by 1, 2, 3 order by 1, 2, 3 offset $3 limit $4)
      select e.book_id as book, e.version, e.recorded_at as "postedAt",
        encode(j.digest, 'hex') as id, p.kind, p.amount, p.line, p.order_id as "order",
        o.reference, l.sku, l.asin, l.price
      from e join journal j using (book_id, version)
      join lateral (
        select kind, line, n, order_id, ${PROCEEDS} as amount from posting
        where book_id = e.book_id and version = e.version and seller_id = $1
          and kind <> 'disbursement') as p on true
      left join orders o on o.buyer_id = e.book_id and o.id = p.order_id
      left join order_line l
        on l.buyer_id = e.book_id and l.order_id = p.order_id and l.line = p.line
      order by e.recorded_at, e.book_id, e.version, p.line, p.n`,
    values: [
      ...[seller, postedAt, seen, max],
      ...(inOrder ? [of.order.buyer, of.order.order] : [of.before]),
    ],
  })
  const together = Map.groupBy(rows, ({ book, version }) => `${book} ${version}`)
  return [...together.values()].map((all): MovedTogether => {
    const { id, postedAt: at, order, reference } = all[0] as Row
    const movements = all.map(({ kind, amount, line, sku, asin, price }) => ({
      ...{ kind, amount, line, sku, asin, price },
    }))
    return { id, postedAt: at, order, reference, movements }
  })
}
