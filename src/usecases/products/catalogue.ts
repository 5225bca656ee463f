import { numbers, texts } from '../../ledger/arrays.ts'
import type { SellerId } from '../../rules/ids.ts'
import type { Engine } from '../engine.ts'
import { PRODUCT_COLUMNS, type Product } from './product.ts'
import { gramsOf, likePattern, searchForm } from './search-text.ts'

/** Which products; every field named must hold. */
export interface CatalogueSearch {
  /** Words that ASIN, titles or brand all contain. */
  readonly words?: readonly string[]
  readonly asins?: readonly string[]
  /** A seller's SKUs, for the products behind them. */
  readonly skus?: { readonly seller: SellerId; readonly skus: readonly string[] }
  readonly brands?: readonly string[]
  readonly categories?: readonly string[]
  /** The last ASIN of the page before. */
  readonly after?: string
  readonly limit: number
}

export interface Counted {
  readonly name: string
  readonly count: number
}

export interface CataloguePage {
  readonly products: readonly Product[]
  /** How many fit in all, and of which brands and categories the most. */
  readonly total: number
  readonly brands: readonly Counted[]
  readonly categories: readonly Counted[]
  readonly next: string | null
}

/** Brands and categories that are counted. */
const REFINEMENTS = 10

const FIT = `($1::text[] is null or p.asin = any($1)) and ($2::text[] is null or p.brand = any($2))
  and ($3::text[] is null or p.category = any($3)) and p.grams @> $4::int[]
  and p.search like all ($5::text[])
  and ($6::bigint is null or p.asin in
    (select l.asin from listing l where l.seller_id = $6 and l.sku = any($7::text[])))`

/** A page of products by ASIN, with what the search could be narrowed by. */
export async function searchCatalogue(
  engine: Engine,
  ask: CatalogueSearch,
): Promise<CataloguePage> {
  const { words = [], asins, skus, brands, categories, after, limit } = ask
  const forms = words.flatMap((word) => searchForm(word).split(' ')).filter(Boolean)
  const list = (values: readonly string[] | undefined) => (values ? texts(values) : null)
  const values = [
    ...[list(asins), list(brands), list(categories)],
    ...[numbers(forms.flatMap(gramsOf)), texts(forms.map(likePattern))],
    ...[skus?.seller ?? null, list(skus?.skus)],
  ]
  const { pool } = engine
  const { rows } = await pool.query<Product>(
    `select ${PRODUCT_COLUMNS} from product p
      where ${FIT} and ($8::text is null or p.asin > $8) order by p.asin limit ${limit + 1}`,
    [...values, after ?? null],
  )
  const counted = await pool.query<{ brand: string | null; category: string | null; n: number }>(
    `select p.brand, p.category, count(*) as n from product p where ${FIT} group by p.brand, p.category`,
    values,
  )
  const products = rows.slice(0, limit)
  return {
    products,
    total: counted.rows.reduce((sum, { n }) => sum + n, 0),
    brands: most(counted.rows.map(({ brand, n }) => [brand, n])),
    categories: most(counted.rows.map(({ category, n }) => [category, n])),
    next: rows.length > limit ? (products.at(-1)?.asin ?? null) : null,
  }
}

/** The most frequent names with their counts, then by name. */
function most(rows: readonly (readonly [name: string | null, n: number])[]): Counted[] {
  const counts = new Map<string, number>()
  for (const [name, n] of rows) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + n)
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .slice(0, REFINEMENTS)
}
