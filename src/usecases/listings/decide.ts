import type { Points } from '../../rules/money/amount.ts'
import {
  CONDITIONS,
  type Condition,
  type OfferStatus,
  type PointsSetting,
} from '../../rules/offers/offer.ts'
import { effectivePoints, type PointsAsk, pointsAt } from '../../rules/offers/points.ts'
import {
  decideNewOffer,
  decidePriceUpdate,
  isStock,
  type OfferChange,
  STOCK_MAX,
} from '../../rules/offers/update.ts'
import type { OfferWarning, UpdateSource } from '../../rules/offers/warnings.ts'
import type { Policy } from '../../rules/policy/policy.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Seller } from '../sellers/account.ts'
import { isText, LONGEST, textOutOfRange, unknownWord } from '../text.ts'
import { type KnownListing, type ListingState, offerOf } from './listing.ts'

/** What is asked of one SKU. What is not named stays; a new listing needs `asin` and `price`. */
export interface ListingAsk {
  readonly sku: string
  readonly asin?: string
  /** `new` for a new listing, unless named. */
  readonly condition?: Condition
  /** Yen per unit. */
  readonly price?: number
  /** Yen per unit; 0 for a new listing, unless named. */
  readonly shipping?: number
  readonly points?: PointsAsk
  /** Units left to sell; null for "not counted", which a new listing is unless named. */
  readonly stock?: number | null
  readonly status?: OfferStatus
  /** The version its author saw: any other is refused as `listing_changed`. */
  readonly version?: number
  /** Only of a SKU that is listed: any other is refused as `listing_not_found`. */
  readonly listed?: true
}

/** On whose behalf, how, and under which policy listings change. */
export interface Author {
  readonly seller: Seller
  /** A person, or a service provider's reference: what history shows. */
  readonly by: string
  readonly source: UpdateSource
  readonly policy: Policy
}

interface Outcome {
  readonly refused?: never
  readonly after: ListingState
  /** Effective points of one unit afterwards. */
  readonly points: Points
  readonly warnings: readonly OfferWarning[]
}

interface Known extends Outcome {
  readonly before: KnownListing
  /** Whether points were asked for, which settles an earlier reset. */
  readonly pointsNamed: boolean
}

export type ListingDecision =
  | (Outcome & {
      readonly what: 'created'
      readonly sku: string
      readonly asin: string
      readonly condition: Condition
    })
  | (Known & { readonly what: 'changed' })
  | (Known & { readonly what: 'unchanged' })

export const STATUSES = ['active', 'inactive'] as const satisfies readonly OfferStatus[]

/**
 * Decides what is asked of a SKU that is known, or not yet: the price and points by the pure
 * rules, and around them what only a listing has.
 *
 * Refusals, in order: `text_out_of_range`, `value_unknown`, then of a known one
 * `listing_changed`, `listing_fixed`, `stock_out_of_range`, `nothing_named` and those of
 * `decidePriceUpdate`; of a new one `listing_not_found` (it was to be listed), `listing_incomplete`
 * and those of `decideNewOffer`. Whether the product exists is the caller's to check.
 */
export function decideListing(
  known: KnownListing | undefined,
  ask: ListingAsk,
  author: Author,
): Refusal | ListingDecision {
  return invalid(ask) ?? (known ? change(known, ask, author) : create(ask, author))
}

function invalid({ sku, asin, condition, status }: ListingAsk): Refusal | undefined {
  if (!isText(sku, LONGEST.sku)) return textOutOfRange('sku', LONGEST.sku)
  if (asin !== undefined && !isText(asin, LONGEST.asin)) return textOutOfRange('asin', LONGEST.asin)
  return (
    (condition && unknownWord('condition', condition, CONDITIONS)) ??
    (status && unknownWord('status', status, STATUSES))
  )
}

