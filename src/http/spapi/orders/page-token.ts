import type { OrderStatus } from '../../../rules/orders/order.ts'
import type { Instant } from '../../../rules/time/instant.ts'
import type { ToolOrdersAsk } from '../../../usecases/orders/tool-orders.ts'
import { fromToken, numbersOf, toToken } from '../next-token.ts'

/** What a list of orders is asked for, whichever API asks. */
export type ListAsk = Omit<ToolOrdersAsk, 'seller'>

/** The token of a list's next page: all that was asked, because programs send it alone. */
export function pageToken(ask: ListAsk, after: number): string {
  const { by, from, before, statuses, payment, limit } = ask
  return toToken({
    updated: by === 'updated' ? 1 : 0,
    from,
    before,
    after,
    limit,
    statuses,
    payment,
  })
}

const STATUSES: readonly OrderStatus[] = ['unshipped', 'partially_shipped', 'shipped', 'cancelled']

/** What a token goes on with; undefined for one that was never given out. */
export function askOfToken(token: string): ListAsk | undefined {
  const found = numbersOf(token, ['updated', 'from', 'before', 'after', 'limit'])
  if (!found) return undefined
  const { updated, from, before, after, limit } = found
  const { statuses, payment } = fromToken(token) ?? {}
  return {
    by: updated === 1 ? 'updated' : 'placed',
    ...{ from: from as Instant, before: before as Instant, after },
    ...(Array.isArray(statuses)
      ? { statuses: STATUSES.filter((status) => statuses.includes(status)) }
      : {}),
    ...(payment === 'cod' || payment === 'prepaid' ? { payment } : {}),
    limit: Math.min(Math.max(limit, 1), 100),
  }
}
