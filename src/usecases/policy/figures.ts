import { type Yen, yen } from '../../rules/money/amount.ts'
import { mayOfferPoints } from '../../rules/offers/eligibility.ts'
import type { PointsSetting, SellerFacts } from '../../rules/offers/offer.ts'
import { decideOfferPoints, effectivePoints, pointsAt } from '../../rules/offers/points.ts'
import type { Policy } from '../../rules/policy/policy.ts'
import { proceedsOf, sell } from '../../rules/previews/sale.ts'
import { landedPrice } from '../../rules/pricing/landed.ts'
import { isRefusal, type Refusal } from '../../rules/refusal.ts'

/** Something sold or offered, as far as a policy decides about it. */
export interface SampledSale {
  /** Yen per unit. */
  readonly price: Yen
  /** Yen for all units. */
  readonly shipping: Yen
  readonly quantity: number
  readonly category: string | null
  /** null: the account default, where the policy has one. */
  readonly setting: PointsSetting | null
  readonly seller: SellerFacts
  readonly marketplace: string
}

/** What a sale comes to, all units together. */
export interface Figures {
  readonly points: number
  readonly fee: number
  readonly landed: number
  /** What it leaves on the seller's proceeds. */
  readonly proceeds: number
}

/**
 * A sale's figures under a policy. Whether the seller may offer points only counts where it may
 * under `base`: what was sold with points by a seller unknown to the programme keeps them.
 */
export function figuresOf(sale: SampledSale, base: Policy, policy: Policy): Figures {
  const { price, shipping, quantity, category, setting, marketplace, seller } = sale
  const known = mayOfferPoints(seller, marketplace, base) === undefined
  const pointsPerUnit = known
    ? effectivePoints({ price, points: setting, marketplace }, seller, policy).points
    : pointsAt(price, setting ?? { by: 'percentage', bps: 0 }, policy.terms.rounding)
  const sold = sell({ price, shipping, quantity, category, pointsPerUnit }, policy)
  if (isRefusal(sold)) throw new RangeError(`a sale that could not be: ${sold.refused}`)
  const { granted, feeCharged } = sold.line
  const costs = { price: yen(price * quantity), shipping, points: granted }
  return {
    points: granted,
    fee: feeCharged,
    landed: landedPrice(costs, policy),
    proceeds: proceedsOf(sold.shipped.postings),
  }
}

/** Why the points of a sale could not be set under a policy; undefined when they could. */
export function refusalOf(sale: SampledSale, policy: Policy): Refusal | undefined {
  if (sale.setting === null) return undefined
  const ask = decideOfferPoints(sale.price, sale.setting, policy)
  if (isRefusal(ask)) return ask
  return ask.points === 0 ? undefined : mayOfferPoints(sale.seller, sale.marketplace, policy)
}
