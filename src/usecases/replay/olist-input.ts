import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'csv-parse'
import { type Yen, yen } from '../../rules/money/amount.ts'
import { type Instant, parseInstant } from '../../rules/time/instant.ts'

/** A line of a real order, in yen. */
export interface OlistLine {
  readonly item: number
  readonly product: string
  readonly seller: string
  readonly price: Yen
  readonly shipping: Yen
}

/** A real order as the files tell it. */
export interface OlistOrder {
  readonly id: string
  readonly buyer: string
  readonly status: string
  readonly purchasedAt: Instant
  readonly carrierAt: Instant | undefined
  readonly deliveredAt: Instant | undefined
  /** Lowest item first. */
  readonly lines: readonly OlistLine[]
  /** The yen of its voucher payments; empty when it was paid without. */
  readonly vouchers: readonly Yen[]
}

export interface OlistInput {
  readonly orders: readonly OlistOrder[]
  /** Sellers that occur in the items, in ascending order: their place decides their points rate. */
  readonly sellers: readonly string[]
}

/** The files can not be replayed; the message says which one and why. */
export class UnreadableInput extends Error {}

const FILES = {
  orders: 'olist_orders_dataset.csv',
  items: 'olist_order_items_dataset.csv',
  payments: 'olist_order_payments_dataset.csv',
  customers: 'olist_customers_dataset.csv',
} as const

/** Reads a folder of the dataset. Rejects with `UnreadableInput` for a missing or broken file. */
export async function readOlist(folder: string): Promise<OlistInput> {
  for (const file of Object.values(FILES)) {
    await access(path.join(folder, file)).catch(() => {
      throw new UnreadableInput(`${folder} has no ${file}; name the folder that holds the dataset`)
    })
  }
  const buyers = new Map<string, string>()
  for await (const row of rows(folder, FILES.customers, ['customer_id', 'customer_unique_id'])) {
    buyers.set(row.customer_id, row.customer_unique_id)
  }
  const items = await readItems(folder)
  const vouchers = await readVouchers(folder)
  const orders: OlistOrder[] = []
  const columns = ['order_id', 'customer_id', 'order_status', 'order_purchase_timestamp'] as const
  const optional = ['order_delivered_carrier_date', 'order_delivered_customer_date'] as const
  for await (const row of rows(folder, FILES.orders, [...columns, ...optional])) {
    const buyer = buyers.get(row.customer_id)
    const purchasedAt = localTime(row.order_purchase_timestamp)
    if (!buyer) throw broken(FILES.orders, row.order_id, `unknown customer ${row.customer_id}`)
    if (!purchasedAt) throw broken(FILES.orders, row.order_id, 'no purchase time')
    orders.push({
      id: row.order_id,
      buyer,
      status: row.order_status,
      purchasedAt,
      carrierAt: localTime(row.order_delivered_carrier_date),
      deliveredAt: localTime(row.order_delivered_customer_date),
      lines: items.of.get(row.order_id) ?? [],
      vouchers: vouchers.get(row.order_id) ?? [],
    })
  }
  return { orders, sellers: items.sellers }
}

async function readItems(folder: string) {
  const of = new Map<string, OlistLine[]>()
  const sellers = new Set<string>()
  const columns = ['order_id', 'order_item_id', 'product_id', 'seller_id', 'price'] as const
  for await (const row of rows(folder, FILES.items, [...columns, 'freight_value'])) {
    const { product_id: product, seller_id: seller } = row
    const price = yenOfReal(row.price)
    const shipping = yenOfReal(row.freight_value)
    const item = Number(row.order_item_id)
    if (price === undefined || shipping === undefined || !Number.isSafeInteger(item)) {
      throw broken(FILES.items, row.order_id, 'price, freight or item number is not a number')
    }
    sellers.add(seller)
    const lines = of.get(row.order_id) ?? []
    lines.push({ item, product, seller, price, shipping })
    of.set(row.order_id, lines)
  }
  for (const lines of of.values()) lines.sort((a, b) => a.item - b.item)
  return { of, sellers: [...sellers].sort() }
}

async function readVouchers(folder: string): Promise<Map<string, Yen[]>> {
  const vouchers = new Map<string, Yen[]>()
  for await (const row of rows(folder, FILES.payments, [
    'order_id',
    'payment_type',
    'payment_value',
  ])) {
    if (row.payment_type !== 'voucher') continue
    const value = yenOfReal(row.payment_value)
    if (value === undefined) throw broken(FILES.payments, row.order_id, 'no payment value')
    const known = vouchers.get(row.order_id)
    if (known) known.push(value)
    else vouchers.set(row.order_id, [value])
  }
  return vouchers
}

async function* rows<Column extends string>(
  folder: string,
  file: string,
  columns: readonly Column[],
): AsyncGenerator<Record<Column, string>> {
  const parser = createReadStream(path.join(folder, file)).pipe(parse({ columns: true, bom: true }))
  let checked = false
  try {
    for await (const row of parser as AsyncIterable<Record<Column, string>>) {
      const missing = checked ? undefined : columns.find((column) => row[column] === undefined)
      if (missing) throw new UnreadableInput(`${file} has no column ${missing}`)
      checked = true
      yield row
    }
  } catch (error) {
    if (error instanceof UnreadableInput) throw error
    throw new UnreadableInput(`${file}: ${(error as Error).message}`, { cause: error })
  }
}

const broken = (file: string, order: string, reason: string): UnreadableInput =>
  new UnreadableInput(`${file}: order ${order}: ${reason}`)

/** The files' local times are Asia/Tokyo. */
const localTime = (text: string): Instant | undefined =>
  text === '' ? undefined : parseInstant(`${text.replace(' ', 'T')}+09:00`)

/** A decimal amount of BRL × 30 in yen, half-even, without floats. */
export function yenOfReal(text: string): Yen | undefined {
  const parts = /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text)
  if (!parts) return undefined
  const decimals = parts[2] ?? ''
  const scale = 10n ** BigInt(decimals.length)
  const product = BigInt(`${parts[1]}${decimals}`) * 30n
  const whole = product / scale
  const twice = 2n * (product % scale)
  const up = twice > scale || (twice === scale && whole % 2n === 1n)
  return yen(Number(up ? whole + 1n : whole))
}
