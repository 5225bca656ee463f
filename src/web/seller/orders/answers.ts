import { isRefundable } from '../../console/refunds/ask.ts'

/** What the server answers about orders, as far as a seller may see them. */

export interface OrderLine {
  readonly line: number
  readonly sku: string
  readonly asin: string
  readonly titleJa: string | null
  readonly titleEn: string | null
  readonly category: string | null
  readonly quantity: number
  readonly cancelledQuantity: number
  readonly shippedQuantity: number
  readonly price: number
  readonly shipping: number
  readonly pointsPerUnit: number
  readonly principal: number
  readonly shippingCharged: number
  readonly pointsGranted: number
  readonly pointsReturned: number
  readonly feeCharged: number
  readonly feeCredited: number
  readonly refundedPrincipal: number
  readonly refundedShipping: number
}

export type OrderStatus = 'unshipped' | 'partially_shipped' | 'shipped' | 'cancelled'

export interface Order {
  readonly order: string
  readonly placedAt: string
  readonly status: OrderStatus
  readonly payment: 'prepaid' | 'cod'
  /** Yen of what shipped and of what may still ship. */
  readonly total: number
  /** With cash on delivery alone: what is paid already, and what to collect. */
  readonly prepaid?: number
  readonly collect?: number
  readonly policyVersion: number
  readonly lines: readonly OrderLine[]
}

export type RefundCause = 'refund' | 'return' | 'goodwill' | 'guarantee_claim' | 'chargeback'

export interface Happening {
  readonly what: string
  readonly at: string
  readonly lines: readonly {
    readonly line: number
    readonly quantity: number | null
    readonly refunded: number | null
    readonly pointsToSeller: number | null
    readonly feeCredit: number | null
  }[]
  readonly cause: RefundCause | null
  readonly reason: string | null
  readonly carrier: string | null
  readonly tracking: string | null
}

/** What a refund takes and gives, as far as it is the seller's. */
export interface Refund {
  readonly refunded: number
  readonly pointsToSeller: number
  readonly feeCredit: number
  readonly lines: readonly {
    readonly line: number
    readonly principal: number
    readonly shipping: number
    readonly pointsDue: number
    readonly pointsToSeller: number
    readonly feeCredit: number
  }[]
}

/** Units that have neither shipped nor been cancelled. */
export const openUnits = (line: OrderLine): number =>
  line.quantity - line.shippedQuantity - line.cancelledQuantity

export const canRefund = ({ lines }: Order): boolean => lines.some(isRefundable)

export { titleOf } from '../../kit/product-words.ts'

/** Where the reasons of an order's number come from. */
export const explanationOf = (order: string, figure: string, line?: number): string =>
  `/v1/orders/${encodeURIComponent(order)}/explanation?figure=${figure}` +
  (line === undefined ? '' : `&line=${line}`)
