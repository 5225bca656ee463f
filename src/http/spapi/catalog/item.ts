import type { Item } from '@sp-api-sdk/catalog-items-api-2022-04-01'
import type { Product } from '../../../usecases/products/product.ts'

export const INCLUDED = [
  'attributes',
  'classifications',
  'dimensions',
  'identifiers',
  'images',
  'productTypes',
  'relationships',
  'salesRanks',
  'summaries',
  'vendorDetails',
] as const

export type Included = (typeof INCLUDED)[number]

/** The titles' language: English where there is one and it was asked for, else Japanese. */
const titleOf = (product: Product, locale: string | undefined): string =>
  (locale?.startsWith('en') ? product.titleEn : null) ?? product.titleJa

/** A product with those of its parts that were asked for; what it does not have is empty. */
export function itemOf(
  product: Product,
  marketplaceId: string,
  included: readonly Included[],
  locale: string | undefined,
): Item {
  const has = (part: Included) => included.includes(part)
  const { asin, brand, category, productType, image } = product
  const classification =
    category === null ? undefined : { displayName: category, classificationId: category }
  return {
    asin,
    ...(has('summaries')
      ? {
          summaries: [
            {
              ...{ marketplaceId, itemName: titleOf(product, locale) },
              itemClassification: 'BASE_PRODUCT' as const,
              ...(brand === null ? {} : { brand }),
              ...(classification ? { browseClassification: classification } : {}),
            },
          ],
        }
      : {}),
    ...(has('attributes') ? { attributes: attributesOf(product, marketplaceId) } : {}),
    ...(has('classifications')
      ? {
          classifications: [
            { marketplaceId, classifications: classification ? [classification] : [] },
          ],
        }
      : {}),
    ...(has('dimensions') ? { dimensions: [{ marketplaceId }] } : {}),
    ...(has('identifiers') ? { identifiers: [{ marketplaceId, identifiers: [] }] } : {}),
    ...(has('images')
      ? {
          images: [
            {
              marketplaceId,
              images:
                image === null
                  ? []
                  : [{ variant: 'MAIN' as const, link: image, height: 500, width: 500 }],
            },
          ],
        }
      : {}),
    ...(has('productTypes')
      ? { productTypes: [{ marketplaceId, ...(productType === null ? {} : { productType }) }] }
      : {}),
    ...(has('relationships') ? { relationships: [{ marketplaceId, relationships: [] }] } : {}),
    ...(has('salesRanks') ? { salesRanks: [{ marketplaceId }] } : {}),
    ...(has('vendorDetails') ? { vendorDetails: [{ marketplaceId }] } : {}),
  }
}

const attributesOf = ({ titleJa, titleEn, brand }: Product, marketplace_id: string) => ({
  item_name: [
    { value: titleJa, language_tag: 'ja_JP', marketplace_id },
    ...(titleEn === null ? [] : [{ value: titleEn, language_tag: 'en_US', marketplace_id }]),
  ],
  ...(brand === null ? {} : { brand: [{ value: brand, marketplace_id }] }),
})