function create(ask: ListingAsk, author: Author): Refusal | ListingDecision {
  const { seller, policy } = author
  const { sku, asin, price, condition = 'new', status = 'active', stock = null } = ask
  if (ask.version !== undefined || ask.listed) return refuse('listing_not_found', { sku })
  if (asin === undefined) return refuse('listing_incomplete', { field: 'asin' })
  if (price === undefined) return refuse('listing_incomplete', { field: 'price' })
  // The rules refuse what is no amount; brands are taken on trust until then.
  const state = { price, shipping: ask.shipping ?? 0, points: null, stock, status } as ListingState
  const offer = offerOf({ ...state, seller: seller.id, sku, asin, condition }, seller.marketplace)
  const decided = decideNewOffer(offer, ask.points, seller.facts, policy)
  if (isRefusal(decided)) return decided
  const { points, warnings } = decided
  const after = { ...state, points: decided.offer.points }
  return { what: 'created', sku, asin, condition, after, points, warnings }
}

function change(
  before: KnownListing,
  ask: ListingAsk,
  { seller, source, policy }: Author,
): Refusal | ListingDecision {
  const conflict = versionConflict(before, ask, seller, policy) ?? fixedField(before, ask)
  if (conflict) return conflict
  if (ask.stock != null && !isStock(ask.stock)) {
    return refuse('stock_out_of_range', { maximum: STOCK_MAX })
  }
  const priced = priceChange(ask)
  if (!priced && ask.stock === undefined && ask.status === undefined) return refuse('nothing_named')
  const offer = offerOf(before, seller.marketplace)
  const decided = priced
    ? decidePriceUpdate(offer, priced, source, seller.facts, policy)
    : { offer, points: effectivePoints(offer, seller.facts, policy).points, warnings: [] }
  if (isRefusal(decided)) return decided
  const after: ListingState = {
    price: decided.offer.price,
    shipping: decided.offer.shipping,
    points: sameAmount(before, ask, policy) ? before.points : decided.offer.points,
    stock: ask.stock === undefined ? before.stock : ask.stock,
    status: ask.status ?? before.status,
  }
  return {
    what: sameState(before, after) ? 'unchanged' : 'changed',
    before,
    after,
    points: decided.points,
    warnings: decided.warnings,
    pointsNamed: ask.points !== undefined,
  }
}

function priceChange(ask: ListingAsk): OfferChange | undefined {
  const { price, shipping, points } = ask
  if (price === undefined && shipping === undefined && !points) return undefined
  return {
    ...(price === undefined ? {} : { price }),
    ...(shipping === undefined ? {} : { shipping }),
    ...(points ? { points } : {}),
  }
}

function versionConflict(
  known: KnownListing,
  { sku, version }: ListingAsk,
  seller: Seller,
  policy: Policy,
): Refusal | undefined {
  if (version === undefined || version === known.version) return undefined
  const offer = offerOf(known, seller.marketplace)
  const { points } = effectivePoints(offer, seller.facts, policy)
  const { price, shipping, status } = known
  const stock = known.stock ?? ''
  const facts = { sku, version: known.version, price, shipping, points, stock, status }
  return refuse('listing_changed', facts)
}

function fixedField(known: KnownListing, ask: ListingAsk): Refusal | undefined {
  if (ask.asin !== undefined && ask.asin !== known.asin) {
    return refuse('listing_fixed', { field: 'asin' })
  }
  if (ask.condition !== undefined && ask.condition !== known.condition) {
    return refuse('listing_fixed', { field: 'condition' })
  }
  return undefined
}

/**
 * An amount that the offer gives already, at the price it has, is no change: it keeps the exact
 * ratio it was set with. So a file that was exported can be imported again.
 */
function sameAmount(known: KnownListing, { price, points }: ListingAsk, policy: Policy): boolean {
  if (points?.by !== 'amount' || points.ofPrice !== undefined) return false
  if (price !== undefined && price !== known.price) return false
  if (known.points?.by !== 'amount') return false
  return pointsAt(known.price, known.points, policy.terms.rounding) === points.points
}

const sameState = (a: ListingState, b: ListingState): boolean =>
  a.price === b.price &&
  a.shipping === b.shipping &&
  a.stock === b.stock &&
  a.status === b.status &&
  samePoints(a.points, b.points)

function samePoints(a: PointsSetting | null, b: PointsSetting | null): boolean {
  if (a === null || b === null) return a === b
  if (a.by === 'percentage') return b.by === 'percentage' && a.bps === b.bps
  return b.by === 'amount' && a.points === b.points && a.ofPrice === b.ofPrice
}
