import type { Posting } from '../book/posting.ts'
import type { BuyerId, OrderId, SellerId } from '../ids.ts'
import { type Points, points, type Yen } from '../money/amount.ts'
import type { LineTerms, Order, OrderLine } from '../orders/order.ts'
import { decidePlacement, type Placed } from '../orders/place.ts'
import { decideShipment, type Shipped } from '../orders/ship.ts'
import { type BuyerBook, EMPTY_BOOK } from '../points/book.ts'
import type { FeeRate, Policy } from '../policy/policy.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import { type Instant, instantOf } from '../time/instant.ts'

/** What one imagined line sells, in the words of a calculator. */
export interface ImaginedLine {
  readonly price: Yen
  /** Yen for the whole line; 0 when absent. */
  readonly shipping?: Yen
  /** Points promised for one unit; 0 when absent. */
  readonly pointsPerUnit?: Points
  /** 1 when absent. */
  readonly quantity?: number
  readonly category?: string | null
  /** Points that the buyer pays with; 0 when absent. */
  readonly redeemed?: Points
}

/** When imagined orders happen: no rule that a calculator shows depends on it. */
export const IMAGINED_AT: Instant = instantOf(0)

export interface Sold {
  readonly refused?: never
  readonly placed: Placed
  readonly shipped: Shipped
  readonly book: BuyerBook
  readonly order: Order
  readonly line: OrderLine
}

/**
 * Places and ships an order of one line in memory, through the decisions that real orders take.
 * Whoever calculates by it cannot differ from what is charged.
 */
export function sell(imagined: ImaginedLine, policy: Policy): Refusal | Sold {
  const { price, shipping = 0, pointsPerUnit = 0, quantity = 1, redeemed = 0 } = imagined
  const terms: LineTerms = {
    seller: 0 as SellerId,
    sku: '',
    asin: '',
    category: imagined.category ?? null,
    productType: null,
    quantity,
    price,
    shipping: shipping as Yen,
    pointsPerUnit: pointsPerUnit as Points,
  }
  const purchase = {
    order: 0 as OrderId,
    buyer: 0 as BuyerId,
    lines: [terms],
    redeem: points(redeemed),
    payment: 'prepaid',
  } as const
  const purse = { ...EMPTY_BOOK, available: points(redeemed), lastEarnedAt: IMAGINED_AT }
  const placed = decidePlacement(purse, purchase, policy, IMAGINED_AT)
  if (isRefusal(placed)) return placed
  const shipped = decideShipment(placed.book, placed.order, 'all', policy, IMAGINED_AT)
  if (isRefusal(shipped)) return shipped
  const { book, order } = shipped
  return { placed, shipped, book, order, line: order.lines[0] as OrderLine }
}

/** The policy with one fee rate for everything, for questions that name the rate themselves. */
export const withFeeRate = (policy: Policy, rate: FeeRate | undefined): Policy =>
  rate === undefined
    ? policy
    : {
        ...policy,
        terms: {
          ...policy.terms,
          fees: { ...policy.terms.fees, standard: rate, categories: {} },
        },
      }

/** Yen that some movements leave on the seller's proceeds; negative when they take. */
export const proceedsOf = (postings: readonly Posting[]): number =>
  postings.reduce(
    (sum, { debit, credit, amount }) =>
      sum +
      (credit === 'seller_proceeds' ? amount : 0) -
      (debit === 'seller_proceeds' ? amount : 0),
    0,
  )
