import type { ItemSearchResults } from '@sp-api-sdk/listings-items-api-2021-08-01'
import { isRefusal } from '../../../rules/refusal.ts'
import {
  type BrowsedPage,
  browseListings,
  type ListingBrowse,
} from '../../../usecases/listings/browse.ts'
import { type Failure, invalidInput, refusedInput } from '../failure.ts'
import { operation } from '../operation.ts'
import { readPage, writePage } from '../pages.ts'
import { moment, type Query, required, text, texts, whole, word, words } from '../parameters.ts'
import { languageOfLocale } from './issues.ts'
import { INCLUDED, itemOf } from './item.ts'
import { notOwn } from './own.ts'

const IDENTIFIERS = [
  ...['ASIN', 'EAN', 'FNSKU', 'GTIN', 'ISBN', 'JAN', 'MINSAN', 'SKU', 'UPC'],
] as const
const STATUSES = ['BUYABLE', 'DISCOVERABLE'] as const
const ORDERS = { sku: 'sku', createdDate: 'created', lastUpdatedDate: 'updated' } as const

const QUERY = {
  marketplaceIds: required(texts()),
  issueLocale: text(),
  includedData: words(INCLUDED),
  identifiers: texts(20),
  identifiersType: word(IDENTIFIERS),
  variationParentSku: text(),
  packageHierarchySku: text(),
  createdAfter: moment(),
  createdBefore: moment(),
  lastUpdatedAfter: moment(),
  lastUpdatedBefore: moment(),
  withIssueSeverity: words(['WARNING', 'ERROR']),
  withStatus: words(STATUSES),
  withoutStatus: words(STATUSES),
  sortBy: word(['sku', 'createdDate', 'lastUpdatedDate']),
  sortOrder: word(['ASC', 'DESC']),
  pageSize: whole(1, 20),
  pageToken: text(),
}

export const searchListingsItems = operation({
  id: 'searchListingsItems',
  model: 'listingsItems_2021-08-01',
  method: 'GET',
  path: '/listings/2021-08-01/items/{sellerId}',
  ...{ rate: 5, burst: 5 },
  access: { as: 'seller', scope: 'listings' },
  query: QUERY,
  ...{ success: 200, envelope: 'bare' },
  differs:
    'Identifiers are `ASIN` or `SKU`; others, variations and packages find nothing. The one issue there can be is a `WARNING`. No `previousToken`.',
  answer: async ({ engine, seller, path, query }): Promise<Failure | ItemSearchResults> => {
    const no = notOwn(seller, path.sellerId, query.marketplaceIds)
    if (no) return no
    if (query.identifiers && !query.identifiersType) {
      return invalidInput("'identifiersType' is required with 'identifiers'.")
    }
    const after = readPage(query.pageToken)
    if (after !== undefined && 'failed' in after) return after
    const page = findsNothing(query)
      ? NOTHING
      : await browseListings(engine, {
          ...asked(query),
          ...{ seller: seller.reference, limit: query.pageSize ?? 10 },
          ...(after ? { after } : {}),
        })
    if (isRefusal(page)) return refusedInput(page)
    const { includedData = ['summaries'] as const, issueLocale } = query
    const language = languageOfLocale(issueLocale)
    return {
      numberOfResults: page.total,
      pagination: page.next ? { nextToken: writePage(page.next) } : {},
      items: page.listings.map((listing) =>
        itemOf(listing, seller.marketplace, includedData, language),
      ),
    }
  },
})

const NOTHING: BrowsedPage = { listings: [], total: 0, next: null }

type Asked = Query<typeof QUERY>

/** What no listing here has. */
const findsNothing = (query: Asked): boolean =>
  query.variationParentSku !== undefined ||
  query.packageHierarchySku !== undefined ||
  (query.withIssueSeverity !== undefined && !query.withIssueSeverity.includes('WARNING')) ||
  (query.identifiers !== undefined && !['ASIN', 'SKU'].includes(query.identifiersType ?? ''))

function asked(query: Asked): Omit<ListingBrowse, 'seller' | 'limit'> {
  const { identifiers, identifiersType, withStatus, withoutStatus } = query
  const status = (name: (typeof STATUSES)[number]): boolean | undefined => {
    if (withStatus?.includes(name)) return true
    return withoutStatus?.includes(name) ? false : undefined
  }
  const known = {
    skus: identifiersType === 'SKU' ? identifiers : undefined,
    asins: identifiersType === 'ASIN' ? identifiers : undefined,
    createdAfter: query.createdAfter,
    createdBefore: query.createdBefore,
    updatedAfter: query.lastUpdatedAfter,
    updatedBefore: query.lastUpdatedBefore,
    buyable: status('BUYABLE'),
    active: status('DISCOVERABLE'),
    pointsReset: query.withIssueSeverity ? true : undefined,
  }
  const named = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
  const by = ORDERS[query.sortBy ?? 'lastUpdatedDate']
  return { ...named, by, descending: query.sortOrder !== 'ASC' }
}
