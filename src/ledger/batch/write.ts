import type { PoolClient } from '../../database/connect.ts'
import { unitOf } from '../../rules/book/accounts.ts'
import type { OrderLine } from '../../rules/orders/order.ts'
import { lineTotal } from '../../rules/orders/order.ts'
import type { Instant } from '../../rules/time/instant.ts'
import { numbers, texts, words } from '../arrays.ts'
import type { StockTake } from '../command.ts'
import type { Decided, Written } from './decide.ts'
import type { OpenOrder, Working } from './working.ts'

/** A listing had less left than the batch sold: the batch is undone and decided one by one. */
export class StockShortage extends Error {
  readonly listings: readonly number[]
  constructor(listings: readonly number[]) {
    super(`listings without stock: ${listings.join(', ')}`)
    this.listings = listings
  }
}

/** A moment as `unnest` takes it; the statements turn it into timestamptz. */
const AT = (column: string): string => `to_timestamp(${column}::float8 / 1000)`

/** Writes all that a batch decided. Each table is one statement, whatever the batch's size. */
export async function write(sql: PoolClient, decided: Decided, working: Working): Promise<void> {
  if (decided.written.length === 0) return
  await writeBooks(sql, working)
  await writeJournal(sql, decided.written)
  const orders = [...working.orders.values()]
  await insertOrders(
    sql,
    orders.filter((open) => open.isNew),
  )
  await updateLines(
    sql,
    orders.filter((open) => !open.isNew && open.changed.size > 0),
  )
  await insertPostings(sql, decided.written)
  await insertOutbox(sql, decided.written)
  // Last, because other lanes may be waiting for the same listings.
  await takeStock(sql, decided.stock)
}

async function writeBooks(sql: PoolClient, working: Working): Promise<void> {
  const changed = [...working.books].filter(([, open]) => open.changed)
  const column = <T>(of: (open: (typeof changed)[number][1]) => T) => changed.map(([, o]) => of(o))
  const times = (of: (open: (typeof changed)[number][1]) => Instant | null) => numbers(column(of))
  await sql.query({
    name: 'write-books',
    text: `update book set version = n.version, chain = decode(n.chain, 'hex'),
        available = n.available, unvested = n.unvested, held = n.held, lots = n.lots,
        last_ordered_at = ${AT('n.ordered')}, last_earned_at = ${AT('n.earned')},
        grace_until = ${AT('n.grace')}, reminded_of = ${AT('n.reminded')},
        next_vest_at = ${AT('n.vest')}, matured_to = ${AT('n.matured')}, wake_at = ${AT('n.wake')}
      from unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[],
        $7::json[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[],
        $13::bigint[], $14::bigint[]) as n (id, version, chain, available, unvested, held, lots,
        ordered, earned, grace, reminded, vest, matured, wake)
      where book.id = n.id`,
    values: [
      numbers(changed.map(([id]) => id)),
      numbers(column((open) => open.version)),
      words(column((open) => open.chain)),
      numbers(column((open) => open.book.available)),
      numbers(column((open) => open.book.unvested)),
      numbers(column((open) => open.book.held)),
      texts(column((open) => lotsText(open.book.lots))),
      times((open) => open.book.lastOrderedAt),
      times((open) => open.book.lastEarnedAt),
      times((open) => open.book.graceUntil),
      times((open) => open.book.remindedOf),
      times((open) => open.book.nextVestAt),
      times((open) => open.book.maturedTo),
      times((open) => open.wakeAt),
    ],
  })
}

const lotsText = (lots: readonly object[]): string =>
  lots.length === 0 ? '[]' : JSON.stringify(lots)

export async function writeJournal(
  sql: PoolClient,
  written: readonly Pick<Written, 'entry' | 'digest'>[],
): Promise<void> {
  const entries = written.map(({ entry }) => entry)
  await sql.query({
    name: 'write-journal',
    text: `insert into journal (book_id, version, caller, key, fingerprint, kind, order_id, event_at,
        recorded_at, outcome, digest)
      select b, v, c, k, decode(f, 'hex'), kind, o, ${AT('e')}, ${AT('r')}, j, decode(d, 'hex')
      from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[],
        $7::bigint[], $8::bigint[], $9::bigint[], $10::json[], $11::text[])
        as n (b, v, c, k, f, kind, o, e, r, j, d)`,
    values: [
      numbers(entries.map((entry) => entry.book)),
      numbers(entries.map((entry) => entry.version)),
      texts(entries.map((entry) => entry.caller)),
      texts(entries.map((entry) => entry.key)),
      words(entries.map((entry) => entry.fingerprint)),
      texts(entries.map((entry) => entry.kind)),
      numbers(entries.map((entry) => entry.order)),
      numbers(entries.map((entry) => entry.eventAt)),
      numbers(entries.map((entry) => entry.recordedAt)),
      texts(entries.map((entry) => entry.outcome)),
      words(written.map(({ digest }) => digest)),
    ],
  })
}

