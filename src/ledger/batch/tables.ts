import { ACCOUNTS, type Account, unitOf } from '../../rules/book/accounts.ts'
import { POSTING_KINDS, type Posting } from '../../rules/book/posting.ts'
import { lineTotal, type Order, type OrderLine } from '../../rules/orders/order.ts'
import type { Instant } from '../../rules/time/instant.ts'
import { numbers } from '../arrays.ts'
import type { JournalEntry } from '../journal.ts'
import { bigint, bytea, type Column, int, json, label, moment, smallint, text } from './columns.ts'
import type { Effect } from './effects.ts'
import { inserter, updater } from './statements.ts'
import type { OpenBook, OpenOrder } from './working.ts'

/** What goes into which column of the tables that a batch writes. */

const jsonOf = (list: readonly object[]): string =>
  list.length === 0 ? '[]' : JSON.stringify(list)
const sum = (lines: readonly OrderLine[], of: (line: OrderLine) => number): number =>
  lines.reduce((total, line) => total + of(line), 0)

type ChangedBook = readonly [id: number, open: OpenBook]

export const updateBooks = updater<ChangedBook>(
  'book',
  [bigint('id', ([id]) => id)],
  [
    bigint('version', ([, open]) => open.version),
    bytea('chain', ([, open]) => open.chain),
    bigint('available', ([, { book }]) => book.available),
    bigint('unvested', ([, { book }]) => book.unvested),
    bigint('held', ([, { book }]) => book.held),
    json('lots', ([, { book }]) => jsonOf(book.lots)),
    moment('last_ordered_at', ([, { book }]) => book.lastOrderedAt),
    moment('last_earned_at', ([, { book }]) => book.lastEarnedAt),
    moment('grace_until', ([, { book }]) => book.graceUntil),
    moment('reminded_of', ([, { book }]) => book.remindedOf),
    moment('next_vest_at', ([, { book }]) => book.nextVestAt),
    moment('matured_to', ([, { book }]) => book.maturedTo),
    moment('wake_at', ([, open]) => open.wakeAt),
  ],
  { chain: bytea('found', ([, open]) => open.found) },
)

export interface JournalRow {
  readonly entry: JournalEntry
  readonly digest: string
}

export const insertJournal = inserter<JournalRow>('journal', [
  bigint('book_id', ({ entry }) => entry.book),
  bigint('version', ({ entry }) => entry.version),
  text('caller', ({ entry }) => entry.caller),
  text('key', ({ entry }) => entry.key),
  bytea('fingerprint', ({ entry }) => entry.fingerprint),
  text('kind', ({ entry }) => entry.kind),
  bigint('order_id', ({ entry }) => entry.order),
  moment('event_at', ({ entry }) => entry.eventAt as Instant),
  moment('recorded_at', ({ entry }) => entry.recordedAt as Instant),
  json('outcome', ({ entry }) => entry.outcome),
  bytea('digest', ({ digest }) => digest),
])

export interface PostingRow {
  readonly entry: JournalEntry
  /** 0, 1, 2 … within the entry. */
  readonly n: number
  readonly posting: Posting
}

const accounts = Object.keys(ACCOUNTS) as Account[]

export const insertPostings = inserter<PostingRow>('posting', [
  bigint('book_id', ({ entry }) => entry.book),
  bigint('version', ({ entry }) => entry.version),
  smallint('n', ({ n }) => n),
  label('debit', 'account', accounts, ({ posting }) => posting.debit),
  label('credit', 'account', accounts, ({ posting }) => posting.credit),
  label('unit', 'unit', ['JPY', 'PT'], ({ posting }) => unitOf(posting.debit)),
  bigint('amount', ({ posting }) => posting.amount),
  label('kind', 'posting_kind', POSTING_KINDS, ({ posting }) => posting.kind),
  bigint('seller_id', ({ posting }) => posting.seller),
  bigint('order_id', ({ posting }) => posting.order),
  smallint('line', ({ posting }) => posting.line),
  int('policy_version', ({ posting }) => posting.policyVersion),
  moment('event_at', ({ posting }) => posting.at),
  moment('recorded_at', ({ entry }) => entry.recordedAt as Instant),
])

