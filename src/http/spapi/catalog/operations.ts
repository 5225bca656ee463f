import type { Item, ItemSearchResults } from '@sp-api-sdk/catalog-items-api-2022-04-01'
import { isRefusal } from '../../../rules/refusal.ts'
import {
  type CataloguePage,
  type CatalogueSearch,
  searchCatalogue,
} from '../../../usecases/products/catalogue.ts'
import { findProduct } from '../../../usecases/products/find.ts'
import { type Failure, invalidInput, notFound } from '../failure.ts'
import { notOwn } from '../listings/own.ts'
import { wrongMarketplace } from '../marketplaces.ts'
import { type Ask, type Operation, operation } from '../operation.ts'
import { readPage, writePage } from '../pages.ts'
import { type Query, required, text, texts, whole, word, words } from '../parameters.ts'
import { INCLUDED, itemOf } from './item.ts'

const DIFFERS =
  'Categories stand for classifications. Pictures have no known size; there are no identifiers but the ASIN, no dimensions, relationships, sales ranks or vendor details.'

const getCatalogItem = operation({
  id: 'getCatalogItem',
  model: 'catalogItems_2022-04-01',
  method: 'GET',
  path: '/catalog/2022-04-01/items/{asin}',
  ...{ rate: 2, burst: 2 },
  access: { as: 'seller', scope: 'listings' },
  query: { marketplaceIds: required(texts()), includedData: words(INCLUDED), locale: text() },
  ...{ success: 200, envelope: 'bare' },
  differs: DIFFERS,
  answer: async ({ engine, seller, path, query }): Promise<Failure | Item> => {
    const wrong = wrongMarketplace(seller, query.marketplaceIds)
    if (wrong) return wrong
    const product = await findProduct(engine, path.asin)
    if (isRefusal(product)) {
      const where = `marketplace(s) ${query.marketplaceIds.join(', ')}`
      return notFound(`Requested item '${path.asin}' not found in ${where}.`)
    }
    const { includedData = ['summaries'] as const, locale } = query
    return itemOf(product, seller.marketplace, includedData, locale)
  },
})

const IDENTIFIERS = ['ASIN', 'EAN', 'GTIN', 'ISBN', 'JAN', 'MINSAN', 'SKU', 'UPC'] as const

const QUERY = {
  identifiers: texts(20),
  identifiersType: word(IDENTIFIERS),
  marketplaceIds: required(texts(1)),
  includedData: words(INCLUDED),
  locale: text(),
  sellerId: text(),
  keywords: texts(20),
  brandNames: texts(),
  classificationIds: texts(),
  pageSize: whole(1, 20),
  pageToken: text(),
  keywordsLocale: text(),
}

const SEARCH_DIFFERS =
  'Words are found in ASIN, titles and brand, whatever their locale; results come by ASIN. No `previousToken`.'

const searchCatalogItems = operation({
  id: 'searchCatalogItems',
  model: 'catalogItems_2022-04-01',
  method: 'GET',
  path: '/catalog/2022-04-01/items',
  ...{ rate: 2, burst: 2 },
  access: { as: 'seller', scope: 'listings' },
  query: QUERY,
  ...{ success: 200, envelope: 'bare' },
  differs: `${DIFFERS} ${SEARCH_DIFFERS}`,
  answer: async ({ engine, seller, query }): Promise<Failure | ItemSearchResults> => {
    const no = wrongMarketplace(seller, query.marketplaceIds) ?? wrongSearch(query, seller)
    if (no) return no
    const after = readPage(query.pageToken)
    if (after !== undefined && 'failed' in after) return after
    const { identifiersType } = query
    const known = identifiersType === undefined || ['ASIN', 'SKU'].includes(identifiersType)
    const page = known
      ? await searchCatalogue(engine, {
          ...searchOf(query, seller),
          limit: query.pageSize ?? 10,
          ...(after ? { after: after[1] } : {}),
        })
      : NOTHING
    const { includedData = ['summaries'] as const, locale } = query
    return {
      numberOfResults: page.total,
      pagination: page.next === null ? {} : { nextToken: writePage([page.next, page.next]) },
      refinements: refinementsOf(page),
      items: page.products.map((product) =>
        itemOf(product, seller.marketplace, includedData, locale),
      ),
    }
  },
})

const NOTHING: CataloguePage = { products: [], total: 0, brands: [], categories: [], next: null }

type Asked = Query<typeof QUERY>

function wrongSearch(query: Asked, seller: Ask['seller']): Failure | undefined {
  const { identifiers, identifiersType, keywords, sellerId } = query
  if (identifiers && keywords) {
    return invalidInput("'identifiers' and 'keywords' can not be used together.")
  }
  if (!identifiers && !keywords) return invalidInput("'identifiers' or 'keywords' is required.")
  if (identifiers && !identifiersType) {
    return invalidInput("'identifiersType' is required with 'identifiers'.")
  }
  if (identifiersType !== 'SKU') return undefined
  if (sellerId === undefined) {
    return invalidInput("'sellerId' is required with identifiersType=SKU.")
  }
  return notOwn(seller, sellerId, query.marketplaceIds)
}

function searchOf(query: Asked, seller: Ask['seller']): Omit<CatalogueSearch, 'limit'> {
  const { identifiers, identifiersType, keywords, brandNames, classificationIds } = query
  return {
    ...(keywords ? { words: keywords } : {}),
    ...(identifiers && identifiersType === 'ASIN' ? { asins: identifiers } : {}),
    ...(identifiers && identifiersType === 'SKU'
      ? { skus: { seller: seller.id, skus: identifiers } }
      : {}),
    // Amazon narrows only a search by words.
    ...(keywords && brandNames ? { brands: brandNames } : {}),
    ...(keywords && classificationIds ? { categories: classificationIds } : {}),
  }
}

const refinementsOf = ({ brands, categories }: CataloguePage) => ({
  brands: brands.map(({ name, count }) => ({ numberOfResults: count, brandName: name })),
  classifications: categories.map(({ name, count }) => {
    return { numberOfResults: count, displayName: name, classificationId: name }
  }),
})

export const CATALOG: readonly Operation[] = [searchCatalogItems, getCatalogItem]
