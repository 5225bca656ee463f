import type { Offer } from '@sp-api-sdk/product-pricing-api-2022-05-01'
import { conditionGroup } from '../../../rules/offers/offer.ts'
import type { ProductOffer } from '../../../usecases/products/offers.ts'
import { capitalSubCondition, itemCondition } from '../conditions.ts'
import { money, pointsShape } from '../money.ts'

/** An offer as a competitive summary has it: no landed price, points beside the price. */
export const offerShape = (offer: ProductOffer): Offer => ({
  sellerId: offer.sellerReference,
  condition: itemCondition(conditionGroup(offer.condition)),
  subCondition: capitalSubCondition(offer.condition),
  fulfillmentType: 'MFN',
  listingPrice: money(offer.price),
  shippingOptions: [{ shippingOptionType: 'DEFAULT', price: money(offer.shipping) }],
  ...(offer.points > 0 ? { points: pointsShape(offer.points) } : {}),
})
