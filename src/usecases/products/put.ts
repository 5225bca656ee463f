import { numbers, texts } from '../../ledger/arrays.ts'
import type { Accepted } from '../../ledger/command.ts'
import { isRefusal, type Refusal } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once, type Work } from '../once.ts'
import { announceEffects } from '../outbox.ts'
import { badProduct, type ProductAsk } from './product.ts'
import { gramsOf, searchForm } from './search-text.ts'

export interface ProductsOutcome {
  readonly created: number
  readonly changed: number
  readonly unchanged: number
}

/**
 * Makes products, or brings those that exist to what is asked; what is left out is emptied. One
 * transaction; a few thousand at a time are quickest. Of an ASIN named twice the last one counts.
 * Refusal: `text_out_of_range`.
 */
export const putProducts = (
  engine: Engine,
  intent: Intent,
  products: readonly ProductAsk[],
): Promise<Refusal | Accepted<ProductsOutcome>> =>
  once(engine, intent, 'products.put', products, (work) => writeProducts(work, products))

/** As `putProducts`, inside a transaction. */
export async function writeProducts(
  work: Work,
  products: readonly ProductAsk[],
): Promise<Refusal | ProductsOutcome> {
  for (const product of products) {
    const bad = badProduct(product)
    if (bad) return bad
  }
  const last = [...new Map(products.map((product) => [product.asin, product])).values()]
  const rows = last.toSorted((a, b) => (a.asin < b.asin ? -1 : 1))
  const { rows: written } = await store(work, rows, OVERWRITE, 'put-products')
  const effects = written.length === 0 ? [] : [changedEffect(written.map((row) => row.asin))]
  await announceEffects(work.sql, effects, work.at, work.now)
  const created = written.filter((row) => row.created).length
  const changed = written.length - created
  return { created, changed, unchanged: rows.length - written.length }
}

const changedEffect = (asins: readonly string[]) => ({
  topic: 'product.changed',
  payload: { asins },
})

/**
 * Makes those products that do not exist, inside a transaction, and says how many; the texts have
 * been checked.
 */
export async function addProducts(work: Work, products: readonly ProductAsk[]): Promise<number> {
  const rows = products.toSorted((a, b) => (a.asin < b.asin ? -1 : 1))
  const { rows: written } = await store(work, rows, KEEP, 'add-products')
  const effects = written.length === 0 ? [] : [changedEffect(written.map((row) => row.asin))]
  await announceEffects(work.sql, effects, work.at, work.now)
  return written.length
}

const FIELDS = ['title_ja', 'title_en', 'brand', 'category', 'product_type', 'image']

const KEEP = 'on conflict (asin) do nothing'
const OVERWRITE = `on conflict (asin) do update set version = product.version + 1,
    ${[...FIELDS, 'search', 'grams', 'updated_at'].map((f) => `${f} = excluded.${f}`).join(', ')}
  where (${FIELDS.map((f) => `product.${f}`).join(', ')})
    is distinct from (${FIELDS.map((f) => `excluded.${f}`).join(', ')})`

function store({ sql, now }: Work, rows: readonly ProductAsk[], conflict: string, name: string) {
  const column = (of: (product: ProductAsk) => string | null | undefined) =>
    texts(rows.map((product) => of(product) ?? null))
  const searches = rows.map((p) =>
    searchForm([p.asin, p.titleJa, p.titleEn, p.brand].filter(Boolean).join(' ')),
  )
  return sql.query<{ asin: string; created: boolean }>({
    name,
    text: `insert into product (asin, ${FIELDS.join(', ')}, search, grams, created_at, updated_at)
      select a, t, e, b, c, y, i, s, g::int[], to_timestamp($10::float8 / 1000),
        to_timestamp($10::float8 / 1000)
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
        $7::text[], $8::text[], $9::text[]) as n (a, t, e, b, c, y, i, s, g)
      ${conflict}
      returning asin, version = 1 as created`,
    values: [
      column((product) => product.asin),
      column((product) => product.titleJa),
      column((product) => product.titleEn),
      column((product) => product.brand),
      column((product) => product.category),
      column((product) => product.productType),
      column((product) => product.image),
      texts(searches),
      texts(searches.map((text) => numbers(gramsOf(text)))),
      now,
    ],
  })
}

/** One product. Refusal: `text_out_of_range`. */
export const putProduct = (
  engine: Engine,
  intent: Intent,
  ask: ProductAsk,
): Promise<Refusal | Accepted<{ readonly asin: string; readonly what: keyof ProductsOutcome }>> =>
  once(engine, intent, 'product.put', ask, async (work) => {
    const written = await writeProducts(work, [ask])
    if (isRefusal(written)) return written
    const what = written.created ? 'created' : written.changed ? 'changed' : 'unchanged'
    return { asin: ask.asin, what }
  })
