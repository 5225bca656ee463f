import type { OfferType, Price } from '@sp-api-sdk/product-pricing-api-v0'
import { conditionGroup } from '../../../rules/offers/offer.ts'
import type { Policy } from '../../../rules/policy/policy.ts'
import type { ProductOffer } from '../../../usecases/products/offers.ts'
import { ITEM_CONDITIONS, itemCondition, subCondition } from '../conditions.ts'
import type { Failure } from '../failure.ts'
import { capitalMoney } from '../money.ts'
import { operation } from '../operation.ts'
import { required, text, texts, word } from '../parameters.ts'
import { pricesOf } from './prices.ts'
import { ITEM_TYPES, priceShape } from './shapes.ts'

export const getPricing = operation({
  id: 'getPricing',
  model: 'productPricingV0',
  method: 'GET',
  path: '/products/pricing/v0/price',
  ...{ rate: 0.5, burst: 1 },
  access: { as: 'seller', scope: 'pricing' },
  query: {
    MarketplaceId: required(text()),
    Asins: texts(20),
    Skus: texts(20),
    ItemType: required(word(ITEM_TYPES)),
    ItemCondition: word(ITEM_CONDITIONS),
    OfferType: word(['B2C', 'B2B']),
  },
  ...{ success: 200, envelope: 'payload' },
  differs: 'There are no business prices: `OfferType=B2B` finds no offers.',
  answer: (ask): Promise<Failure | Price[]> => {
    const { ItemCondition, OfferType, ...asked } = ask.query
    return pricesOf(ask, asked, ({ groups, policy }, { sku }) => {
      const own = groups
        .flatMap(({ standings }) => standings.map(({ offer }) => offer))
        .filter((offer) => offer.seller === ask.seller.id)
        .filter((offer) => sku === undefined || offer.sku === sku)
        .filter(
          ({ condition }) =>
            ItemCondition === undefined ||
            itemCondition(conditionGroup(condition)) === ItemCondition,
        )
      return { Offers: OfferType === 'B2B' ? [] : own.map((offer) => offerShape(offer, policy)) }
    })
  },
})

const offerShape = (offer: ProductOffer, policy: Policy): OfferType => ({
  BuyingPrice: priceShape(offer, policy),
  RegularPrice: capitalMoney(offer.price),
  FulfillmentChannel: 'MERCHANT',
  ItemCondition: itemCondition(conditionGroup(offer.condition)),
  ItemSubCondition: subCondition(offer.condition),
  SellerSKU: offer.sku,
})
