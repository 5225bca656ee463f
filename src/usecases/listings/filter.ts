import { numbers } from '../../ledger/arrays.ts'
import { mayOfferPoints } from '../../rules/offers/eligibility.ts'
import type { Condition, OfferStatus } from '../../rules/offers/offer.ts'
import { gramsOf, likePattern, searchForm } from '../products/search-text.ts'
import type { Author } from './decide.ts'

/** Which of a seller's listings; every field named must hold. */
export interface ListingFilter {
  /** Part of the SKU, or words that the product's ASIN, titles or brand contain. */
  readonly query?: string
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
export function conditionsOf(
  filter: ListingFilter,
  author: Pick<Author, 'seller' | 'policy'>,
  parameters: Parameters,
): string[] {
  const place = (value: unknown) => parameters.add(value)
  const conditions = [`l.seller_id = ${place(author.seller.id)}`]
  const { asin, status, condition, points, pointsReset, stockAtMost, priceFrom, priceTo } = filter
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
  const words = searchForm(filter.query ?? '')
  if (words !== '') conditions.push(matches(filter.query ?? '', words.split(' '), parameters))
  return conditions
}

/** Whether `listing l` carries points, as `effectivePoints` would say, before rounding. */
export function carriesPoints({ seller, policy }: Pick<Author, 'seller' | 'policy'>): string {
  if (mayOfferPoints(seller.facts, seller.marketplace, policy)) return 'false'
  const byDefault = policy.terms.offering.accountDefault && (seller.facts.defaultBps ?? 0) > 0
  return `coalesce(l.points_bps > 0, l.points_amount is not null or ${byDefault})`
}

function matches(query: string, words: readonly string[], parameters: Parameters): string {
  const sku = parameters.add(likePattern(query.trim()))
  const grams = parameters.add(numbers(words.flatMap(gramsOf)))
  const texts = parameters.add(words.map(likePattern))
  return `(l.sku like ${sku} or l.asin in (select p.asin from product p
    where p.grams @> ${grams}::int[] and p.search like all (${texts}::text[])))`
}
