import type { Sql } from '../../database/connect.ts'
import { texts } from '../../ledger/arrays.ts'
import type { Points, Yen } from '../../rules/money/amount.ts'
import {
  type Condition,
  type ConditionGroup,
  conditionGroup,
  type PointsSetting,
} from '../../rules/offers/offer.ts'
import { effectivePoints, type ShownPoints, shownPoints } from '../../rules/offers/points.ts'
import { STOCK_MAX } from '../../rules/offers/update.ts'
import type { Policy } from '../../rules/policy/policy.ts'
import { policyAt } from '../../rules/policy/timeline.ts'
import type { PricedOffer } from '../../rules/pricing/at-price.ts'
import { competitivePrice } from '../../rules/pricing/competitive.ts'
import { type Ranking, rankOffers, type Standpoint } from '../../rules/pricing/featured.ts'
import type { Engine } from '../engine.ts'
import { LISTING_COLUMNS, type ListingRow, listingOf } from '../listings/listing.ts'
import { type SellerRow, sellerFacts } from '../sellers/account.ts'

/** One seller's offer on a product, with what it needs to be compared and shown. */
export interface ProductOffer extends PricedOffer {
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
  /** What the points are computed by; null without points. */
  readonly setting: PointsSetting | null
  /** Whether the stock is counted at all; `stock` is then the units left. */
  readonly counted: boolean
}

/** The offers that buyers compare with each other, and the competitive price threshold. */
export interface OfferGroup extends Ranking<ProductOffer> {
  /** Where their sellers sell: nobody compares with offers on another marketplace. */
  readonly marketplace: string
  readonly condition: ConditionGroup
  readonly threshold: Yen | null
}

export interface ProductOffers {
  readonly asin: string
  /** The rules by which they are ranked and carry points. */
  readonly policy: Policy
  /**
   * By marketplace, those with points first, then by condition group, in the order in which buyers
   * compare. Groups without offers are left out.
   */
  readonly groups: readonly OfferGroup[]
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
    /** The product's reference price. */
    readonly worth: Yen | null
  }

/**
 * All offers on a product, ranked with landed price, the featured offer of each group of
 * conditions, and why each of the others is not it. Empty for a product nobody offers.
 */
export async function productOffers(engine: Engine, asin: string): Promise<ProductOffers> {
  const offers = await offersOn(engine, [asin])
  return offers.get(asin) as ProductOffers
}

/** The offers of several products, by ASIN, with one query. */
export async function offersOn(
  engine: Engine,
  asins: readonly string[],
  sql: Sql = engine.pool,
): Promise<ReadonlyMap<string, ProductOffers>> {
  const { rows } = await sql.query<OfferRow>({
    name: 'product-offers',
    text: `select ${LISTING_COLUMNS}, s.reference, s.name, s.plan, s.standing, s.marketplace,
        s.agreement_version, s.default_points_bps, r.price as worth,
        (select max(version) from policy) as newest
      from listing l join seller s on s.id = l.seller_id
        left join reference_price r on r.asin = l.asin where l.asin = any($1::text[])`,
    values: [texts(asins)],
  })
  const timeline = await engine.timelineOf(sql, rows[0]?.newest ?? null)
  const policy = policyAt(timeline, engine.clock.now())
  const byAsin = Map.groupBy(rows, (row) => row.asin)
  return new Map(
    asins.map((asin) => [asin, { asin, policy, groups: ranked(byAsin.get(asin) ?? [], policy) }]),
  )
}

function ranked(rows: readonly OfferRow[], policy: Policy): ProductOffers['groups'] {
  const threshold = competitivePrice(rows[0]?.worth ?? null, policy)
  const offers = Map.groupBy(
    rows.map((row) => offerOf(row, policy)),
    ({ marketplace, condition }) => `${marketplace} ${conditionGroup(condition)}`,
  )
  return marketplacesOf(rows, policy).flatMap((marketplace) =>
    GROUPS.flatMap((condition) => {
      const members = offers.get(`${marketplace} ${condition}`)
      if (!members) return []
      return [{ marketplace, condition, threshold, ...rankOffers(members, policy, threshold) }]
    }),
  )
}

function marketplacesOf(rows: readonly OfferRow[], policy: Policy): readonly string[] {
  const { marketplaces } = policy.terms
  const hasPoints = (one: string) => Number(marketplaces.includes(one))
  const all = [...new Set(rows.map(({ marketplace }) => marketplace))].sort()
  return all.sort((a, b) => hasPoints(b) - hasPoints(a))
}

/** What is offered on a marketplace alone. */
export const offeredOn = (offers: ProductOffers, marketplace: string): ProductOffers => {
  const groups = offers.groups.filter((group) => group.marketplace === marketplace)
  return { ...offers, groups }
}

function offerOf(row: OfferRow, policy: Policy): ProductOffer {
  const listing = listingOf(row)
  const { marketplace } = row
  const facts = sellerFacts(row)
  const { points, from, setting } = effectivePoints({ ...listing, marketplace }, facts, policy)
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
    setting,
    pointsSet: listing.points,
    marketplace,
    facts,
    status: listing.status,
    stock: listing.stock ?? STOCK_MAX,
    counted: listing.stock !== null,
    standing: row.standing,
    listedAt: listing.createdAt,
  }
}
