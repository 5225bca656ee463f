import { isRefusal, type Refusal } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import { readerOf } from './author.ts'
import { carriesPoints, conditionsOf, type ListingFilter, Parameters } from './filter.ts'

/** How many of a seller's listings fit a filter, and how many of those are what. */
export interface ListingCounts {
  readonly total: number
  readonly active: number
  readonly inactive: number
  /** Counted stock of 0. */
  readonly soldOut: number
  /** Counted stock of 1 to 5. */
  readonly lowStock: number
  /** Carry points, of their own or by the account default. */
  readonly withPoints: number
  /** Points were reset and not set again. */
  readonly pointsReset: number
}

/** Counts a seller's listings in one reading. Refusal: `seller_not_found`. */
export async function countListings(
  engine: Engine,
  ask: ListingFilter & { readonly seller: string },
): Promise<Refusal | ListingCounts> {
  const author = await readerOf(engine, ask.seller)
  if (isRefusal(author)) return author
  const parameters = new Parameters()
  const { all } = await conditionsOf(engine.pool, ask, author, parameters)
  const { rows } = await engine.pool.query<ListingCounts>(
    `select count(*) as total, count(*) filter (where l.status = 'active') as active,
        count(*) filter (where l.status = 'inactive') as inactive,
        count(*) filter (where l.stock = 0) as "soldOut",
        count(*) filter (where l.stock between 1 and 5) as "lowStock",
        count(*) filter (where ${carriesPoints(author)}) as "withPoints",
        count(l.points_reset_at) as "pointsReset"
      from listing l where ${all.join(' and ')}`,
    parameters.values,
  )
  return rows[0] as ListingCounts
}