export const insertOrders = inserter<OpenOrder>('orders', [
  bigint('buyer_id', ({ order }) => order.buyer),
  bigint('id', ({ order }) => order.id),
  text('reference', ({ reference }) => reference),
  moment('placed_at', ({ order }) => order.placedAt),
  int('policy_version', ({ order }) => order.policyVersion),
  text('payment', ({ order }) => order.payment),
  bigint('total', ({ order }) => sum(order.lines, lineTotal)),
  bigint('redeemed', ({ order }) => sum(order.lines, (line) => line.redeemed)),
  json('lots', ({ order }) => jsonOf(order.lots)),
  bigint('lots_back', ({ order }) => order.lotsBack),
])

/** What came back of an order's lots: only dated lots keep count. */
export const updateOrders = updater<OpenOrder>(
  'orders',
  [bigint('buyer_id', ({ order }) => order.buyer), bigint('id', ({ order }) => order.id)],
  [bigint('lots_back', ({ order }) => order.lotsBack)],
)

export interface LineRow {
  readonly order: Order
  readonly line: OrderLine
}

const lineKey: readonly Column<LineRow>[] = [
  bigint('buyer_id', ({ order }) => order.buyer),
  bigint('order_id', ({ order }) => order.id),
  smallint('line', ({ line }) => line.line),
]

/** The columns of a line that change during its life. */
const progress: readonly Column<LineRow>[] = [
  int('quantity', ({ line }) => line.quantity),
  int('cancelled_quantity', ({ line }) => line.cancelledQuantity),
  int('shipped_quantity', ({ line }) => line.shippedQuantity),
  bigint('released', ({ line }) => line.released),
  bigint('captured', ({ line }) => line.captured),
  bigint('principal', ({ line }) => line.principal),
  bigint('shipping_charged', ({ line }) => line.shippingCharged),
  bigint('granted', ({ line }) => line.granted),
  bigint('unvested', ({ line }) => line.unvested),
  moment('vest_at', ({ line }) => line.vestAt),
  bigint('fee_charged', ({ line }) => line.feeCharged),
  bigint('fee_credited', ({ line }) => line.feeCredited),
  bigint('refunded_principal', ({ line }) => line.refundedPrincipal),
  bigint('refunded_shipping', ({ line }) => line.refundedShipping),
  bigint('points_due', ({ line }) => line.pointsDue),
  bigint('points_back', ({ line }) => line.pointsBack),
]

export const insertLines = inserter<LineRow>('order_line', [
  ...lineKey,
  bigint('seller_id', ({ line }) => line.seller),
  moment('placed_at', ({ order }) => order.placedAt),
  text('sku', ({ line }) => line.sku),
  text('asin', ({ line }) => line.asin),
  text('category', ({ line }) => line.category),
  text('product_type', ({ line }) => line.productType),
  bigint('price', ({ line }) => line.price),
  bigint('shipping', ({ line }) => line.shipping),
  bigint('points_per_unit', ({ line }) => line.pointsPerUnit),
  int('fee_rate_bps', ({ line }) => line.fee.rateBps),
  bigint('fee_minimum', ({ line }) => line.fee.minimum),
  bigint('redeemed', ({ line }) => line.redeemed),
  ...progress,
])

export const updateLines = updater<LineRow>('order_line', lineKey, progress)

export interface EffectRow {
  readonly entry: JournalEntry
  readonly effect: Effect
}

export const insertEffects = inserter<EffectRow>('outbox', [
  text('topic', ({ effect }) => effect.topic),
  bigint('book_id', ({ entry }) => entry.book),
  bigint('version', ({ entry }) => entry.version),
  bigint('order_id', ({ effect }) => effect.order),
  sellers('sellers'),
  json('payload', ({ effect }) => effect.payload),
  moment('event_at', ({ effect }) => effect.at as Instant),
  moment('recorded_at', ({ entry }) => entry.recordedAt as Instant),
])

/** An array in each row: as text, since `unnest` would flatten it. */
function sellers(name: string): Column<EffectRow> {
  const of = ({ effect }: EffectRow) => (effect.sellers.length > 0 ? numbers(effect.sellers) : null)
  return { ...text(name, of), stored: (element) => `${element}::bigint[]` }
}
