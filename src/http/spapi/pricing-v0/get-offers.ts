import type { GetOffersResult } from '@sp-api-sdk/product-pricing-api-v0'
import type { Engine } from '../../../usecases/engine.ts'
import { offeredOn, productOffers } from '../../../usecases/products/offers.ts'
import { ITEM_CONDITIONS } from '../conditions.ts'
import { type Failure, invalidInput } from '../failure.ts'
import { wrongMarketplace } from '../marketplaces.ts'
import { type Ask, operation } from '../operation.ts'
import { required, text, word } from '../parameters.ts'
import { asinsOfSkus, askedItems } from './items.ts'
import { type OffersAsk, offersResult } from './offers-result.ts'
import { CUSTOMER_TYPES } from './shapes.ts'

const QUERY = {
  MarketplaceId: required(text()),
  ItemCondition: required(word(ITEM_CONDITIONS)),
  CustomerType: word(CUSTOMER_TYPES),
}

const DIFFERS =
  'Offers ship from Japan by the seller; no feedback ratings, sales rankings or business offers.'

type Asked = Omit<OffersAsk, 'asin' | 'sku'>

export const getListingOffers = operation({
  id: 'getListingOffers',
  model: 'productPricingV0',
  method: 'GET',
  path: '/products/pricing/v0/listings/{SellerSKU}/offers',
  ...{ rate: 1, burst: 2 },
  access: { as: 'seller', scope: 'pricing' },
  query: QUERY,
  ...{ success: 200, envelope: 'payload' },
  differs: DIFFERS,
  answer: ({ engine, seller, query, path }) => listingOffers(engine, seller, path.SellerSKU, query),
})

export const getItemOffers = operation({
  id: 'getItemOffers',
  model: 'productPricingV0',
  method: 'GET',
  path: '/products/pricing/v0/items/{Asin}/offers',
  ...{ rate: 0.5, burst: 1 },
  access: { as: 'seller', scope: 'pricing' },
  query: QUERY,
  ...{ success: 200, envelope: 'payload' },
  differs: DIFFERS,
  answer: ({ engine, seller, query, path }) => itemOffers(engine, seller, path.Asin, query),
})

/** The offers that compete with one of the seller's own listings. */
export async function listingOffers(
  engine: Engine,
  seller: Ask['seller'],
  sku: string,
  asked: Asked,
): Promise<Failure | GetOffersResult> {
  const wrong = wrongMarketplace(seller, [asked.MarketplaceId])
  if (wrong) return wrong
  const asin = (await asinsOfSkus(engine, seller.id, [sku])).get(sku)
  if (asin === undefined) {
    return invalidInput(`'${sku}' is not a SKU of the seller.`, `${sku} is an invalid SKU`)
  }
  const offers = offeredOn(await productOffers(engine, asin), seller.marketplace)
  return offersResult(offers, seller.id, { ...asked, asin, sku })
}

/** The offers on a product. */
export async function itemOffers(
  engine: Engine,
  seller: Ask['seller'],
  asin: string,
  asked: Asked,
): Promise<Failure | GetOffersResult> {
  const wrong = wrongMarketplace(seller, [asked.MarketplaceId])
  if (wrong) return wrong
  const items = await askedItems(engine, seller, {
    ...{ ItemType: 'Asin', Asins: [asin], Skus: undefined },
  })
  if ('failed' in items) return items
  if (items[0]?.asin === undefined) {
    return invalidInput(
      `'${asin}' is not an ASIN of the marketplace.`,
      `${asin} is an invalid ASIN`,
    )
  }
  const offers = offeredOn(await productOffers(engine, asin), seller.marketplace)
  return offersResult(offers, seller.id, { ...asked, asin })
}
