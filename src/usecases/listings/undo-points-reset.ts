import type { Accepted } from '../../ledger/command.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once, type Work } from '../once.ts'
import { lockListings } from './apply.ts'
import { type Authorship, authorOf } from './author.ts'
import { type ChangedListing, changeOne } from './change.ts'
import { pointsOfColumns } from './listing.ts'

export interface UndoResetAsk extends Authorship {
  readonly sku: string
  /** The version its author saw. */
  readonly version?: number
}

/**
 * Sets the points again that the last price-only update took; the price stays as it is now, and
 * points follow it by their old ratio.
 * Refusals, in order: `seller_not_found`, `listing_not_found`, `nothing_to_undo`, then those of
 * `decideListing`.
 */
export const undoPointsReset = (
  engine: Engine,
  intent: Intent,
  ask: UndoResetAsk,
): Promise<Refusal | Accepted<ChangedListing>> =>
  once(engine, intent, 'listing.points_reset_undone', ask, async (work) => {
    const { sku, version } = ask
    const author = await authorOf(engine, work, ask)
    if (isRefusal(author)) return author
    const listing = (await lockListings(work.sql, author.seller.id, [sku])).get(sku)
    if (!listing) return refuse('listing_not_found', { sku })
    const points = listing.pointsReset && (await pointsBeforeReset(work, listing.id))
    if (!points) return refuse('nothing_to_undo', { sku })
    const change = { sku, points, ...(version === undefined ? {} : { version }) }
    return changeOne(work, author, change, 'points_reset_undone')
  })

async function pointsBeforeReset({ sql }: Work, listing: number) {
  const { rows } = await sql.query({
    name: 'points-before-reset',
    text: `select points_bps_before as points_bps, points_amount_before as points_amount,
        points_of_price_before as points_of_price
      from listing_history where listing_id = $1 and reason = 'points_reset'
      order by version desc limit 1`,
    values: [listing],
  })
  return rows[0] && pointsOfColumns(rows[0])
}
