import type { Sql } from '../../database/connect.ts'
import { numbers, texts } from '../../ledger/arrays.ts'
import { mayOfferPoints } from '../../rules/offers/eligibility.ts'
import type { Condition, OfferStatus } from '../../rules/offers/offer.ts'
import { gramsOf, likePattern, searchForm } from '../products/search-text.ts'
import type { Author } from './decide.ts'

/** Which of a seller's listings; every field named must hold. */
export interface ListingFilter {
  /** Part of the SKU, or words that the product's ASIN, titles or brand contain. */
  readonly query?: string
  /** One of these, by name. */
  readonly skus?: readonly string[]
  readonly asin?: string
  readonly status?: OfferStatus
  readonly condition?: Condition
  /** Whether it carries points, of its own or by the account default. */
  readonly points?: 'some' | 'none'
  /** Whether its points were reset and not set again. */
  readonly pointsReset?: boolean
  /** Counted stock of at most this. 0: sold out. */
  readonly stockAtMost?: number
  readonly priceFrom?: number
  readonly priceTo?: number
}

/** Collects the parameters of a statement and gives their places. */
export class Parameters {
  readonly values: unknown[] = []

  /** The place of a value, such as `$3`. */
  add(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }
}

/** The filter as conditions on `listing l`, of the author's seller. */
export async function conditionsOf(
  sql: Sql,
  filter: ListingFilter,
  author: Pick<Author, 'seller' | 'policy'>,
  parameters: Parameters,
): Promise<string[]> {
  const place = (value: unknown) => parameters.add(value)
  const conditions = [`l.seller_id = ${place(author.seller.id)}`]
  const { asin, status, condition, points, pointsReset, stockAtMost, priceFrom, priceTo } = filter
  if (filter.skus) conditions.push(`l.sku = any (${place(texts(filter.skus))}::text[])`)
  if (asin !== undefined) conditions.push(`l.asin = ${place(asin)}`)
  // Written out, so that the partial index of inactive listings is seen to fit.
  if (status !== undefined)
    conditions.push(`l.status = '${status === 'active' ? status : 'inactive'}'`)
  if (condition !== undefined) conditions.push(`l.condition = ${place(condition)}`)
  if (points !== undefined) {
    conditions.push(`${points === 'some' ? '' : 'not '}(${carriesPoints(author)})`)
  }
  if (pointsReset !== undefined) {
    conditions.push(`l.points_reset_at is ${pointsReset ? 'not ' : ''}null`)
  }
  if (stockAtMost !== undefined) conditions.push(`l.stock <= ${place(stockAtMost)}`)
  if (priceFrom !== undefined) conditions.push(`l.price >= ${place(priceFrom)}`)
  if (priceTo !== undefined) conditions.push(`l.price <= ${place(priceTo)}`)
  const { query = '' } = filter
  if (searchForm(query) !== '') conditions.push(await matches(sql, query, parameters))
  return conditions
}

/** Whether `listing l` carries points, as `effectivePoints` would say, before rounding. */
export function carriesPoints({ seller, policy }: Pick<Author, 'seller' | 'policy'>): string {
  if (mayOfferPoints(seller.facts, seller.marketplace, policy)) return 'false'
  const byDefault = policy.terms.offering.accountDefault && (seller.facts.defaultBps ?? 0) > 0
  return `coalesce(l.points_bps > 0, l.points_amount is not null or ${byDefault})`
}

/** Products of a query that are named one by one; of more, each listing's own is looked at. */
const PRODUCTS_MAX = 5_000

/**
 * The products that fit a query are looked up first: a list lets the planner see how few listings
 * there will be, where a subquery would have it expect every second one.
 */
async function matches(sql: Sql, query: string, parameters: Parameters): Promise<string> {
  const words = searchForm(query).split(' ')
  const values = [numbers(words.flatMap(gramsOf)), words.map(likePattern)]
  const { rows } = await sql.query<{ asin: string }>(
    `select p.asin from product p
      where p.grams @> $1::int[] and p.search like all ($2::text[]) limit ${PRODUCTS_MAX + 1}`,
    values,
  )
  const typed = query.trim()
  const skus = [typed, typed.toLowerCase(), typed.toUpperCase()].map(likePattern)
  const product =
    rows.length > PRODUCTS_MAX
      ? `exists (select from product p where p.asin = l.asin
          and p.search like all (${parameters.add(values[1])}::text[]))`
      : `l.asin = any (${parameters.add(texts(rows.map((row) => row.asin)))}::text[])`
  return `(l.sku like any (${parameters.add(skus)}::text[]) or ${product})`
}
