/** An order as an operator sees it; see `GET /v1/orders/{order}`. */
export interface Order {
  readonly order: string
  readonly placedAt: string
  readonly status: 'unshipped' | 'partially_shipped' | 'shipped' | 'cancelled'
  readonly payment: 'prepaid' | 'cod'
  readonly policyVersion: number
  readonly buyer: string
  readonly total: number
  readonly redeemed: number
  readonly cash: number
  readonly lines: readonly OrderLine[]
}

export interface OrderLine {
  readonly line: number
  readonly sku: string
  readonly titleJa: string | null
  readonly titleEn: string | null
  readonly quantity: number
  readonly shippedQuantity: number
  readonly cancelledQuantity: number
  readonly price: number
  readonly shipping: number
  readonly principal: number
  readonly shippingCharged: number
  readonly pointsGranted: number
  readonly pointsReturned: number
  readonly feeCharged: number
  readonly feeCredited: number
  readonly refundedPrincipal: number
  readonly refundedShipping: number
  readonly seller: string
  readonly sellerName: string
  readonly pending: number
}

/** What a refund, claim or chargeback does, or would do. */
export interface Refunded {
  readonly refunded: number
  readonly cash: number
  readonly pointsBack: number
  readonly clawedBack: number
  readonly shortfall: number
  readonly pointsToSeller: number
  readonly feeCredit: number
}
