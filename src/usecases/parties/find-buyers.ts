import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'

export interface KnownBuyer {
  readonly buyer: string
  readonly name: string | null
  readonly createdAt: Instant
}

const BUYER = 'select reference as buyer, name, created_at as "createdAt" from buyer'

/** One buyer. Refusal: `buyer_not_found`. */
export async function findBuyer(engine: Engine, reference: string): Promise<Refusal | KnownBuyer> {
  const { rows } = await engine.pool.query<KnownBuyer>(`${BUYER} where reference = $1`, [reference])
  return rows[0] ?? refuse('buyer_not_found')
}

/**
 * Buyers by reference, from after `after`; with a query those whose reference begins so, or whose
 * name contains it.
 */
export async function listBuyers(
  engine: Engine,
  ask: { readonly after?: string; readonly query?: string; readonly limit: number },
): Promise<KnownBuyer[]> {
  const { rows } = await engine.pool.query<KnownBuyer>(
    `${BUYER} where ($1::text is null or reference > $1)
        and ($2::text is null or starts_with(reference, $2)
          or position(lower($2) in lower(name)) > 0) order by reference limit $3`,
    [ask.after ?? null, ask.query ?? null, ask.limit],
  )
  return rows
}
