import type { Sql } from '../../database/connect.ts'
import { numbers } from '../../ledger/arrays.ts'
import { type LineRow, lineOfRow, type OrderRow } from '../../ledger/order-rows.ts'
import type { SellerId } from '../../rules/ids.ts'
import {
  costOf,
  lineTotal,
  type OrderLine,
  type OrderStatus,
  type Payment,
  statusOf,
} from '../../rules/orders/order.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import type { Behalf } from './behalf.ts'

/** An order with everything known of it. What a party may see of it is `seen…`'s to say. */
export interface OrderSheet {
  readonly id: number
  readonly reference: string
  readonly buyer: string
  readonly placedAt: Instant
  readonly policyVersion: number
  readonly payment: Payment
  readonly lines: readonly SheetLine[]
}

export interface SheetLine extends OrderLine {
  readonly sellerReference: string
  readonly sellerName: string
  /** The product's as it is called now; null when it is not known here. */
  readonly titleJa: string | null
  readonly titleEn: string | null
  readonly image: string | null
}

interface SheetRow extends OrderRow {
  readonly buyer: string
}

interface SheetLineRow extends LineRow {
  readonly seller_reference: string
  readonly seller_name: string
  readonly title_ja: string | null
  readonly title_en: string | null
  readonly image: string | null
}

/** The orders with these keys, in the order of the keys. */
export async function readSheets(
  sql: Sql,
  keys: readonly { readonly buyer: number; readonly order: number }[],
): Promise<OrderSheet[]> {
  if (keys.length === 0) return []
  const values = [numbers(keys.map((key) => key.buyer)), numbers(keys.map((key) => key.order))]
  const orders = await sql.query<SheetRow>({
    name: 'sheets',
    text: `select o.*, b.reference as buyer
      from unnest($1::bigint[], $2::bigint[]) with ordinality as k (b, o, n)
      join orders o on o.buyer_id = k.b and o.id = k.o join buyer b on b.id = o.buyer_id
      order by n`,
    values,
  })
  const lines = await sql.query<SheetLineRow>({
    name: 'sheet-lines',
    text: `select l.*, s.reference as seller_reference, s.name as seller_name,
        p.title_ja, p.title_en,
        p.image
      from unnest($1::bigint[], $2::bigint[]) as k (b, o)
      join order_line l on l.buyer_id = k.b and l.order_id = k.o join seller s on s.id = l.seller_id
      left join product p on p.asin = l.asin
      order by l.order_id, l.line`,
    values,
  })
  const linesOf = Map.groupBy(lines.rows, (line) => line.order_id)
  return orders.rows.map((row) => sheetOf(row, linesOf.get(row.id) ?? []))
}

const sheetOf = (row: SheetRow, lines: readonly SheetLineRow[]): OrderSheet => ({
  id: row.id,
  reference: row.reference,
  buyer: row.buyer,
  placedAt: row.placed_at,
  policyVersion: row.policy_version,
  payment: row.payment,
  lines: lines.map((line) => ({
    ...lineOfRow(line),
    ...{ sellerReference: line.seller_reference, sellerName: line.seller_name },
    ...{ titleJa: line.title_ja, titleEn: line.title_en, image: line.image },
  })),
})

/**
 * One order, as far as it is the party's: a seller gets its own lines alone. Somebody else's order
 * is `order_not_found`, as one that does not exist.
 */
export async function readOrder(
  engine: Engine,
  reference: string,
  behalf: Behalf = {},
): Promise<Refusal | OrderSheet> {
  const found = await engine.directory.order(reference)
  if (found === undefined || (behalf.buyer !== undefined && behalf.buyer !== found.buyer)) {
    return refuse('order_not_found')
  }
  const [sheet] = await readSheets(engine.pool, [found])
  const own = sheet && (behalf.seller === undefined ? sheet : ofSeller(sheet, behalf.seller))
  return own ?? refuse('order_not_found')
}

/** The lines of one seller; undefined when it has none in this order. */
export function ofSeller(sheet: OrderSheet, seller: SellerId): OrderSheet | undefined {
  const lines = sheet.lines.filter((line) => line.seller === seller)
  return lines.length === 0 ? undefined : { ...sheet, lines }
}

export interface SellerLine {
  readonly line: number
  readonly sku: string
  readonly asin: string
  readonly titleJa: string | null
  readonly titleEn: string | null
  readonly image: string | null
  readonly category: string | null
  readonly quantity: number
  readonly cancelledQuantity: number
  readonly shippedQuantity: number
  readonly price: number
  readonly shipping: number
  readonly pointsPerUnit: number
  /** Credited for what shipped, in yen. */
  readonly principal: number
  readonly shippingCharged: number
  /** Points paid for at shipment, and of those dealt with by refunds and claims. */
  readonly pointsGranted: number
  readonly pointsReturned: number
  readonly feeCharged: number
  readonly feeCredited: number
  readonly refundedPrincipal: number
  readonly refundedShipping: number
}

