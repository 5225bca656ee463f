import type { BuyerId, OrderId, SellerId } from '../rules/ids.ts'
import { points, yen } from '../rules/money/amount.ts'
import type { Order, OrderLine, Payment } from '../rules/orders/order.ts'
import type { Lot } from '../rules/points/book.ts'
import type { Instant } from '../rules/time/instant.ts'

export interface LineRow {
  readonly buyer_id: number
  readonly order_id: number
  readonly line: number
  readonly seller_id: number
  readonly placed_at: Instant
  readonly sku: string
  readonly asin: string
  readonly category: string | null
  readonly product_type: string | null
  readonly quantity: number
  readonly price: number
  readonly shipping: number
  readonly points_per_unit: number
  readonly fee_rate_bps: number
  readonly fee_minimum: number
  readonly redeemed: number
  readonly cancelled_quantity: number
  readonly shipped_quantity: number
  readonly released: number
  readonly captured: number
  readonly principal: number
  readonly shipping_charged: number
  readonly granted: number
  readonly unvested: number
  readonly vest_at: Instant | null
  readonly fee_charged: number
  readonly fee_credited: number
  readonly refunded_principal: number
  readonly refunded_shipping: number
  readonly points_due: number
  readonly points_back: number
}

export interface OrderRow {
  readonly buyer_id: number
  readonly id: number
  readonly reference: string
  readonly placed_at: Instant
  readonly policy_version: number
  readonly payment: Payment
  readonly total: number
  readonly redeemed: number
  readonly lots: readonly Lot[]
  readonly lots_back: number
}

export const lineOfRow = (row: LineRow): OrderLine => ({
  line: row.line,
  seller: row.seller_id as SellerId,
  sku: row.sku,
  asin: row.asin,
  category: row.category,
  productType: row.product_type,
  quantity: row.quantity,
  price: yen(row.price),
  shipping: yen(row.shipping),
  pointsPerUnit: points(row.points_per_unit),
  fee: { rateBps: row.fee_rate_bps, minimum: row.fee_minimum },
  redeemed: points(row.redeemed),
  cancelledQuantity: row.cancelled_quantity,
  shippedQuantity: row.shipped_quantity,
  released: points(row.released),
  captured: points(row.captured),
  principal: yen(row.principal),
  shippingCharged: yen(row.shipping_charged),
  granted: points(row.granted),
  unvested: points(row.unvested),
  vestAt: row.vest_at,
  feeCharged: yen(row.fee_charged),
  feeCredited: yen(row.fee_credited),
  refundedPrincipal: yen(row.refunded_principal),
  refundedShipping: yen(row.refunded_shipping),
  pointsDue: points(row.points_due),
  pointsBack: points(row.points_back),
})

/** An order of its row and the rows of its lines, in line order. */
export const orderOfRows = (
  row: Omit<OrderRow, 'total' | 'redeemed' | 'reference'>,
  lines: readonly LineRow[],
): Order => ({
  id: row.id as OrderId,
  buyer: row.buyer_id as BuyerId,
  placedAt: row.placed_at,
  policyVersion: row.policy_version,
  payment: row.payment,
  lines: lines.map(lineOfRow),
  lots: row.lots,
  lotsBack: row.lots_back,
})
