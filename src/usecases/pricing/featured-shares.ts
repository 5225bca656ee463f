import { texts } from '../../ledger/arrays.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'

export interface SharesAsk {
  readonly seller: string
  readonly from: Instant
  readonly to: Instant
  /** Only these SKUs; absent, all that were featured at some time. */
  readonly skus?: readonly string[]
}

/** How long a SKU was the featured offer on its product and group of conditions. */
export interface FeaturedShare {
  readonly sku: string
  readonly asin: string
  /** Milliseconds of the span during which it was featured. */
  readonly featured: number
  /** `to` − `from`; the share is their ratio. */
  readonly span: number
}

/**
 * The shares of a seller's SKUs in being featured, of time, by SKU; those that never were are left
 * out. Refusal: `seller_not_found`.
 */
export async function featuredShares(
  engine: Engine,
  { seller, from, to, skus }: SharesAsk,
): Promise<Refusal | readonly FeaturedShare[]> {
  const id = await engine.directory.seller(seller)
  if (id === undefined) return refuse('seller_not_found')
  const { rows } = await engine.pool.query<Omit<FeaturedShare, 'span'>>({
    name: 'featured-shares',
    text: SHARES,
    values: [id, from, to, skus ? texts(skus) : null],
  })
  return rows.map((row) => ({ ...row, span: to - from }))
}

/** A listing that won is featured until the next change of the same group. */
const SHARES = `
  with span as (
    select to_timestamp($2::float8 / 1000) as since, to_timestamp($3::float8 / 1000) as til)
  select l.sku, l.asin, sum(round(1000 * extract(epoch from
      least(coalesce(next.event_at, til), til) - greatest(f.event_at, since))))::bigint as featured
  from featured_change f cross join span join listing l on l.id = f.won_listing
    left join lateral (select event_at from featured_change
      where asin = f.asin and marketplace = f.marketplace and condition = f.condition
        and n > f.n
      order by n limit 1) as next on true
  where f.won_seller = $1 and f.event_at < til and coalesce(next.event_at, til) > since
    and ($4::text[] is null or l.sku = any($4))
  group by l.sku, l.asin order by l.sku`
