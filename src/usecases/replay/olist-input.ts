import { AMOUNT_MAX, type Yen, yen } from '../../rules/money/amount.ts'
import { LINES_MAX } from '../../rules/orders/place.ts'
import { type Instant, parseInstant } from '../../rules/time/instant.ts'
import { FILES, type OlistFolder, openFolder, type Row, rowsOf } from './olist-rows.ts'

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
  /** Names the content of the files. */
  readonly fingerprint: string
}

/**
 * Reads a folder of the dataset whole, and checks it, before anything is done with it.
 * Throws the problems `input-missing` and `input-unreadable`.
 */
export async function readOlist(path: string): Promise<OlistInput> {
  const folder = await openFolder(path)
  const buyers = await readBuyers(folder)
  const items = await readItems(folder)
  const vouchers = await readVouchers(folder)
  const orders = new Map<string, OlistOrder>()
  const columns = ['order_id', 'customer_id', 'order_status', 'order_purchase_timestamp'] as const
  const dates = ['order_delivered_carrier_date', 'order_delivered_customer_date'] as const
  for await (const row of rowsOf(folder, FILES.orders, [...columns, ...dates])) {
    const id = idOf(row, 'order_id')
    const buyer = buyers.get(row.cells.customer_id)
    const purchasedAt = timeOf(row, 'order_purchase_timestamp')
    if (orders.has(id)) throw row.broken(`order ${id} is there twice`)
    if (!buyer) throw row.broken(`customer ${row.cells.customer_id} is not in ${FILES.customers}`)
    if (!purchasedAt) throw row.broken('order_purchase_timestamp is empty')
    orders.set(id, {
      id,
      buyer,
      status: row.cells.order_status,
      purchasedAt,
      carrierAt: timeOf(row, 'order_delivered_carrier_date'),
      deliveredAt: timeOf(row, 'order_delivered_customer_date'),
      lines: items.of.get(id) ?? [],
      vouchers: vouchers.get(id) ?? [],
    })
  }
  const fingerprint = folder.digest.digest('hex')
  return { orders: [...orders.values()], sellers: items.sellers, fingerprint }
}

async function readBuyers(folder: OlistFolder): Promise<Map<string, string>> {
  const buyers = new Map<string, string>()
  const columns = ['customer_id', 'customer_unique_id'] as const
  for await (const row of rowsOf(folder, FILES.customers, columns)) {
    buyers.set(row.cells.customer_id, idOf(row, 'customer_unique_id'))
  }
  return buyers
}

async function readItems(folder: OlistFolder) {
  const of = new Map<string, OlistLine[]>()
  const sellers = new Set<string>()
  const columns = ['order_id', 'order_item_id', 'product_id', 'seller_id'] as const
  const amounts = ['price', 'freight_value'] as const
  for await (const row of rowsOf(folder, FILES.items, [...columns, ...amounts])) {
    const seller = idOf(row, 'seller_id')
    const product = idOf(row, 'product_id')
    const price = amountOf(row, 'price')
    const shipping = amountOf(row, 'freight_value')
    const item = Number(row.cells.order_item_id)
    if (!Number.isSafeInteger(item)) throw row.broken('order_item_id is not a number')
    if (price < 1) throw row.broken('price comes to less than one yen')
    sellers.add(seller)
    const lines = of.get(row.cells.order_id) ?? []
    if (lines.some((line) => line.item === item)) throw row.broken(`item ${item} is there twice`)
    if (lines.length >= LINES_MAX) throw row.broken(`an order has at most ${LINES_MAX} items`)
    lines.push({ item, product, seller, price, shipping })
    of.set(row.cells.order_id, lines)
  }
  for (const lines of of.values()) lines.sort((a, b) => a.item - b.item)
  return { of, sellers: [...sellers].sort() }
}

async function readVouchers(folder: OlistFolder): Promise<Map<string, Yen[]>> {
  const vouchers = new Map<string, Yen[]>()
  const columns = ['order_id', 'payment_type', 'payment_value'] as const
  for await (const row of rowsOf(folder, FILES.payments, columns)) {
    if (row.cells.payment_type !== 'voucher') continue
    const known = vouchers.get(row.cells.order_id) ?? []
    known.push(amountOf(row, 'payment_value'))
    vouchers.set(row.cells.order_id, known)
  }
  return vouchers
}

/** An id that leaves room for the suffixes of repeats in our references of 64 characters. */
function idOf<Column extends string>(row: Row<Column>, column: Column): string {
  const id = row.cells[column]
  if (!/^[\w-]{1,48}$/.test(id)) throw row.broken(`${column} "${id}" is not an id`)
  return id
}

/** The files' local times are Asia/Tokyo; undefined for an empty cell. */
function timeOf<Column extends string>(row: Row<Column>, column: Column): Instant | undefined {
  const text = row.cells[column]
  if (text === '') return undefined
  const at = /^\S{10} \S{8}$/.test(text)
    ? parseInstant(`${text.replace(' ', 'T')}+09:00`)
    : undefined
  if (at === undefined) throw row.broken(`${column} "${text}" is not a time`)
  return at
}

function amountOf<Column extends string>(row: Row<Column>, column: Column): Yen {
  const amount = yenOfReal(row.cells[column])
  if (amount === undefined) throw row.broken(`${column} "${row.cells[column]}" is not an amount`)
  return amount
}

/** A decimal amount of BRL × 30 in yen, half-even, without floats; undefined when it is none. */
export function yenOfReal(text: string): Yen | undefined {
  const parts = /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text)
  if (!parts) return undefined
  const decimals = parts[2] ?? ''
  const scale = 10n ** BigInt(decimals.length)
  const product = BigInt(`${parts[1]}${decimals}`) * 30n
  const whole = product / scale
  const twice = 2n * (product % scale)
  const up = twice > scale || (twice === scale && whole % 2n === 1n)
  const amount = Number(up ? whole + 1n : whole)
  return amount <= AMOUNT_MAX / LINES_MAX ? yen(amount) : undefined
}
