import type { Accepted } from '../../ledger/command.ts'
import type { Points } from '../../rules/money/amount.ts'
import type { OfferWarning } from '../../rules/offers/warnings.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once, type Work } from '../once.ts'
import {
  applyToListings,
  decideListings,
  knownProducts,
  lockListings,
  readListings,
} from './apply.ts'
import { type Authorship, authorOf, readerOf } from './author.ts'
import type { Author, ListingAsk, ListingDecision } from './decide.ts'
import type { ListingState } from './listing.ts'
import type { ChangeReason } from './write.ts'

export interface ChangeListingAsk extends ListingAsk, Authorship {}

export interface ChangedListing extends ListingState {
  readonly sku: string
  readonly what: 'created' | 'changed' | 'unchanged'
  readonly version: number
  /** Effective points of one unit. The setting itself is `points`. */
  readonly effectivePoints: Points
  /** What its author must be told; `points_reset` holds what an undo would set again. */
  readonly warnings: readonly OfferWarning[]
}

/**
 * Makes a listing, or changes the one that has this SKU: price, shipping, points, stock and status
 * together or apart, exactly as `decideListing` says; its refusals, after `seller_not_found`.
 */
export const putListing = (
  engine: Engine,
  intent: Intent,
  ask: ChangeListingAsk,
): Promise<Refusal | Accepted<ChangedListing>> =>
  once(engine, intent, 'listing.put', ask, async (work) => {
    const author = await authorOf(engine, work, ask)
    return isRefusal(author) ? author : changeOne(work, author, ask)
  })

/** As `putListing`, but a SKU that is not listed is refused as `listing_not_found`. */
export const changeListing = (
  engine: Engine,
  intent: Intent,
  ask: ChangeListingAsk,
): Promise<Refusal | Accepted<ChangedListing>> =>
  once(engine, intent, 'listing.changed', ask, async (work) => {
    const author = await authorOf(engine, work, ask)
    if (isRefusal(author)) return author
    const known = await lockListings(work.sql, author.seller.id, [ask.sku])
    if (known.size === 0) return refuse('listing_not_found', { sku: ask.sku })
    return changeOne(work, author, ask)
  })

/** Exactly what `putListing` would do at this moment: the same decision, not written. */
export async function previewListing(
  engine: Engine,
  ask: ChangeListingAsk,
): Promise<Refusal | ChangedListing> {
  const reader = await readerOf(engine, ask.seller)
  if (isRefusal(reader)) return reader
  const known = await readListings(engine.pool, reader.seller.id, [ask.sku])
  const author = { ...reader, source: ask.source }
  const products = await knownProducts(engine.pool, [ask], known)
  const [decision] = decideListings(author, [ask], known, products)
  if (decision === undefined) throw new Error('one ask has one decision')
  return isRefusal(decision) ? decision : outcomeOf(ask.sku, decision)
}

/** Applies one ask and says what became of it. */
export async function changeOne(
  work: Work,
  author: Author,
  ask: ListingAsk,
  as?: ChangeReason,
): Promise<Refusal | ChangedListing> {
  const [decision] = await applyToListings(work, author, [ask], as)
  if (decision === undefined) throw new Error('one ask has one decision')
  return isRefusal(decision) ? decision : outcomeOf(ask.sku, decision)
}

function outcomeOf(sku: string, decision: ListingDecision): ChangedListing {
  const { what, after, points, warnings } = decision
  const before = what === 'created' ? 0 : decision.before.version
  const version = what === 'unchanged' ? before : before + 1
  return { sku, what, version, ...after, effectivePoints: points, warnings }
}
