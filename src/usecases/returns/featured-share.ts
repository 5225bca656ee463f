import type { Sql } from '../../database/connect.ts'
import { texts } from '../../ledger/arrays.ts'
import { WHOLE_BPS } from '../../rules/money/ratio.ts'
import { conditionGroup } from '../../rules/offers/offer.ts'
import { effectivePoints } from '../../rules/offers/points.ts'
import { STOCK_MAX } from '../../rules/offers/update.ts'
import { policyAt, type Timeline } from '../../rules/policy/timeline.ts'
import { type Contender, rankOffers } from '../../rules/pricing/featured.ts'
import type { Instant } from '../../rules/time/instant.ts'
import { type KnownRow, pointsOfColumns } from '../listings/listing.ts'
import { type SellerRow, sellerFacts } from '../sellers/account.ts'
import type { Stretch } from './sales.ts'

/** One state of an offer, from a moment on. */
type StateRow = Pick<
  KnownRow,
  | 'seller_id'
  | 'sku'
  | 'asin'
  | 'condition'
  | 'price'
  | 'shipping'
  | 'stock'
  | 'status'
  | 'points_bps'
  | 'points_amount'
  | 'points_of_price'
> &
  Pick<
    SellerRow,
    'plan' | 'standing' | 'agreement_version' | 'default_points_bps' | 'marketplace'
  > & {
    readonly listing: number
    readonly at: Instant
    readonly created_at: Instant
  }

/** Every state that the offers on some products have had, oldest first. */
export type OfferStates = ReadonlyMap<string, readonly StateRow[]>

/** Reads the history of all offers on some products, each from its beginning. */
export async function readOfferStates(sql: Sql, asins: readonly string[]): Promise<OfferStates> {
  const { rows } = await sql.query<StateRow>(
    `select h.listing_id as listing, h.event_at as at, l.seller_id, l.sku, l.asin, l.condition,
        l.created_at, h.price, h.shipping, h.points_bps, h.points_amount, h.points_of_price,
        h.stock, h.status, s.plan, s.standing, s.agreement_version, s.default_points_bps,
        s.marketplace
      from listing l
        join listing_history h on h.listing_id = l.id join seller s on s.id = l.seller_id
      where l.asin = any($1::text[]) order by h.event_at, h.listing_id, h.version`,
    [texts(asins)],
  )
  return Map.groupBy(rows, ({ asin }) => asin)
}

/**
 * The share of a stretch of time in which an offer was the featured one of its product, in basis
 * points: every change of any offer on it is ranked again, by the rules of that moment.
 *
 * What sales did to stock between two changes is not known here, and accounts count as they stand
 * now ‡. Null where the offer did not exist.
 */
export function featuredShare(
  states: readonly StateRow[],
  ours: { readonly seller: number; readonly sku: string },
  { from, to }: Stretch,
  timeline: Timeline,
): number | null {
  const isOurs = (one: { readonly seller: number; readonly sku: string }) =>
    one.seller === ours.seller && one.sku === ours.sku
  const present = new Map<number, StateRow>()
  let at = from
  let featured = 0
  let known = 0
  const passTo = (moment: Instant) => {
    if (moment <= at) return
    const own = [...present.values()].find((row) => isOurs({ ...row, seller: row.seller_id }))
    if (own) {
      known += moment - at
      const group = conditionGroup(own.condition)
      const rivals = [...present.values()].filter((row) => conditionGroup(row.condition) === group)
      const policy = policyAt(timeline, at)
      const contenders = rivals.map((row) => contenderOf(row, policy))
      const winner = rankOffers(contenders, policy).featured
      if (winner && isOurs(winner)) featured += moment - at
    }
    at = moment
  }
  for (const row of states) {
    if (row.at >= to) break
    passTo(row.at)
    present.set(row.listing, row)
  }
  passTo(to)
  return known === 0 ? null : Math.round((featured / known) * WHOLE_BPS)
}

function contenderOf(row: StateRow, policy: ReturnType<typeof policyAt>): Contender {
  const { price, shipping, status, standing } = row
  const setting = pointsOfColumns(row)
  const offer = { price, points: setting, marketplace: row.marketplace }
  return {
    ...{ seller: row.seller_id, sku: row.sku, status, standing, price, shipping },
    points: effectivePoints(offer, sellerFacts(row), policy).points,
    stock: row.stock ?? STOCK_MAX,
    listedAt: row.created_at,
  }
}
