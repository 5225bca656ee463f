import type { Item } from '@sp-api-sdk/listings-items-api-2021-08-01'
import { isRefusal } from '../../../rules/refusal.ts'
import { findListing } from '../../../usecases/listings/search.ts'
import { findProduct } from '../../../usecases/products/find.ts'
import { type Failure, notFound } from '../failure.ts'
import { operation } from '../operation.ts'
import { required, text, texts, words } from '../parameters.ts'
import { languageOfLocale } from './issues.ts'
import { INCLUDED, itemOf } from './item.ts'
import { notOwn } from './own.ts'

export const getListingsItem = operation({
  id: 'getListingsItem',
  model: 'listingsItems_2021-08-01',
  method: 'GET',
  path: '/listings/2021-08-01/items/{sellerId}/{sku}',
  ...{ rate: 5, burst: 10 },
  access: { as: 'seller', scope: 'listings' },
  query: {
    marketplaceIds: required(texts()),
    issueLocale: text(),
    includedData: words(INCLUDED),
  },
  ...{ success: 200, envelope: 'bare' },
  differs:
    'Attributes are those of the offer; `purchasable_offer` has `points` and `shipping` as extensions. An issue `POINTS_RESET` stays until points are set again. Pictures have no known size.',
  answer: async ({ engine, seller, path, query }): Promise<Failure | Item> => {
    const no = notOwn(seller, path.sellerId, query.marketplaceIds)
    if (no) return no
    const listing = await findListing(engine, { seller: seller.reference, sku: path.sku })
    if (isRefusal(listing)) {
      return notFound(`SKU '${path.sku}' not found in marketplace ${seller.marketplace}`)
    }
    const product = await findProduct(engine, listing.asin)
    const productType = isRefusal(product) ? null : product.productType
    const { includedData = ['summaries'] as const, issueLocale } = query
    const language = languageOfLocale(issueLocale)
    return itemOf({ ...listing, productType }, seller.marketplace, includedData, language)
  },
})
