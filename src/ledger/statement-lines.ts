import type { Pool } from '../database/connect.ts'
import { stream } from '../database/pages.ts'
import type { PostingKind } from '../rules/book/posting.ts'
import type { Instant } from '../rules/time/instant.ts'
import { IN_PERIOD, PROCEEDS, type Statement } from './statements.ts'

/** One movement of a statement, with the order item it is about. */
export interface StatementMovement {
  /** Null for a movement about no order. */
  readonly order: string | null
  readonly orderId: number | null
  readonly line: number | null
  readonly sku: string | null
  /** Yen per unit, as sold. */
  readonly price: number | null
  readonly kind: PostingKind
  /** Signed yen: what the seller got is positive. */
  readonly amount: number
  readonly at: Instant
  /** Movements of an order with the same number happened together. */
  readonly event: number
}

/**
 * The movements that a statement sums up, item by item and in the order they happened. They are
 * the postings themselves, which never change, so a statement needs no copy of them. A closed
 * period gives the same for ever.
 */
export function statementMovements(
  pool: Pool,
  { seller, start, end }: Pick<Statement, 'seller' | 'start' | 'end'>,
): AsyncGenerator<readonly StatementMovement[]> {
  const text = `
    select o.reference as order, p.order_id as "orderId", p.line, l.sku, l.price, p.kind, p.amount,
      p.at, p.version as event
    from (
      select book_id, order_id, line, version, n, kind, ${PROCEEDS} as amount, event_at as at
      from posting where seller_id = $1 and ${IN_PERIOD('$2', '$3')}
    ) as p
    left join orders o on o.buyer_id = p.book_id and o.id = p.order_id
    left join order_line l
      on l.buyer_id = p.book_id and l.order_id = p.order_id and l.line = p.line
    order by p.order_id, p.line, p.version, p.n`
  return stream<StatementMovement>(pool, { text, values: [seller, start, end] })
}
