import { isAmount, type Points, type Yen, yen } from '../money/amount.ts'
import type { Policy } from '../policy/policy.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { mayOfferPoints } from './eligibility.ts'
import type { Offer, PointsSetting, SellerFacts } from './offer.ts'
import {
  decideOfferPoints,
  effectivePoints,
  isNone,
  judgeSetting,
  type PointsAsk,
  pointsAt,
} from './points.ts'
import type { OfferWarning, UpdateSource } from './warnings.ts'

/** The most units an offer can have in stock. */
export const STOCK_MAX = 999_999_999

/** What an update names; what it does not name it does not touch, but see `decidePriceUpdate`. */
export interface OfferChange {
  readonly price?: number
  readonly shipping?: number
  readonly points?: PointsAsk
}

export interface UpdatedOffer {
  readonly refused?: never
  readonly offer: Offer
  /** For one unit, effective after the update. */
  readonly points: Points
  readonly warnings: readonly OfferWarning[]
}

/**
 * Changes price, shipping and points of an offer.
 *
 * | named            | policy                       | points afterwards                         |
 * |------------------|------------------------------|-------------------------------------------|
 * | price and points | any                          | those named                               |
 * | points           | any                          | those named                               |
 * | shipping         | any                          | unchanged                                 |
 * | price            | `reset`                      | none of its own, with `points_reset`      |
 * | price            | `keep`, `keep-percentage`    | the same ratio of the new price           |
 *
 * "Price" counts as named even when it is the price it has ‡. `automated` updates follow
 * `automatedPriceUpdate`, all others `offering.priceOnlyUpdate`. A reset clears what the SKU set;
 * an exception to the account default (explicit 0) stays, and so does the default itself ‡.
 * Points set as an amount keep the exact ratio they were set with, however often the price moves.
 *
 * Refusals, in order: `nothing_named`, `amount_out_of_range`, then, where points are asked for,
 * `mayOfferPoints`', then `decideOfferPoints`'.
 */
export function decidePriceUpdate(
  offer: Offer,
  change: OfferChange,
  source: UpdateSource,
  seller: SellerFacts,
  policy: Policy,
): Refusal | UpdatedOffer {
  const { price = offer.price, shipping = offer.shipping } = change
  if (change.price === undefined && change.shipping === undefined && !change.points) {
    return refuse('nothing_named')
  }
  if (!isPrice(price) || !isAmount(shipping)) return refuse('amount_out_of_range')
  const priced = { ...offer, price: yen(price), shipping: yen(shipping) }
  const decided = change.points
    ? askedPoints(priced, change.points, seller, policy)
    : unnamedPoints(offer, priced.price, change.price !== undefined, source, policy)
  if (isRefusal(decided)) return decided
  const next = { ...priced, points: decided.setting }
  return {
    offer: next,
    points: effectivePoints(next, seller, policy).points,
    warnings: decided.warnings,
  }
}

/**
 * A new listing. `points` follows the same rules as an update that names them; leaving them out
 * sets nothing. Refusals, in order: `amount_out_of_range`, `stock_out_of_range`, then as above.
 */
export function decideNewOffer(
  offer: Omit<Offer, 'points'>,
  ask: PointsAsk | undefined,
  seller: SellerFacts,
  policy: Policy,
): Refusal | UpdatedOffer {
  if (!isPrice(offer.price) || !isAmount(offer.shipping)) return refuse('amount_out_of_range')
  if (!isStock(offer.stock)) return refuse('stock_out_of_range', { maximum: STOCK_MAX })
  const bare: Offer = { ...offer, points: null }
  const decided = ask ? askedPoints(bare, ask, seller, policy) : { setting: null, warnings: [] }
  if (isRefusal(decided)) return decided
  const next = { ...bare, points: decided.setting }
  return {
    offer: next,
    points: effectivePoints(next, seller, policy).points,
    warnings: decided.warnings,
  }
}

const isPrice = (value: number): boolean => isAmount(value) && value >= 1

export const isStock = (value: number): boolean => isAmount(value) && value <= STOCK_MAX

interface Decided {
  readonly refused?: never
  readonly setting: PointsSetting | null
  readonly warnings: readonly OfferWarning[]
}

/** Taking points away is always allowed; offering them needs a seller who may. */
function askedPoints(
  offer: Offer,
  ask: PointsAsk,
  seller: SellerFacts,
  policy: Policy,
): Refusal | Decided {
  const decided = decideOfferPoints(offer.price, ask, policy)
  const asksForPoints = isRefusal(decided) || (decided.setting && !isNone(decided.setting))
  const no = asksForPoints ? mayOfferPoints(seller, offer.marketplace, policy) : undefined
  return no ?? decided
}

function unnamedPoints(
  offer: Offer,
  price: Yen,
  priceNamed: boolean,
  source: UpdateSource,
  policy: Policy,
): Refusal | Decided {
  const setting = offer.points
  const { automatedPriceUpdate, offering, rounding } = policy.terms
  if (!priceNamed || setting === null || isNone(setting)) return { setting, warnings: [] }
  const automated = source === 'automated'
  if ((automated ? automatedPriceUpdate : offering.priceOnlyUpdate) !== 'reset') {
    const warnings = judgeSetting(price, setting, policy)
    return isRefusal(warnings) ? warnings : { setting, warnings }
  }
  const reset: OfferWarning = {
    warning: 'points_reset',
    source,
    because: automated ? 'automatedPriceUpdate' : 'priceOnlyUpdate',
    previous: setting,
    previousPoints: pointsAt(offer.price, setting, rounding),
    previousPrice: offer.price,
  }
  return { setting: null, warnings: [reset] }
}
