import type { Item } from '@sp-api-sdk/listings-items-api-2021-08-01'
import { formatUtc } from '../../../rules/time/instant.ts'
import { conditionType } from '../../../usecases/listings/attributes.ts'
import type { ListedListing } from '../../../usecases/listings/search.ts'
import type { Language } from '../../../usecases/sentence.ts'
import { CURRENCY } from '../money.ts'
import { attributesOf } from './attributes.ts'
import { resetIssue } from './issues.ts'

export const INCLUDED = [
  'summaries',
  'attributes',
  'issues',
  'offers',
  'fulfillmentAvailability',
  'procurement',
  'relationships',
  'productTypes',
] as const

export type Included = (typeof INCLUDED)[number]

/** The product type of a product that has none. */
export const NO_TYPE = 'PRODUCT'

/** A listing with those of its parts that were asked for. */
export function itemOf(
  listing: ListedListing & { readonly productType?: string | null },
  marketplaceId: string,
  included: readonly Included[],
  language: Language,
): Item {
  const has = (part: Included) => included.includes(part)
  const productType = listing.productType ?? NO_TYPE
  return {
    sku: listing.sku,
    ...(has('summaries') ? { summaries: [summaryOf(listing, marketplaceId, productType)] } : {}),
    ...(has('attributes') ? { attributes: attributesOf(listing, marketplaceId) } : {}),
    ...(has('issues') ? { issues: listing.pointsReset ? [resetIssue(language)] : [] } : {}),
    ...(has('offers') ? { offers: offersOf(listing, marketplaceId) } : {}),
    ...(has('fulfillmentAvailability') ? { fulfillmentAvailability: availabilityOf(listing) } : {}),
    ...(has('procurement') ? { procurement: [] } : {}),
    ...(has('relationships') ? { relationships: [{ marketplaceId, relationships: [] }] } : {}),
    ...(has('productTypes') ? { productTypes: [{ marketplaceId, productType }] } : {}),
  }
}

/** An offer is bought while it is active and in stock, and found while it is active. */
export const isBuyable = ({ status, stock }: ListedListing): boolean =>
  status === 'active' && stock !== 0

function summaryOf(listing: ListedListing, marketplaceId: string, productType: string) {
  const itemName = listing.titleJa ?? listing.titleEn
  return {
    ...{ marketplaceId, asin: listing.asin, productType },
    conditionType: conditionType(listing.condition),
    status: [
      ...(isBuyable(listing) ? (['BUYABLE'] as const) : []),
      ...(listing.status === 'active' ? (['DISCOVERABLE'] as const) : []),
    ],
    ...(itemName === null ? {} : { itemName }),
    createdDate: formatUtc(listing.createdAt),
    lastUpdatedDate: formatUtc(listing.updatedAt),
    ...(listing.image === null
      ? {}
      : { mainImage: { link: listing.image, height: 500, width: 500 } }),
  }
}

/** The offer, while it is one; its points are read only here, as Amazon has it. */
function offersOf(listing: ListedListing, marketplaceId: string) {
  if (listing.status !== 'active') return []
  return [
    {
      ...{ marketplaceId, offerType: 'B2C' as const },
      price: { currencyCode: CURRENCY, amount: String(listing.price) },
      ...(listing.effectivePoints > 0 ? { points: { pointsNumber: listing.effectivePoints } } : {}),
    },
  ]
}

const availabilityOf = ({ stock }: ListedListing) => [
  { fulfillmentChannelCode: 'DEFAULT', ...(stock === null ? {} : { quantity: stock }) },
]
