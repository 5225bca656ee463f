import type { BuyerId, OrderId, SellerId } from '../ids.ts'
import type { Points, Yen } from '../money/amount.ts'
import { mulDiv } from '../money/ratio.ts'
import type { Lot } from '../points/book.ts'
import type { FeeRate } from '../policy/policy.ts'
import type { Instant } from '../time/instant.ts'

/** What the buyer and the seller agreed on at purchase: frozen, whatever changes later. */
export interface LineTerms {
  readonly seller: SellerId
  readonly sku: string
  readonly asin: string
  /** Decides the fee rate; null for the standard rate. */
  readonly category: string | null
  readonly productType: string | null
  readonly quantity: number
  /** Yen per unit. */
  readonly price: Yen
  /** Yen for the whole line. */
  readonly shipping: Yen
  /** Points promised per unit. */
  readonly pointsPerUnit: Points
}

/** A line of an order and all that has happened to it, in cumulative amounts. */
export interface OrderLine extends LineTerms {
  /** 1, 2, 3 … within the order. */
  readonly line: number
  /** Fee rate and minimum frozen at purchase. */
  readonly fee: FeeRate
  /** Points set aside for this line at purchase. */
  readonly redeemed: Points
  readonly cancelledQuantity: number
  readonly shippedQuantity: number
  readonly released: Points
  readonly captured: Points
  /** Yen credited for what shipped. */
  readonly principal: Yen
  readonly shippingCharged: Yen
  /** Points that the seller paid for at shipment. */
  readonly granted: Points
  /** Of those, not yet vested. */
  readonly unvested: Points
  readonly vestAt: Instant | null
  readonly feeCharged: Yen
  readonly feeCredited: Yen
  readonly refundedPrincipal: Yen
  readonly refundedShipping: Yen
  /** Granted points that refunds and claims have dealt with so far. */
  readonly pointsDue: Points
  /** Redeemed points that refunds gave back to the buyer. */
  readonly pointsBack: Points
}

export type Payment = 'prepaid' | 'cod'

export interface Order {
  readonly id: OrderId
  readonly buyer: BuyerId
  readonly placedAt: Instant
  readonly policyVersion: number
  readonly payment: Payment
  readonly lines: readonly OrderLine[]
  /** Under dated lots: where the redeemed points came from, soonest lapse first. */
  readonly lots: readonly Lot[]
  /** How many of those points have come back (released or restored). */
  readonly lotsBack: number
}

/** Units that are neither shipped nor cancelled. */
export const openQuantity = (line: OrderLine): number =>
  line.quantity - line.shippedQuantity - line.cancelledQuantity

/** Shipping yen of the first `units` units of a line: a cumulative share. */
export const shippingOf = (terms: LineTerms, units: number): number =>
  mulDiv(terms.shipping, units, terms.quantity, 'half-even')

/** What the first `units` units of a line cost. */
export const costOf = (terms: LineTerms, units: number): number =>
  terms.price * units + shippingOf(terms, units)

/** What the whole line costs. */
export const lineTotal = (terms: LineTerms): number => costOf(terms, terms.quantity)

/** What all lines cost. */
export const orderTotal = (lines: readonly LineTerms[]): number =>
  lines.reduce((sum, line) => sum + lineTotal(line), 0)

export type OrderStatus = 'unshipped' | 'partially_shipped' | 'shipped' | 'cancelled'

/**
 * | open units | shipped units | status            |
 * |------------|---------------|-------------------|
 * | some       | none          | unshipped         |
 * | some       | some          | partially_shipped |
 * | none       | some          | shipped           |
 * | none       | none          | cancelled         |
 */
export function statusOf(lines: readonly OrderLine[]): OrderStatus {
  const open = lines.some((line) => openQuantity(line) > 0)
  const shipped = lines.some((line) => line.shippedQuantity > 0)
  if (open) return shipped ? 'partially_shipped' : 'unshipped'
  return shipped ? 'shipped' : 'cancelled'
}

export const lineOf = (order: Order, line: number): OrderLine | undefined =>
  order.lines.find((candidate) => candidate.line === line)

/** The order with some of its lines replaced by their successors. */
export function withLines(order: Order, changed: readonly OrderLine[]): Order {
  const successor = (line: OrderLine) => changed.find((next) => next.line === line.line) ?? line
  return { ...order, lines: order.lines.map(successor) }
}
