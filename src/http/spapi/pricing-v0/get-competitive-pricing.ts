import type {
  CompetitivePriceType,
  OfferListingCountType,
  Price,
} from '@sp-api-sdk/product-pricing-api-v0'
import type { SellerId } from '../../../rules/ids.ts'
import type { ProductOffers } from '../../../usecases/products/offers.ts'
import { itemCondition, subCondition } from '../conditions.ts'
import type { Failure } from '../failure.ts'
import { operation } from '../operation.ts'
import { required, text, texts, word } from '../parameters.ts'
import { pricesOf } from './prices.ts'
import { buyable, CUSTOMER_TYPES, ITEM_TYPES, priceShape } from './shapes.ts'

export const getCompetitivePricing = operation({
  id: 'getCompetitivePricing',
  model: 'productPricingV0',
  method: 'GET',
  path: '/products/pricing/v0/competitivePrice',
  ...{ rate: 0.5, burst: 1 },
  access: { as: 'seller', scope: 'pricing' },
  query: {
    MarketplaceId: required(text()),
    Asins: texts(20),
    Skus: texts(20),
    ItemType: required(word(ITEM_TYPES)),
    CustomerType: word(CUSTOMER_TYPES),
  },
  ...{ success: 200, envelope: 'payload' },
  differs: 'No trade-in values and no sales rankings; nothing for `CustomerType=Business`.',
  answer: (ask): Promise<Failure | Price[]> => {
    const { CustomerType, ...asked } = ask.query
    const consumers = CustomerType !== 'Business'
    return pricesOf(ask, asked, (offers) => ({
      CompetitivePricing: {
        CompetitivePrices: consumers ? competitivePrices(offers, ask.seller.id) : [],
        NumberOfOfferListings: consumers ? listingCounts(offers) : [],
      },
    }))
  },
})

/** Amazon's numbers of the two prices: the featured offer's, new and used. */
const PRICE_IDS = { new: '1', used: '2' } as const

function competitivePrices(offers: ProductOffers, seller: SellerId): CompetitivePriceType[] {
  return (['new', 'used'] as const).flatMap((condition) => {
    const featured = offers.groups.find((group) => group.condition === condition)?.featured
    if (!featured) return []
    return {
      CompetitivePriceId: PRICE_IDS[condition],
      Price: priceShape(featured, offers.policy),
      condition: itemCondition(condition),
      subcondition: subCondition(featured.condition),
      sellerId: featured.sellerReference,
      belongsToRequester: featured.seller === seller,
    }
  })
}

function listingCounts(offers: ProductOffers): OfferListingCountType[] {
  const counts = offers.groups
    .map(({ condition }) => ({
      Count: buyable(offers, condition).length,
      condition: itemCondition(condition) as string,
    }))
    .filter(({ Count }) => Count > 0)
  const all = counts.reduce((sum, { Count }) => sum + Count, 0)
  return all === 0 ? [] : [...counts, { Count: all, condition: 'Any' }]
}
