import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import type { Behalf } from '../orders/behalf.ts'

/** What a buyer asked for, and what came of it. */
export interface Claim {
  readonly id: number
  readonly order: string
  readonly buyer: string
  /** The lines it is about that are the asker's to see. */
  readonly lines: readonly number[]
  readonly reason: string
  readonly askedAt: Instant
  readonly decidedBy: string | null
  readonly decidedAt: Instant | null
  readonly granted: boolean | null
  readonly answer: string | null
}

export interface ClaimsAsk extends Behalf {
  readonly waiting: boolean
  /** Only claims older than this one; the newest when absent. */
  readonly before?: number
  readonly limit: number
}

/** Claims of a buyer, on a seller's lines or of all, newest first. */
export async function listClaims({ pool }: Engine, ask: ClaimsAsk): Promise<readonly Claim[]> {
  const { rows } = await pool.query<Claim>({
    name: 'list-claims',
    text: `select c.id, o.reference as "order", b.reference as buyer, l.lines, c.reason,
        c.asked_at as "askedAt", c.decided_by as "decidedBy", c.decided_at as "decidedAt",
        c.granted, c.answer
      from claim c join buyer b on b.id = c.buyer_id
      join orders o on o.buyer_id = c.buyer_id and o.id = c.order_id
      cross join lateral (
        select array_agg(line::int order by line) as lines from order_line
        where buyer_id = c.buyer_id and order_id = c.order_id
          and (c.lines is null or line = any(c.lines))
          and ($4::bigint is null or seller_id = $4)) l
      where (c.decided_at is null) = $1 and c.id < $2 and l.lines is not null
        and ($3::bigint is null or c.buyer_id = $3)
      order by c.id desc limit $5`,
    values: [
      ...[ask.waiting, ask.before ?? Number.MAX_SAFE_INTEGER],
      ...[ask.buyer ?? null, ask.seller ?? null, ask.limit],
    ],
  })
  return rows
}
