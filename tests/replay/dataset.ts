import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** An order as the dataset's files would tell it. Times are `YYYY-MM-DD hh:mm:ss`, Asia/Tokyo. */
export interface SourceOrder {
  readonly id: string
  readonly buyer: string
  readonly status: string
  readonly purchased: string
  readonly carrier?: string | undefined
  readonly delivered?: string | undefined
  readonly items: readonly { seller: string; price: string; freight: string }[]
  readonly vouchers?: readonly string[]
}

export const HEADERS = {
  olist_orders_dataset:
    'order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,' +
    'order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date',
  olist_order_items_dataset:
    'order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value',
  olist_order_payments_dataset:
    'order_id,payment_sequential,payment_type,payment_installments,payment_value',
  olist_customers_dataset:
    'customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state',
} as const

/** Writes orders as a folder of the dataset. */
export async function writeDataset(folder: string, orders: readonly SourceOrder[]): Promise<void> {
  await mkdir(folder, { recursive: true })
  const rows: Record<keyof typeof HEADERS, string[]> = {
    olist_orders_dataset: orders.map(({ id, status, purchased, carrier, delivered }) =>
      [id, `c${id}`, status, purchased, purchased, carrier ?? '', delivered ?? '', ''].join(','),
    ),
    olist_order_items_dataset: orders.flatMap(({ id, items }) =>
      items.map(({ seller, price, freight }, index) =>
        [id, index + 1, `p${price.replace('.', '')}`, seller, '', price, freight].join(','),
      ),
    ),
    olist_order_payments_dataset: orders.flatMap(({ id, vouchers = [] }) => [
      `${id},1,credit_card,1,1.00`,
      ...vouchers.map((value, index) => `${id},${index + 2},voucher,1,${value}`),
    ]),
    // A quoted cell with a comma, as real files have them.
    olist_customers_dataset: orders.map(
      ({ id, buyer }) => `c${id},${buyer},01000,"sao paulo, sp",SP`,
    ),
  }
  for (const [name, lines] of Object.entries(rows)) {
    const header = HEADERS[name as keyof typeof HEADERS]
    await writeFile(path.join(folder, `${name}.csv`), `${[header, ...lines].join('\n')}\n`)
  }
}

const STATUSES = [
  ...['delivered', 'delivered', 'delivered', 'delivered', 'delivered', 'shipped', 'canceled'],
  ...['unavailable', 'processing', 'invoiced'],
]
const FIRST = Date.UTC(2016, 8, 3)
const LAST = Date.UTC(2018, 10, 20)
const HOUR = 3_600_000

/** Orders of every shape, the same for the same seed: few buyers, so that they come back. */
export function inventedOrders(count: number, seed: number): SourceOrder[] {
  const random = mulberry32(seed)
  const upTo = (limit: number) => Math.floor(random() * limit)
  const chance = (share: number) => random() < share
  const local = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ')
  return Array.from({ length: count }, (_, index): SourceOrder => {
    const purchased = FIRST + upTo((LAST - FIRST) / 1_000) * 1_000
    const carrier = chance(0.85) ? purchased + upTo(400 * HOUR) - 4 * HOUR : undefined
    const delivered = chance(0.8)
      ? Math.max(purchased, carrier ?? 0) + 48 * HOUR + upTo(900 * HOUR)
      : undefined
    const amount = (limit: number) => `${upTo(limit)}.${String(upTo(100)).padStart(2, '0')}`
    return {
      id: upTo(16).toString(16) + String(index).padStart(31, '0'),
      buyer: `buyer${upTo(count / 3)}`,
      status: STATUSES[upTo(STATUSES.length)] as string,
      purchased: local(purchased),
      carrier: carrier === undefined ? undefined : local(carrier),
      delivered: delivered === undefined ? undefined : local(delivered),
      items: Array.from({ length: chance(0.05) ? 0 : 1 + upTo(chance(0.2) ? 4 : 1) }, () => ({
        seller: `seller${upTo(70)}`,
        price: `${1 + upTo(chance(0.1) ? 3_000 : 120)}.${['05', '15', '99', '00'][upTo(4)]}`,
        freight: amount(40),
      })),
      vouchers: chance(0.25) ? Array.from({ length: 1 + upTo(2) }, () => amount(150)) : [],
    }
  })
}

/** A small seeded generator, so that a failure can be repeated. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
