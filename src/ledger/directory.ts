import type { Sql } from '../database/connect.ts'
import type { BuyerId, OrderId, SellerId } from '../rules/ids.ts'
import { gathered } from './gathered.ts'
import { Recent } from './recent.ts'

export interface OrderKey {
  readonly buyer: BuyerId
  readonly order: OrderId
}

/**
 * Finds our small ids behind the operator's own references. A reference never changes its
 * meaning, so what was found once is kept.
 */
export interface Directory {
  buyer(reference: string): Promise<BuyerId | undefined>
  seller(reference: string): Promise<SellerId | undefined>
  order(reference: string): Promise<OrderKey | undefined>
  /** Remembers an order that is in the books now, so that it is found without asking. */
  learn(reference: string, order: OrderKey): void
}

export function directory(sql: Sql): Directory {
  const orders = lookup<OrderKey>(
    sql,
    `select reference, json_build_object('buyer', buyer_id, 'order', id) as found from orders`,
  )
  return {
    buyer: lookup<BuyerId>(sql, 'select reference, id as found from buyer').find,
    seller: lookup<SellerId>(sql, 'select reference, id as found from seller').find,
    order: orders.find,
    learn: orders.keep,
  }
}

/** Entries kept per kind. */
const KEPT_MAX = 200_000

function lookup<Found extends {}>(sql: Sql, select: string) {
  const kept = new Recent<string, Found>(KEPT_MAX)
  const look = gathered<string, Found>(async (references) => {
    const { rows } = await sql.query<{ reference: string; found: Found }>(
      `${select} where reference = any($1)`,
      [references],
    )
    return new Map(rows.map((row) => [row.reference, row.found]))
  })
  const find = async (reference: string): Promise<Found | undefined> => {
    const known = kept.get(reference)
    if (known !== undefined) return known
    const found = await look(reference)
    if (found !== undefined) kept.set(reference, found)
    return found
  }
  return { find, keep: (reference: string, found: Found) => kept.set(reference, found) }
}