export interface SellerOrder {
  readonly order: string
  readonly placedAt: Instant
  readonly status: OrderStatus
  readonly payment: Payment
  /** Yen of what shipped and of what may still ship. */
  readonly total: number
  /** With cash on delivery: what is paid already, and what to collect. Never otherwise §. */
  readonly prepaid?: number
  readonly collect?: number
  readonly policyVersion: number
  readonly lines: readonly SellerLine[]
}

/**
 * What a seller sees of its lines. Whether and how the buyer paid with points is not in it: an
 * order is "prepaid", and with cash on delivery there is a prepaid amount and one to collect §.
 */
export function seenBySeller(own: OrderSheet): SellerOrder {
  const { reference: order, placedAt, payment, policyVersion } = own
  const lines = own.lines.map(sellerLine)
  const total = payable(own)
  const status = statusOf(own.lines)
  const shown = { order, placedAt, status, payment, total, policyVersion, lines }
  if (payment !== 'cod') return shown
  const prepaid = own.lines.reduce((sum, line) => sum + line.redeemed - line.released, 0)
  return { ...shown, prepaid, collect: total - prepaid }
}

const sellerLine = (line: SheetLine): SellerLine => ({
  line: line.line,
  sku: line.sku,
  asin: line.asin,
  titleJa: line.titleJa,
  titleEn: line.titleEn,
  image: line.image,
  category: line.category,
  quantity: line.quantity,
  cancelledQuantity: line.cancelledQuantity,
  shippedQuantity: line.shippedQuantity,
  price: line.price,
  shipping: line.shipping,
  pointsPerUnit: line.pointsPerUnit,
  principal: line.principal,
  shippingCharged: line.shippingCharged,
  pointsGranted: line.granted,
  pointsReturned: line.pointsDue,
  feeCharged: line.feeCharged,
  feeCredited: line.feeCredited,
  refundedPrincipal: line.refundedPrincipal,
  refundedShipping: line.refundedShipping,
})

/** Yen of what shipped and of what may still ship. */
export const payable = ({ lines }: { readonly lines: readonly OrderLine[] }): number =>
  lines.reduce((sum, line) => {
    const done = line.shippedQuantity + line.cancelledQuantity
    return sum + line.principal + line.shippingCharged + lineTotal(line) - costOf(line, done)
  }, 0)

export interface FullLine extends SellerLine {
  readonly seller: string
  readonly sellerName: string
  /** Points that pay for the line: set aside, spent at shipment, back by cancelling or refunds. */
  readonly redeemed: number
  readonly captured: number
  readonly released: number
  readonly pointsBack: number
  /** Earned points that are not spendable yet, and when they will be. */
  readonly pending: number
  readonly vestAt: Instant | null
}

export interface FullOrder extends Omit<SellerOrder, 'lines' | 'prepaid' | 'collect'> {
  readonly buyer: string
  readonly redeemed: number
  readonly cash: number
  readonly lines: readonly FullLine[]
}

/** What the operator sees: everything. */
export function seenInFull(sheet: OrderSheet): FullOrder {
  const { reference: order, placedAt, payment, policyVersion, buyer } = sheet
  const total = payable(sheet)
  const redeemed = sheet.lines.reduce((sum, line) => sum + line.redeemed - line.released, 0)
  return {
    ...{ order, buyer, placedAt, status: statusOf(sheet.lines), payment, policyVersion },
    ...{ total, redeemed, cash: total - redeemed },
    lines: sheet.lines.map((line) => ({
      ...sellerLine(line),
      seller: line.sellerReference,
      sellerName: line.sellerName,
      redeemed: line.redeemed,
      captured: line.captured,
      released: line.released,
      pointsBack: line.pointsBack,
      pending: line.unvested,
      vestAt: line.vestAt,
    })),
  }
}

export interface BuyerOrder extends Omit<FullOrder, 'lines'> {
  readonly lines: readonly Omit<FullLine, 'feeCharged' | 'feeCredited'>[]
}

/** What the buyer sees: everything but what the seller pays the operator. */
export function seenByBuyer(sheet: OrderSheet): BuyerOrder {
  const order = seenInFull(sheet)
  return { ...order, lines: order.lines.map(({ feeCharged: _, feeCredited: __, ...line }) => line) }
}
