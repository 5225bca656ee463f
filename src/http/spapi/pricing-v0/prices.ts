import type { Price, Product } from '@sp-api-sdk/product-pricing-api-v0'
import { offeredOn, offersOn, type ProductOffers } from '../../../usecases/products/offers.ts'
import { type Failure, isFailure } from '../failure.ts'
import { wrongMarketplace } from '../marketplaces.ts'
import type { Ask } from '../operation.ts'
import { type AskedItem, askedItems, type ItemsAsk, identifiersOf } from './items.ts'

/**
 * A price for each item that is asked for, in that order: what `shown` makes of the offers on it,
 * or `ClientError` for one that is not there.
 */
export async function pricesOf(
  { engine, seller }: Pick<Ask, 'engine' | 'seller'>,
  { MarketplaceId, ...asked }: ItemsAsk & { readonly MarketplaceId: string },
  shown: (offers: ProductOffers, item: AskedItem) => Omit<Product, 'Identifiers'>,
): Promise<Failure | Price[]> {
  const wrong = wrongMarketplace(seller, [MarketplaceId])
  if (wrong) return wrong
  const items = await askedItems(engine, seller, asked)
  if (isFailure(items)) return items
  const found = await offersOn(
    engine,
    items.flatMap(({ asin }) => asin ?? []),
  )
  return items.map((item): Price => {
    const named = item.sku === undefined ? {} : { SellerSKU: item.sku }
    const all = item.asin === undefined ? undefined : found.get(item.asin)
    if (item.asin === undefined || !all) {
      return { status: 'ClientError', ...named, ...(item.named ? { ASIN: item.named } : {}) }
    }
    const Identifiers = identifiersOf(MarketplaceId, seller.reference, item.asin, item.sku)
    const ASIN = item.asin
    const offers = offeredOn(all, seller.marketplace)
    return { status: 'Success', ...named, ASIN, Product: { Identifiers, ...shown(offers, item) } }
  })
}
