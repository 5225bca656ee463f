import type { ConditionGroup } from '../../../rules/offers/offer.ts'
import type { Policy } from '../../../rules/policy/policy.ts'
import { type Costs, landedPrice } from '../../../rules/pricing/landed.ts'
import type { ProductOffer, ProductOffers } from '../../../usecases/products/offers.ts'
import { capitalMoney, capitalPoints } from '../money.ts'

/** Words of a query that several operations have. */
export const ITEM_TYPES = ['Asin', 'Sku'] as const
export const CUSTOMER_TYPES = ['Consumer', 'Business'] as const

/**
 * A price as every answer of Pricing v0 has it but the detail of an offer. What lands with the
 * buyer is the policy's landed price: listing price + shipping − points, since announced change
 * 3 §.
 */
export const priceShape = (costs: Costs, policy: Policy) => ({
  LandedPrice: capitalMoney(landedPrice(costs, policy)),
  ...bareShape(costs),
})

/** The same without what lands. Offers without points have no `Points`. */
export const bareShape = ({ price, shipping, points }: Costs) => ({
  ListingPrice: capitalMoney(price),
  Shipping: capitalMoney(shipping),
  ...(points > 0 ? { Points: capitalPoints(points) } : {}),
})

/** Whether a buyer can buy it now. */
export const isBuyable = ({ status, stock }: ProductOffer): boolean =>
  status === 'active' && stock > 0

/** The offers that buyers see of a group of conditions, best first. */
export const buyable = (offers: ProductOffers, condition: ConditionGroup): ProductOffer[] =>
  (offers.groups.find((group) => group.condition === condition)?.standings ?? [])
    .map(({ offer }) => offer)
    .filter(isBuyable)
