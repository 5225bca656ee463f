import type { Sql } from '../../database/connect.ts'
import { numbers, texts } from '../../ledger/arrays.ts'
import { mayOfferPoints } from '../../rules/offers/eligibility.ts'
import type { Condition, OfferStatus } from '../../rules/offers/offer.ts'
import { gramsOf, likePattern, searchForm, sellersGramsOf } from '../products/search-text.ts'
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

/** What must hold of a `listing l`. */
export interface Conditions {
  /** The first says whose it is. */
  readonly all: readonly string[]
  /** Bounds of the price, which an order of prices begins and ends at. */
  readonly prices: readonly string[]
  /** Whether what was searched for names so few that they can all be read. */
  readonly areFew: boolean
}

/** The filter as conditions on `listing l`, of the author's seller. */
export async function conditionsOf(
  sql: Sql,
  filter: ListingFilter,
  author: Pick<Author, 'seller' | 'policy'>,
  parameters: Parameters,
): Promise<Conditions> {
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
  const prices: string[] = []
  if (priceFrom !== undefined) prices.push(`l.price >= ${place(priceFrom)}`)
  if (priceTo !== undefined) prices.push(`l.price <= ${place(priceTo)}`)
  const query = searchForm(filter.query ?? '')
  const found = query === '' ? null : await findMatches(sql, author.seller.id, query)
  if (found) conditions.push(matchCondition(found, query, parameters))
  return {
    all: [...conditions, ...prices],
    prices,
    areFew: (found?.skus?.length ?? FEW) + (found?.asins?.length ?? FEW) < FEW,
  }
}

/** Whether `listing l` carries points, as `effectivePoints` would say, before rounding. */
export function carriesPoints({ seller, policy }: Pick<Author, 'seller' | 'policy'>): string {
  if (mayOfferPoints(seller.facts, seller.marketplace, policy)) return 'false'
  const byDefault = policy.terms.offering.accountDefault && (seller.facts.defaultBps ?? 0) > 0
  return `coalesce(l.points_bps > 0, l.points_amount is not null or ${byDefault})`
}

/** SKUs, and products, that fit a query and are named; of more, each listing's own is looked at. */
const SKUS_MAX = 10_000
const PRODUCTS_MAX = 5_000
/** SKUs and products that so few listings can be of that reading all is best. */
const FEW = 2_000

interface Matches {
  /** Null: more than are named. */
  readonly skus: readonly string[] | null
  readonly asins: readonly string[] | null
}

/**
 * The SKUs and products that fit a query are looked up first: lists let the planner see how few
 * listings there will be, where a subquery would have it expect every second one.
 */
async function findMatches(sql: Sql, seller: number, query: string): Promise<Matches> {
  const words = query.split(' ')
  const products = await sql.query<{ asin: string }>(
    `select p.asin from product p
      where p.grams @> $1::int[] and p.search like all ($2::text[]) limit ${PRODUCTS_MAX + 1}`,
    [numbers(words.flatMap(gramsOf)), words.map(likePattern)],
  )
  const skus = await sql.query<{ sku: string }>(
    `select s.sku from listing_search s
      where s.grams @> $1::int[] and s.seller_id = $2 and s.form like $3 limit ${SKUS_MAX + 1}`,
    [numbers(sellersGramsOf(seller, query)), seller, likePattern(query)],
  )
  return {
    skus: skus.rows.length > SKUS_MAX ? null : skus.rows.map(({ sku }) => sku),
    asins: products.rows.length > PRODUCTS_MAX ? null : products.rows.map(({ asin }) => asin),
  }
}

function matchCondition({ skus, asins }: Matches, query: string, parameters: Parameters): string {
  const bySku = skus
    ? `l.sku = any (${parameters.add(texts(skus))}::text[])`
    : `lower(normalize(l.sku, NFKC)) like ${parameters.add(likePattern(query))}`
  const byProduct = asins
    ? `l.asin = any (${parameters.add(texts(asins))}::text[])`
    : `exists (select from product p where p.asin = l.asin
        and p.search like all (${parameters.add(query.split(' ').map(likePattern))}::text[]))`
  return `(${bySku} or ${byProduct})`
}
