import type { Instant } from '../../rules/time/instant.ts'
import { badText, LONGEST } from '../text.ts'

/** What is sold, whoever sells it. */
export interface ProductAsk {
  /** The operator's code of the product, 1–40 characters. */
  readonly asin: string
  readonly titleJa: string
  readonly titleEn?: string | null
  readonly brand?: string | null
  /** Decides the referral fee; null for the standard rate. */
  readonly category?: string | null
  /** Some types can not be paid for with points. */
  readonly productType?: string | null
  /** Address of a picture. */
  readonly image?: string | null
}

export interface Product {
  readonly asin: string
  readonly titleJa: string
  readonly titleEn: string | null
  readonly brand: string | null
  readonly category: string | null
  readonly productType: string | null
  readonly image: string | null
  readonly createdAt: Instant
  readonly updatedAt: Instant
}

/** The columns of a `Product`, of the table called `p`. */
export const PRODUCT_COLUMNS = `p.asin, p.title_ja as "titleJa", p.title_en as "titleEn", p.brand,
  p.category, p.product_type as "productType", p.image, p.created_at as "createdAt",
  p.updated_at as "updatedAt"`

export const badProduct = (ask: ProductAsk) =>
  badText({
    asin: [ask.asin, LONGEST.asin],
    titleJa: [ask.titleJa, LONGEST.title],
    titleEn: [ask.titleEn, LONGEST.title],
    brand: [ask.brand, LONGEST.name],
    category: [ask.category, LONGEST.reference],
    productType: [ask.productType, LONGEST.reference],
    image: [ask.image, LONGEST.url],
  })
