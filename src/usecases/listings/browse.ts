import { texts } from '../../ledger/arrays.ts'
import { isRefusal, type Refusal } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { readerOf } from './author.ts'
import { Parameters } from './filter.ts'
import { LISTING_COLUMNS } from './listing.ts'
import { type ListedListing, type ListedRow, listed } from './search.ts'

/** Which of a seller's listings, in which order; every field named must hold. */
export interface ListingBrowse {
  readonly seller: string
  readonly skus?: readonly string[]
  readonly asins?: readonly string[]
  readonly createdAfter?: Instant
  readonly createdBefore?: Instant
  readonly updatedAfter?: Instant
  readonly updatedBefore?: Instant
  /** Whether it can be bought: active and in stock. */
  readonly buyable?: boolean
  readonly active?: boolean
  readonly pointsReset?: boolean
  readonly by: 'sku' | 'created' | 'updated'
  readonly descending: boolean
  readonly limit: number
  /** Where the page before ended: the value it is sorted by, and the SKU. */
  readonly after?: readonly [value: string | number, sku: string]
}

export interface BrowsedListing extends ListedListing {
  readonly productType: string | null
}

export interface BrowsedPage {
  readonly refused?: never
  readonly listings: readonly BrowsedListing[]
  /** How many fit in all. */
  readonly total: number
  readonly next: readonly [value: string | number, sku: string] | null
}

const ORDER = { sku: 'l.sku', created: 'l.created_at', updated: 'l.updated_at' } as const

/**
 * A page of a seller's listings by SKU or by when they were made or changed. No index is by time,
 * so that an update of a price touches none: each page reads all of the seller's listings that fit.
 * Refusal: `seller_not_found`.
 */
export async function browseListings(
  engine: Engine,
  ask: ListingBrowse,
): Promise<Refusal | BrowsedPage> {
  const reader = await readerOf(engine, ask.seller)
  if (isRefusal(reader)) return reader
  const parameters = new Parameters()
  const fit = conditions(reader.seller.id, ask, parameters).join(' and ')
  const counting = engine.pool.query<{ total: number }>(
    `select count(*) as total from listing l where ${fit}`,
    [...parameters.values],
  )
  const { by, descending, limit } = ask
  const direction = descending ? 'desc' : 'asc'
  const order = `order by ${ORDER[by]} ${direction}, l.sku ${direction}`
  // The page first, then its products: not the products of all that fit.
  const reading = engine.pool.query<ListedRow & { product_type: string | null }>(
    `select ${LISTING_COLUMNS}, p.title_ja, p.title_en, p.image, p.product_type
      from (select * from listing l
        where ${[fit, ...startOf(ask, parameters)].join(' and ')} ${order} limit ${limit + 1}) as l
      left join product p on p.asin = l.asin ${order}`,
    parameters.values,
  )
  const [{ rows: counted }, { rows }] = await Promise.all([counting, reading])
  const listings = rows
    .slice(0, limit)
    .map((row) => ({ ...listed(row, reader), productType: row.product_type }))
  const last = rows.length > limit ? listings.at(-1) : undefined
  return { listings, total: counted[0]?.total ?? 0, next: last ? placeOf(last, by) : null }
}

const placeOf = (listing: ListedListing, by: ListingBrowse['by']) =>
  [
    by === 'sku' ? listing.sku : by === 'created' ? listing.createdAt : listing.updatedAt,
    listing.sku,
  ] as const

function startOf({ after, by, descending }: ListingBrowse, parameters: Parameters): string[] {
  if (!after) return []
  const [value, sku] = after.map((part) => parameters.add(part))
  const at = by === 'sku' ? value : `to_timestamp(${value}::float8 / 1000)`
  return [`(${ORDER[by]}, l.sku) ${descending ? '<' : '>'} (${at}, ${sku})`]
}

function conditions(seller: number, ask: ListingBrowse, parameters: Parameters): string[] {
  const moment = (at: Instant) => `to_timestamp(${parameters.add(at)}::float8 / 1000)`
  const { skus, asins, createdAfter, createdBefore, updatedAfter, updatedBefore } = ask
  const { buyable, active, pointsReset } = ask
  const list = (values: readonly string[]) => `any(${parameters.add(texts(values))}::text[])`
  const not = (wanted: boolean) => (wanted ? '' : 'not ')
  return [
    `l.seller_id = ${parameters.add(seller)}`,
    ...(skus ? [`l.sku = ${list(skus)}`] : []),
    ...(asins ? [`l.asin = ${list(asins)}`] : []),
    ...(createdAfter === undefined ? [] : [`l.created_at >= ${moment(createdAfter)}`]),
    ...(createdBefore === undefined ? [] : [`l.created_at <= ${moment(createdBefore)}`]),
    ...(updatedAfter === undefined ? [] : [`l.updated_at >= ${moment(updatedAfter)}`]),
    ...(updatedBefore === undefined ? [] : [`l.updated_at <= ${moment(updatedBefore)}`]),
    ...(buyable === undefined
      ? []
      : [`${not(buyable)}(l.status = 'active' and coalesce(l.stock, 1) > 0)`]),
    ...(active === undefined ? [] : [`${not(active)}(l.status = 'active')`]),
    ...(pointsReset ? ['l.points_reset_at is not null'] : []),
  ]
}
