import type { Sql } from '../../database/connect.ts'
import type { Points, Yen } from '../../rules/money/amount.ts'
import { type Condition, type ConditionGroup, conditionGroup } from '../../rules/offers/offer.ts'
import { effectivePoints, type ShownPoints, shownPoints } from '../../rules/offers/points.ts'
import { STOCK_MAX } from '../../rules/offers/update.ts'
import { policyAt } from '../../rules/policy/timeline.ts'
import {
  type Contender,
  type Ranking,
  rankOffers,
  type Standpoint,
} from '../../rules/pricing/featured.ts'
import type { Engine } from '../engine.ts'
import { LISTING_COLUMNS, type ListingRow, listingOf } from '../listings/listing.ts'
import { type SellerRow, sellerFacts } from '../sellers/account.ts'

/** One seller's offer on a product, with what it needs to be compared and shown. */
export interface ProductOffer extends Contender {
  readonly listing: number
  readonly version: number
  /** The operator's own id of the seller. */
  readonly sellerReference: string
  readonly sellerName: string
  readonly condition: Condition
  readonly price: Yen
  readonly shipping: Yen
  readonly points: Points
  /** The points under the price, with their percentage; null without points. */
  readonly shown: ShownPoints | null
  readonly pointsFrom: 'sku' | 'account_default' | 'none'
  /** Whether the stock is counted at all; `stock` is then the units left. */
  readonly counted: boolean
}

export interface ProductOffers {
  readonly asin: string
  readonly policyVersion: number
  /** By condition group, in the order in which buyers compare. Groups without offers are left out. */
  readonly groups: readonly (Ranking<ProductOffer> & { readonly condition: ConditionGroup })[]
}

export type RankedOffer = Standpoint<ProductOffer>

const GROUPS: readonly ConditionGroup[] = ['new', 'refurbished', 'used', 'collectible']

type OfferRow = ListingRow &
  Pick<
    SellerRow,
    'plan' | 'standing' | 'agreement_version' | 'default_points_bps' | 'marketplace'
  > & {
    readonly reference: string
    readonly name: string
    readonly newest: number | null
  }

/**
 * All offers on a product, ranked with landed price, the featured offer of each group of
 * conditions, and why each of the others is not it. Empty for a product nobody offers.
 */
export async function productOffers(engine: Engine, asin: string): Promise<ProductOffers> {
  const { rows } = await engine.pool.query<OfferRow>({
    name: 'product-offers',
    text: `select ${LISTING_COLUMNS}, s.reference, s.name, s.plan, s.standing, s.marketplace,
        s.agreement_version, s.default_points_bps, (select max(version) from policy) as newest
      from listing l join seller s on s.id = l.seller_id where l.asin = $1`,
    values: [asin],
  })
  const policy = await policyFor(engine, engine.pool, rows[0]?.newest ?? null)
  const offers = Map.groupBy(rows.map(offerOf), (offer) => conditionGroup(offer.condition))
  const groups = GROUPS.flatMap((condition) => {
    const members = offers.get(condition)
    return members ? [{ condition, ...rankOffers(members, policy) }] : []
  })
  return { asin, policyVersion: policy.version, groups }

  function offerOf(row: OfferRow): ProductOffer {
    const listing = listingOf(row)
    const { points, from } = effectivePoints(
      { ...listing, marketplace: row.marketplace },
      sellerFacts(row),
      policy,
    )
    return {
      listing: listing.id,
      version: listing.version,
      seller: listing.seller,
      sellerReference: row.reference,
      sellerName: row.name,
      sku: listing.sku,
      condition: listing.condition,
      price: listing.price,
      shipping: listing.shipping,
      points,
      shown: points > 0 ? shownPoints(points, listing.price, policy.terms.rounding) : null,
      pointsFrom: from,
      status: listing.status,
      stock: listing.stock ?? STOCK_MAX,
      counted: listing.stock !== null,
      standing: row.standing,
      listedAt: listing.createdAt,
    }
  }
}

const policyFor = async (engine: Engine, sql: Sql, newest: number | null) =>
  policyAt(await engine.timelineOf(sql, newest), engine.clock.now())
