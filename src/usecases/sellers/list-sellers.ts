import type { Standing } from '../../rules/offers/offer.ts'
import type { Plan } from '../../rules/policy/policy.ts'
import type { Engine } from '../engine.ts'
import { type Seller, type SellerRow, sellerOf } from './account.ts'
import type { ServiceProvider } from './providers.ts'

export interface SellerList {
  /** The last reference already seen. */
  readonly after?: string
  /** How the reference begins, or what the name contains. */
  readonly query?: string
  readonly plan?: Plan
  readonly standing?: Standing
  readonly limit: number
}

/** Sellers by reference. */
export async function listSellers(engine: Engine, ask: SellerList): Promise<Seller[]> {
  const { after, query, plan, standing, limit } = ask
  const { rows } = await engine.pool.query<SellerRow>(
    `select * from seller
      where ($1::text is null or reference > $1) and ($3::text is null or plan = $3)
        and ($4::text is null or standing = $4)
        and ($2::text is null or starts_with(reference, $2)
          or position(lower($2) in lower(name)) > 0)
      order by reference limit $5`,
    [after ?? null, query ?? null, plan ?? null, standing ?? null, limit],
  )
  return rows.map(sellerOf)
}

/** Service providers by reference, from after `after`. */
export async function listProviders(
  engine: Engine,
  after: string | undefined,
  limit: number,
): Promise<ServiceProvider[]> {
  const { rows } = await engine.pool.query<ServiceProvider>(
    `select reference, name, supports_points as "supportsPoints" from service_provider
      where $1::text is null or reference > $1 order by reference limit $2`,
    [after ?? null, limit],
  )
  return rows
}
