import type { Points, Yen } from '../../rules/money/amount.ts'
import type { OfferStatus, PointsSetting } from '../../rules/offers/offer.ts'
import type { UpdateSource } from '../../rules/offers/warnings.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { type ListingState, pointsOfColumns } from './listing.ts'
import type { ChangeReason } from './write.ts'

/** One change of a listing. */
export interface ListingChange {
  /** The version that it made. */
  readonly version: number
  readonly reason: ChangeReason
  /** A person, or a service provider's reference. */
  readonly by: string
  readonly source: UpdateSource
  readonly policyVersion: number
  readonly at: Instant
  /** null when it made the listing. Sales between two changes show as a difference in stock. */
  readonly before: ListingState | null
  readonly after: ListingState
}

export interface HistoryAsk {
  readonly seller: string
  readonly sku: string
  /** The oldest version already seen. */
  readonly before?: number
  /** 50 unless named. */
  readonly limit?: number
}

/** The changes of a listing, newest first. Refusals: `seller_not_found`, `listing_not_found`. */
export async function listingHistory(
  engine: Engine,
  ask: HistoryAsk,
): Promise<Refusal | readonly ListingChange[]> {
  const seller = await engine.directory.seller(ask.seller)
  if (seller === undefined) return refuse('seller_not_found')
  const listing = await engine.pool.query<{ id: number }>({
    name: 'listing-id',
    text: 'select id from listing where seller_id = $1 and sku = $2',
    values: [seller, ask.sku],
  })
  const id = listing.rows[0]?.id
  if (id === undefined) return refuse('listing_not_found', { sku: ask.sku })
  const { rows } = await engine.pool.query<HistoryRow>({
    name: 'listing-history',
    text: `select * from listing_history
      where listing_id = $1 and ($2::bigint is null or version < $2)
      order by version desc limit $3`,
    values: [id, ask.before ?? null, ask.limit ?? 50],
  })
  return rows.map(changeOf)
}

/** A row of `listing_history`. */
export interface HistoryRow {
  readonly version: number
  readonly changed_by: string
  readonly source: UpdateSource
  readonly reason: ChangeReason
  readonly policy_version: number
  readonly event_at: Instant
  readonly price: Yen
  readonly shipping: Yen
  readonly points_bps: number | null
  readonly points_amount: Points | null
  readonly points_of_price: Yen | null
  readonly stock: number | null
  readonly status: OfferStatus
  readonly price_before: Yen | null
  readonly shipping_before: Yen
  readonly points_bps_before: number | null
  readonly points_amount_before: Points | null
  readonly points_of_price_before: Yen | null
  readonly stock_before: number | null
  readonly status_before: OfferStatus
}

export const changeOf = (row: HistoryRow): ListingChange => ({
  version: row.version,
  reason: row.reason,
  by: row.changed_by,
  source: row.source,
  policyVersion: row.policy_version,
  at: row.event_at,
  before:
    row.price_before === null
      ? null
      : {
          price: row.price_before,
          shipping: row.shipping_before,
          points: pointsBefore(row),
          stock: row.stock_before,
          status: row.status_before,
        },
  after: {
    price: row.price,
    shipping: row.shipping,
    points: pointsOfColumns(row),
    stock: row.stock,
    status: row.status,
  },
})

const pointsBefore = (row: HistoryRow): PointsSetting | null =>
  pointsOfColumns({
    points_bps: row.points_bps_before,
    points_amount: row.points_amount_before,
    points_of_price: row.points_of_price_before,
  })