async function insertOrders(sql: PoolClient, opened: readonly OpenOrder[]): Promise<void> {
  if (opened.length === 0) return
  const orders = opened.map((open) => open.order)
  await sql.query({
    name: 'insert-orders',
    text: `insert into orders (buyer_id, id, reference, placed_at, policy_version, payment, total,
        redeemed, lots, lots_back)
      select b, i, r, ${AT('p')}, v, pay, t, red, lots, back
      from unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::int[], $6::text[],
        $7::bigint[], $8::bigint[], $9::json[], $10::bigint[])
        as n (b, i, r, p, v, pay, t, red, lots, back)`,
    values: [
      numbers(orders.map((order) => order.buyer)),
      numbers(orders.map((order) => order.id)),
      texts(opened.map((open) => open.reference)),
      numbers(orders.map((order) => order.placedAt)),
      numbers(orders.map((order) => order.policyVersion)),
      words(orders.map((order) => order.payment)),
      numbers(orders.map((order) => order.lines.reduce((sum, line) => sum + lineTotal(line), 0))),
      numbers(orders.map((order) => order.lines.reduce((sum, line) => sum + line.redeemed, 0))),
      texts(orders.map((order) => lotsText(order.lots))),
      numbers(orders.map((order) => order.lotsBack)),
    ],
  })
  const rows = orders.flatMap((order) => order.lines.map((line) => ({ order, line })))
  await sql.query({
    name: 'insert-lines',
    text: `insert into order_line (buyer_id, order_id, line, seller_id, sku, asin, category,
        product_type, quantity, price, shipping, points_per_unit, fee_rate_bps, fee_minimum, redeemed,
        ${PROGRESS})
      select b, o, l, s, sku, asin, cat, type, q, p, ship, pts, rate, min, red, ${PROGRESS_VALUES}
      from unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::bigint[], $5::text[], $6::text[],
        $7::text[], $8::text[], $9::int[], $10::bigint[], $11::bigint[], $12::bigint[], $13::int[],
        $14::bigint[], $15::bigint[], ${progressTypes(16)})
        as n (b, o, l, s, sku, asin, cat, type, q, p, ship, pts, rate, min, red, ${PROGRESS_NAMES})`,
    values: [
      numbers(rows.map(({ order }) => order.buyer)),
      numbers(rows.map(({ order }) => order.id)),
      numbers(rows.map(({ line }) => line.line)),
      numbers(rows.map(({ line }) => line.seller)),
      texts(rows.map(({ line }) => line.sku)),
      texts(rows.map(({ line }) => line.asin)),
      texts(rows.map(({ line }) => line.category)),
      texts(rows.map(({ line }) => line.productType)),
      numbers(rows.map(({ line }) => line.quantity)),
      numbers(rows.map(({ line }) => line.price)),
      numbers(rows.map(({ line }) => line.shipping)),
      numbers(rows.map(({ line }) => line.pointsPerUnit)),
      numbers(rows.map(({ line }) => line.fee.rateBps)),
      numbers(rows.map(({ line }) => line.fee.minimum)),
      numbers(rows.map(({ line }) => line.redeemed)),
      ...progressOf(rows.map(({ line }) => line)),
    ],
  })
}

/** The columns of a line that change during its life, with where they come from. */
const MOVING: readonly (readonly [column: string, field: keyof OrderLine])[] = [
  ['cancelled_quantity', 'cancelledQuantity'],
  ['shipped_quantity', 'shippedQuantity'],
  ['released', 'released'],
  ['captured', 'captured'],
  ['principal', 'principal'],
  ['shipping_charged', 'shippingCharged'],
  ['granted', 'granted'],
  ['unvested', 'unvested'],
  ['vest_at', 'vestAt'],
  ['fee_charged', 'feeCharged'],
  ['fee_credited', 'feeCredited'],
  ['refunded_principal', 'refundedPrincipal'],
  ['refunded_shipping', 'refundedShipping'],
  ['points_due', 'pointsDue'],
  ['points_back', 'pointsBack'],
]
const PROGRESS = MOVING.map(([column]) => column).join(', ')
const PROGRESS_NAMES = MOVING.map((_, index) => `m${index}`).join(', ')
const stored = (column: string, name: string) => (column === 'vest_at' ? AT(name) : name)
const PROGRESS_VALUES = MOVING.map(([column], index) => stored(column, `m${index}`)).join(', ')
const PROGRESS_SET = MOVING.map(([column], i) => `${column} = ${stored(column, `m${i}`)}`).join(
  ', ',
)
const progressTypes = (first: number): string =>
  MOVING.map((_, index) => `$${first + index}::bigint[]`).join(', ')
const progressOf = (lines: readonly OrderLine[]): string[] =>
  MOVING.map(([, field]) => numbers(lines.map((line) => line[field] as number | null)))

