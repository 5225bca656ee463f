import type { SellerId } from '../../rules/ids.ts'
import type { Points, Yen } from '../../rules/money/amount.ts'
import type { BasisPoints } from '../../rules/money/ratio.ts'
import type { Condition, Offer, OfferStatus, PointsSetting } from '../../rules/offers/offer.ts'
import { STOCK_MAX } from '../../rules/offers/update.ts'
import type { Instant } from '../../rules/time/instant.ts'

/** What a change of a listing can change, and its history keeps. */
export interface ListingState {
  readonly price: Yen
  readonly shipping: Yen
  /** null: the account default, where the policy has one. */
  readonly points: PointsSetting | null
  /** Units left to sell; null: not counted. */
  readonly stock: number | null
  readonly status: OfferStatus
}

/** A seller's SKU: its offer on a product, as far as a change of it needs to know. */
export interface KnownListing extends ListingState {
  readonly id: number
  readonly seller: SellerId
  readonly sku: string
  readonly asin: string
  readonly condition: Condition
  /** Changes so far; a sale is none. */
  readonly version: number
  /** Set while points that a price-only update took have not been set again. */
  readonly pointsReset: { readonly at: Instant; readonly by: string } | null
}

/** A seller's SKU, and since when. */
export interface Listing extends KnownListing {
  readonly createdAt: Instant
  readonly updatedAt: Instant
}

export interface PointsColumns {
  readonly points_bps: BasisPoints | null
  readonly points_amount: Points | null
  readonly points_of_price: Yen | null
}

export interface KnownRow extends PointsColumns {
  readonly id: number
  readonly seller_id: SellerId
  readonly sku: string
  readonly asin: string
  readonly condition: Condition
  readonly status: OfferStatus
  readonly price: Yen
  readonly shipping: Yen
  readonly stock: number | null
  readonly version: number
  readonly points_reset_at: Instant | null
  readonly points_reset_by: string | null
}

export interface ListingRow extends KnownRow {
  readonly created_at: Instant
  readonly updated_at: Instant
}

/** The columns of a `KnownRow`, of the table called `l`. */
export const KNOWN_COLUMNS = [
  ...['id', 'seller_id', 'sku', 'asin', 'condition', 'status', 'price', 'shipping', 'points_bps'],
  ...['points_amount', 'points_of_price', 'stock', 'version', 'points_reset_at', 'points_reset_by'],
]
  .map((column) => `l.${column}`)
  .join(', ')

/** The columns of a `ListingRow`, of the table called `l`. */
export const LISTING_COLUMNS = `${KNOWN_COLUMNS}, l.created_at, l.updated_at`

export function pointsOfColumns(row: PointsColumns): PointsSetting | null {
  const { points_bps: bps, points_amount: points, points_of_price: ofPrice } = row
  if (bps !== null) return { by: 'percentage', bps }
  return points !== null && ofPrice !== null ? { by: 'amount', points, ofPrice } : null
}

export function columnsOfPoints(setting: PointsSetting | null): PointsColumns {
  const percentage = setting?.by === 'percentage' ? setting : null
  const amount = setting?.by === 'amount' ? setting : null
  return {
    points_bps: percentage?.bps ?? null,
    points_amount: amount?.points ?? null,
    points_of_price: amount?.ofPrice ?? null,
  }
}

export const knownOf = (row: KnownRow): KnownListing => ({
  id: row.id,
  seller: row.seller_id,
  sku: row.sku,
  asin: row.asin,
  condition: row.condition,
  status: row.status,
  price: row.price,
  shipping: row.shipping,
  points: pointsOfColumns(row),
  stock: row.stock,
  version: row.version,
  pointsReset:
    row.points_reset_at === null || row.points_reset_by === null
      ? null
      : { at: row.points_reset_at, by: row.points_reset_by },
})

export const listingOf = (row: ListingRow): Listing => ({
  ...knownOf(row),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

/** A listing as the rules see it. Stock that is not counted never runs out. */
export const offerOf = (
  listing: ListingState & Pick<KnownListing, 'seller' | 'sku' | 'asin' | 'condition'>,
  marketplace: string,
): Offer => ({
  seller: listing.seller,
  sku: listing.sku,
  asin: listing.asin,
  marketplace,
  condition: listing.condition,
  price: listing.price,
  shipping: listing.shipping,
  points: listing.points,
  stock: listing.stock ?? STOCK_MAX,
  status: listing.status,
})
