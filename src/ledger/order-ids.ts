import type { Sql } from '../database/connect.ts'
import type { OrderId } from '../rules/ids.ts'

const BLOCK = 1_000

/**
 * Hands out order ids, a block of a thousand at a time, so that an order has its id before its
 * transaction begins. Ids left in a block when the process ends are never used.
 */
export function orderIds(sql: Sql): () => Promise<OrderId> {
  let next = 0
  let end = 0
  let refill: Promise<void> | undefined
  return async () => {
    while (next === end) {
      refill ??= sql
        .query<{ block: number }>(`select nextval('order_block') as block`)
        .then(({ rows }) => {
          next = (rows[0]?.block ?? 0) * BLOCK
          end = next + BLOCK
        })
        .finally(() => {
          refill = undefined
        })
      await refill
    }
    return next++ as OrderId
  }
}
