import type { Product } from '../answers.ts'

/** A page of the store about a product. */
export const pageOf = ({ asin }: Pick<Product, 'asin'>): string =>
  `/products/${encodeURIComponent(asin)}`
