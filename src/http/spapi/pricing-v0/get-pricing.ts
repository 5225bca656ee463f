import type { OfferType, Price } from '@sp-api-sdk/product-pricing-api-v0'
import { conditionGroup } from '../../../rules/offers/offer.ts'
import type { Policy } from '../../../rules/policy/policy.ts'
import { offersOn, type ProductOffer } from '../../../usecases/products/offers.ts'
import { ITEM_CONDITIONS, itemCondition, subCondition } from '../conditions.ts'
import type { Failure } from '../failure.ts'
import { wrongMarketplace } from '../marketplaces.ts'
import { capitalMoney } from '../money.ts'
import { operation } from '../operation.ts'
import { required, text, texts, word } from '../parameters.ts'
import { askedItems, identifiersOf } from './items.ts'
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
  answer: async ({ engine, seller, query }): Promise<Failure | Price[]> => {
    const { MarketplaceId, ItemCondition, OfferType } = query
    const wrong = wrongMarketplace(seller, [MarketplaceId])
    if (wrong) return wrong
    const items = await askedItems(engine, seller, query)
    if ('failed' in items) return items
    const found = await offersOn(
      engine,
      items.flatMap(({ asin }) => asin ?? []),
    )
    return items.map((item): Price => {
      const named = item.sku === undefined ? {} : { SellerSKU: item.sku }
      const offers = item.asin === undefined ? undefined : found.get(item.asin)
      if (item.asin === undefined || !offers) {
        return { status: 'ClientError', ...named, ...(item.named ? { ASIN: item.named } : {}) }
      }
      const own = offers.groups
        .flatMap(({ standings }) => standings.map(({ offer }) => offer))
        .filter((offer) => offer.seller === seller.id)
        .filter((offer) => item.sku === undefined || offer.sku === item.sku)
        .filter(
          ({ condition }) =>
            ItemCondition === undefined ||
            itemCondition(conditionGroup(condition)) === ItemCondition,
        )
      return {
        ...{ status: 'Success', ...named, ASIN: item.asin },
        Product: {
          Identifiers: identifiersOf(MarketplaceId, seller.reference, item.asin, item.sku),
          Offers: OfferType === 'B2B' ? [] : own.map((offer) => offerShape(offer, offers.policy)),
        },
      }
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
