// Small builders for the tests of the rules: fixed data, one sentence each.
import type { BuyerId, OrderId, SellerId } from '../../src/rules/ids.ts'
import { points, yen } from '../../src/rules/money/amount.ts'
import type { Offer, SellerFacts } from '../../src/rules/offers/offer.ts'
import type { LineTerms } from '../../src/rules/orders/order.ts'
import type { Purchase } from '../../src/rules/orders/place.ts'
import { type BuyerBook, EMPTY_BOOK } from '../../src/rules/points/book.ts'
import type { Policy, Terms } from '../../src/rules/policy/policy.ts'
import { JAPAN, PRESETS, type PresetName } from '../../src/rules/policy/presets.ts'
import { isRefusal, type Refusal } from '../../src/rules/refusal.ts'
import { after, type Instant, instantOf, tokyo } from '../../src/rules/time/instant.ts'

/** Noon of 1 June 2020 in Tokyo: the day on which most examples happen. */
export const NOON: Instant = tokyo(2020, 6, 1, 12)

export const BUYER = 1 as BuyerId
export const SELLER = 7 as SellerId
export const ORDER = 100 as OrderId

/** Ten per cent without a minimum, so that examples can be checked by eye. */
export const TEN_PERCENT = { rateBps: 1_000, minimum: 0 }

/** A policy with some of a preset's terms replaced, in force since ever. */
export const policyWith = (
  terms: Partial<Terms> = {},
  preset: PresetName = 'seed-2020',
  version = 1,
  effectiveFrom: Instant = instantOf(0),
): Policy => ({
  version,
  name: `${preset}, version ${version}`,
  announcedAt: instantOf(0),
  effectiveFrom,
  terms: { ...PRESETS[preset], ...terms },
})

/** The default policy with a plain fee of 10 %. */
export const plainPolicy = (terms: Partial<Terms> = {}): Policy =>
  policyWith({
    fees: {
      standard: TEN_PERCENT,
      categories: {},
      refundAdministration: { rateBps: 0, maximum: 0 },
    },
    ...terms,
  })

/** A line of one unit at 1,000 JPY without shipping and points. */
export const lineTerms = (terms: Partial<LineTerms> = {}): LineTerms => ({
  seller: SELLER,
  sku: 'SKU-1',
  asin: 'B000000001',
  category: null,
  productType: null,
  quantity: 1,
  price: yen(1_000),
  shipping: yen(0),
  pointsPerUnit: points(0),
  ...terms,
})

export const purchase = (lines: readonly LineTerms[], redeem: number | 'max' = 0): Purchase => ({
  order: ORDER,
  buyer: BUYER,
  lines,
  redeem: redeem === 'max' ? redeem : points(redeem),
  payment: 'prepaid',
})

/** A book with some points to spend, earned at noon. */
export const bookWith = (available: number, book: Partial<BuyerBook> = {}): BuyerBook => ({
  ...EMPTY_BOOK,
  available: points(available),
  lastEarnedAt: available > 0 ? NOON : null,
  ...book,
})

/** An offer at 1,000 JPY without points, in Japan, ten in stock. */
export const offerWith = (offer: Partial<Offer> = {}): Offer => ({
  seller: SELLER,
  sku: 'SKU-1',
  asin: 'B000000001',
  marketplace: JAPAN,
  condition: 'new',
  price: yen(1_000),
  shipping: yen(0),
  points: null,
  stock: 10,
  status: 'active',
  ...offer,
})

/** A professional seller in good standing that accepted the agreement and has no default. */
export const sellerWith = (seller: Partial<SellerFacts> = {}): SellerFacts => ({
  plan: 'professional',
  agreementVersion: 1,
  standing: 'good',
  defaultBps: null,
  ...seller,
})

/** The decision, when it was no refusal; the test fails otherwise. */
export function accepted<Decision extends object>(decision: Decision): Exclude<Decision, Refusal> {
  if (isRefusal(decision)) throw new Error(`refused: ${JSON.stringify(decision)}`)
  return decision as Exclude<Decision, Refusal>
}

/** `after` by a name that is not also a test hook's. */
export const momentAfter = after
