import type { Points } from '../../rules/money/amount.ts'
import { effectivePoints, type ShownPoints, shownPoints } from '../../rules/offers/points.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import { readerOf } from './author.ts'
import type { Author } from './decide.ts'
import { conditionsOf, type ListingFilter, Parameters } from './filter.ts'
import { LISTING_COLUMNS, type Listing, type ListingRow, listingOf } from './listing.ts'

/** What a list of listings can be in the order of; equal prices are in the order of SKUs. */
export const LISTING_SORTS = ['sku', 'price'] as const
export type ListingSort = (typeof LISTING_SORTS)[number]

/** The last listing of a page: the next page begins after it. */
export interface ListingCursor {
  readonly sku: string
  readonly price: number
}

export interface ListingSearch extends ListingFilter {
  readonly seller: string
  /** `next` of the page before. */
  readonly cursor?: ListingCursor
  /** `sku` unless named. */
  readonly sort?: ListingSort
  /** From the last to the first. */
  readonly descending?: boolean
  /** 1–500; 50 unless named. */
  readonly limit?: number
}

/** A listing with what a list shows of it. */
export interface ListedListing extends Listing {
  readonly titleJa: string | null
  readonly titleEn: string | null
  readonly image: string | null
  /** The product's, which the fee goes by. */
  readonly category: string | null
  readonly effectivePoints: Points
  /** The points with their percentage; null without points. */
  readonly shown: ShownPoints | null
  readonly pointsFrom: 'sku' | 'account_default' | 'none'
}

export interface ListingPage {
  readonly listings: readonly ListedListing[]
  /** Where the next page starts; null after the last. */
  readonly next: ListingCursor | null
}

export type ListedRow = ListingRow & {
  readonly title_ja: string | null
  readonly title_en: string | null
  readonly image: string | null
  readonly category: string | null
}

/** A seller's listings in an order, a page at a time. Refusal: `seller_not_found`. */
export async function searchListings(
  engine: Engine,
  ask: ListingSearch,
): Promise<Refusal | ListingPage> {
  const reader = await readerOf(engine, ask.seller)
  if (isRefusal(reader)) return reader
  const limit = Math.min(Math.max(ask.limit ?? 50, 1), 500)
  const rows = await findRows(engine, reader, ask, limit + 1)
  const more = rows.length > limit
  const listings = (more ? rows.slice(0, limit) : rows).map((row) => listed(row, reader))
  const last = more ? listings.at(-1) : undefined
  return { listings, next: last ? { sku: last.sku, price: last.price } : null }
}

/** Listings that are looked at one after another before the search gives up walking. */
const WALK = 10_000

/**
 * The next rows in their order. What many listings fit is found by walking from the cursor; what
 * few do, by reading all that can fit and sorting them. Which of the two it is, a search by words
 * knows; else it shows in the first steps, better than in statistics.
 */
async function findRows(
  engine: Engine,
  reader: Author,
  ask: ListingSearch,
  wanted: number,
): Promise<readonly ListedRow[]> {
  const parameters = new Parameters()
  const { all, prices, areFew } = await conditionsOf(engine.pool, ask, reader, parameters)
  const { order, beyond } = orderOf(ask, parameters)
  // What the walk goes by: whose they are, where it begins, and where prices in order begin and end.
  const walked = [...all.slice(0, 1), ...(ask.sort === 'price' ? prices : []), ...beyond]
  const fitting = all.filter((condition) => !walked.includes(condition))
  const fit = fitting.length === 0 ? '' : `where ${fitting.join(' and ')}`
  const read = async (source: string): Promise<readonly ListedRow[]> => {
    const { rows } = await engine.pool.query<ListedRow>(
      `select ${LISTING_COLUMNS}, p.title_ja, p.title_en, p.image, p.category
        from (select * from (${source}) as l ${fit} ${order} limit ${wanted}) as l
        left join product p on p.asin = l.asin ${order}`,
      parameters.values,
    )
    return rows
  }
  const start = `select * from listing l where ${walked.join(' and ')}`
  if (!areFew) {
    const near = await read(`${start} ${order} limit ${fit === '' ? wanted : WALK}`)
    if (fit === '' || near.length === wanted) return near
  }
  // The offset keeps the planner from walking after all.
  return read(`${[start, ...fitting].join(' and ')} offset 0`)
}

/** The order of a list, and the condition for what lies beyond its cursor; '' at the beginning. */
function orderOf({ sort = 'sku', descending, cursor }: ListingSearch, parameters: Parameters) {
  const [way, than] = descending ? ['desc', '<'] : ['asc', '>']
  const columns = sort === 'price' ? ['l.price', 'l.sku'] : ['l.sku']
  const order = `order by ${columns.map((column) => `${column} ${way}`).join(', ')}`
  if (!cursor) return { order, beyond: [] }
  const values = sort === 'price' ? [cursor.price, cursor.sku] : [cursor.sku]
  const places = values.map((value) => parameters.add(value))
  return { order, beyond: [`(${columns.join(', ')}) ${than} (${places.join(', ')})`] }
}

/** One listing. Refusals: `seller_not_found`, `listing_not_found`. */
export async function findListing(
  engine: Engine,
  ask: { readonly seller: string; readonly sku: string },
): Promise<Refusal | ListedListing> {
  const author = await readerOf(engine, ask.seller)
  if (isRefusal(author)) return author
  const { rows } = await engine.pool.query<ListedRow>({
    name: 'find-listing',
    text: `select ${LISTING_COLUMNS}, p.title_ja, p.title_en, p.image, p.category
      from listing l left join product p on p.asin = l.asin where l.seller_id = $1 and l.sku = $2`,
    values: [author.seller.id, ask.sku],
  })
  return rows[0] ? listed(rows[0], author) : refuse('listing_not_found', { sku: ask.sku })
}

export function listed(row: ListedRow, { seller, policy }: Author): ListedListing {
  const listing = listingOf(row)
  const offer = { ...listing, marketplace: seller.marketplace }
  const { points, from } = effectivePoints(offer, seller.facts, policy)
  return {
    ...listing,
    titleJa: row.title_ja,
    titleEn: row.title_en,
    image: row.image,
    category: row.category,
    effectivePoints: points,
    shown: points > 0 ? shownPoints(points, listing.price, policy.terms.rounding) : null,
    pointsFrom: from,
  }
}
