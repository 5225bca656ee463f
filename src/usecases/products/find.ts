import { numbers } from '../../ledger/arrays.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import { PRODUCT_COLUMNS, type Product } from './product.ts'
import { gramsOf, likePattern, searchForm } from './search-text.ts'

/** One product. Refusal: `product_not_found`. */
export async function findProduct(engine: Engine, asin: string): Promise<Refusal | Product> {
  const { rows } = await engine.pool.query<Product>({
    name: 'find-product',
    text: `select ${PRODUCT_COLUMNS} from product p where asin = $1`,
    values: [asin],
  })
  return rows[0] ?? refuse('product_not_found', { asin })
}

export interface ProductSearch {
  /** Words that ASIN, titles or brand all contain; absent or empty: every product. */
  readonly query?: string
  readonly category?: string
  /** `next` of the page before. */
  readonly cursor?: string
  /** 1–200; 50 unless named. */
  readonly limit?: number
}

export interface ProductPage {
  readonly products: readonly Product[]
  /** Where the next page starts; null after the last. */
  readonly next: string | null
}

/** Searches products, by ASIN. */
export async function searchProducts(engine: Engine, ask: ProductSearch): Promise<ProductPage> {
  const limit = Math.min(Math.max(ask.limit ?? 50, 1), 200)
  const words = searchForm(ask.query ?? '')
    .split(' ')
    .filter(Boolean)
  const { rows } = await engine.pool.query<Product>(
    `select ${PRODUCT_COLUMNS} from product p
      where ($1::text is null or asin > $1) and ($2::text is null or category = $2)
        and grams @> $3::int[] and search like all ($4::text[])
      order by asin limit $5`,
    [
      ask.cursor ?? null,
      ask.category ?? null,
      numbers(words.flatMap(gramsOf)),
      words.map(likePattern),
      limit + 1,
    ],
  )
  const more = rows.length > limit
  const products = more ? rows.slice(0, limit) : rows
  return { products, next: more ? (products.at(-1)?.asin ?? null) : null }
}
