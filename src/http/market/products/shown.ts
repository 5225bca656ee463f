import { Type } from 'typebox'
import { CONDITIONS } from '../../../rules/offers/offer.ts'
import type { RankedOffer } from '../../../usecases/products/offers.ts'
import type { Product } from '../../../usecases/products/product.ts'
import {
  Asin,
  Count,
  Nullable,
  Points,
  Shape,
  SignedYen,
  Sku,
  shownTime,
  When,
  Word,
  Yen,
} from '../../kit/schemas.ts'

export const ProductFields = {
  asin: Asin,
  titleJa: Type.String({ examples: ['煎茶 200g'] }),
  titleEn: Nullable(Type.String()),
  brand: Nullable(Type.String()),
  category: Nullable(Type.String()),
  productType: Nullable(Type.String()),
  image: Nullable(Type.String()),
  createdAt: When,
  updatedAt: When,
}
export const ProductAnswer = Shape(ProductFields)

/** An offer as buyers see it, with its place in the ranking and why. */
export const OfferAnswer = Shape({
  seller: Type.String(),
  sellerName: Type.String(),
  sku: Sku,
  version: Count,
  condition: Word(CONDITIONS),
  price: Yen,
  shipping: Yen,
  points: Points,
  shown: Nullable(Shape({ points: Points, bps: Count, percent: Type.String() })),
  inStock: Type.Boolean(),
  landed: Yen,
  place: Word(['featured', 'behind', 'ineligible']),
  because: Type.String({ examples: ['lowest_landed_price'] }),
  by: Nullable(SignedYen),
})
export const productShown = (product: Product) => ({
  ...product,
  createdAt: shownTime(product.createdAt),
  updatedAt: shownTime(product.updatedAt),
})

export function offerShown(ranked: RankedOffer) {
  const { offer, landed, place } = ranked
  const why = ranked.place === 'featured' ? ranked.won : ranked.lost
  return {
    ...{ landed, place, because: why.because, by: 'by' in why ? why.by : null },
    seller: offer.sellerReference,
    sellerName: offer.sellerName,
    ...{ sku: offer.sku, version: offer.version, condition: offer.condition },
    ...{ price: offer.price, shipping: offer.shipping, points: offer.points, shown: offer.shown },
    inStock: offer.stock > 0,
  }
}