async function updateLines(sql: PoolClient, opened: readonly OpenOrder[]): Promise<void> {
  if (opened.length === 0) return
  const rows = opened.flatMap(({ order, changed }) =>
    order.lines.filter((line) => changed.has(line.line)).map((line) => ({ order, line })),
  )
  await sql.query({
    name: 'update-lines',
    text: `update order_line set quantity = n.q, ${PROGRESS_SET}
      from unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::int[], ${progressTypes(5)})
        as n (b, o, l, q, ${PROGRESS_NAMES})
      where buyer_id = n.b and order_id = n.o and line = n.l`,
    values: [
      numbers(rows.map(({ order }) => order.buyer)),
      numbers(rows.map(({ order }) => order.id)),
      numbers(rows.map(({ line }) => line.line)),
      numbers(rows.map(({ line }) => line.quantity)),
      ...progressOf(rows.map(({ line }) => line)),
    ],
  })
  const dated = opened.filter(({ order }) => order.lots.length > 0)
  if (dated.length === 0) return
  await sql.query({
    name: 'update-orders',
    text: `update orders set lots_back = n.back
      from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as n (b, o, back)
      where buyer_id = n.b and id = n.o`,
    values: [
      numbers(dated.map(({ order }) => order.buyer)),
      numbers(dated.map(({ order }) => order.id)),
      numbers(dated.map(({ order }) => order.lotsBack)),
    ],
  })
}

export async function insertPostings(
  sql: PoolClient,
  written: readonly Pick<Written, 'entry' | 'postings'>[],
): Promise<void> {
  const rows = written.flatMap(({ entry, postings }) =>
    postings.map((posting, n) => ({ entry, posting, n })),
  )
  if (rows.length === 0) return
  await sql.query({
    name: 'insert-postings',
    text: `insert into posting (book_id, version, n, debit, credit, unit, amount, kind, seller_id,
        order_id, line, policy_version, event_at, recorded_at)
      select b, v, n, d, c, u, a, k, s, o, l, p, ${AT('e')}, ${AT('r')}
      from unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::account[], $5::account[],
        $6::unit[], $7::bigint[], $8::posting_kind[], $9::bigint[], $10::bigint[], $11::smallint[],
        $12::int[], $13::bigint[], $14::bigint[]) as n (b, v, n, d, c, u, a, k, s, o, l, p, e, r)`,
    values: [
      numbers(rows.map(({ entry }) => entry.book)),
      numbers(rows.map(({ entry }) => entry.version)),
      numbers(rows.map(({ n }) => n)),
      words(rows.map(({ posting }) => posting.debit)),
      words(rows.map(({ posting }) => posting.credit)),
      words(rows.map(({ posting }) => unitOf(posting.debit))),
      numbers(rows.map(({ posting }) => posting.amount)),
      words(rows.map(({ posting }) => posting.kind)),
      numbers(rows.map(({ posting }) => posting.seller)),
      numbers(rows.map(({ posting }) => posting.order)),
      numbers(rows.map(({ posting }) => posting.line)),
      numbers(rows.map(({ posting }) => posting.policyVersion)),
      numbers(rows.map(({ posting }) => posting.at)),
      numbers(rows.map(({ entry }) => entry.recordedAt)),
    ],
  })
}

async function insertOutbox(sql: PoolClient, written: readonly Written[]): Promise<void> {
  const rows = written.flatMap(({ entry, effects }) => effects.map((effect) => ({ entry, effect })))
  await sql.query({
    name: 'insert-outbox',
    text: `insert into outbox (topic, book_id, version, order_id, sellers, payload, event_at,
        recorded_at)
      select t, b, v, o, s::bigint[], p, ${AT('e')}, ${AT('r')}
      from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::json[],
        $7::bigint[], $8::bigint[]) as n (t, b, v, o, s, p, e, r)`,
    values: [
      texts(rows.map(({ effect }) => effect.topic)),
      numbers(rows.map(({ entry }) => entry.book)),
      numbers(rows.map(({ entry }) => entry.version)),
      numbers(rows.map(({ effect }) => effect.order)),
      texts(rows.map(({ effect: { sellers } }) => (sellers.length > 0 ? numbers(sellers) : null))),
      texts(rows.map(({ effect }) => effect.payload)),
      numbers(rows.map(({ effect }) => effect.at)),
      numbers(rows.map(({ entry }) => entry.recordedAt)),
    ],
  })
}

/** Takes stock from listings that count it; the guard makes overselling impossible. */
async function takeStock(sql: PoolClient, takes: readonly StockTake[]): Promise<void> {
  if (takes.length === 0) return
  const sums = new Map<number, number>()
  for (const { listing, units } of takes) sums.set(listing, (sums.get(listing) ?? 0) + units)
  const values = [numbers([...sums.keys()]), numbers([...sums.values()])]
  const taken = await sql.query<{ id: number }>({
    name: 'take-stock',
    text: `with wanted as materialized (
        select l.id, n.units from unnest($1::bigint[], $2::bigint[]) as n (id, units)
        join listing l on l.id = n.id order by l.id for no key update of l)
      update listing set stock = stock - wanted.units from wanted
      where listing.id = wanted.id and (stock is null or stock >= wanted.units)
      returning listing.id`,
    values,
  })
  if (taken.rows.length === sums.size) return
  const done = new Set(taken.rows.map((row) => row.id))
  throw new StockShortage([...sums.keys()].filter((listing) => !done.has(listing)))
}
