// The reference model of the replay of real orders: a second computation of its totals that shares
// no code with the engine, so that each can be checked by the other to the yen. Everything is kept
// in memory, events run one by one in strict order, and the laws of the ledger are asserted after
// each of them. Amounts are safe integers of yen or points; products and decimals are bigint.
//
//   node tests/replay/oracle.ts FOLDER [--repeat N] [--json] [--out FOLDER]

import { mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Order, OrderEvent, RefundEvent, ReplayEvent } from './oracle-input.ts'
import { ascending, assert, DAY, prorate, readReplay, split, yearAfter } from './oracle-input.ts'

const REDEMPTION_MAX = 100_000
const PERIOD = 14 * DAY
const FIRST_PERIOD_START = Date.UTC(2016, 8, 1)
const CLOCK_END = Date.UTC(2018, 10, 1)

const ORDERS = ['placed', 'cancelled', 'shipped', 'promo', 'released', 'expired'] as const
const SALES = ['lines', 'principal', 'shipping', 'granted', 'redeemed', 'fee_charged'] as const
const REFUNDS = ['refunded', 'returned', 'shortfall', 'points_back', 'fee_credited'] as const
const SELLER_FIGURES = [...SALES, ...REFUNDS] as const
const TALLIED = [...ORDERS, ...SELLER_FIGURES] as const

type Tally = Record<(typeof TALLIED)[number], number>
type SellerTally = Pick<Tally, (typeof SELLER_FIGURES)[number]>
type Balances = { open: number; available: number; held: number; outstanding: number }
type Refunded = { cash_refunded: number }
type Settled = { proceeds: number; disbursed: number }
type Input = { read: number; skipped: number; sellers: number }

export type ReplayTotals = Input & Tally & Balances & Refunded & Settled
export type SellerFigures = { seller: string; closing: number } & SellerTally & Refunded & Settled
export type BuyerFigures = { buyer: string } & Tally & Balances & Refunded
export type Statement = {
  seller: string
  /** Counted from 0, 14 days each. */
  period: number
  start: string
  net: number
  opening: number
  disbursed: number
  closing: number
}
export type Replay = ReplayTotals & {
  perSeller: SellerFigures[]
  perBuyer: BuyerFigures[]
  perStatement: Statement[]
  perLine: Record<string, string | number>[]
}

// ---- The books ----

type Buyer = { id: string; tally: Tally; available: number; held: number; expiresAt: number }
type Seller = { id: string; tally: Tally; netByPeriod: Map<number, number> }
type Account = 'payments' | 'funding' | 'fees' | 'promotions' | 'breakage'
type Party = Account | Seller
type Books = {
  /** Yen of every account but the sellers' proceeds, which are kept by period. */
  yen: Record<Account, number>
  totals: Tally
  sellers: Map<string, Seller>
  buyers: Map<string, Buyer>
  /** Points in the hands of all buyers, available or held. */
  outstanding: number
  /** One entry each time an expiry was set or moved: in time order, because events are. */
  expiries: { at: number; buyer: Buyer }[]
}

const emptyTally = () => Object.fromEntries(TALLIED.map((name) => [name, 0])) as Tally

const openBooks = (sellers: readonly string[]): Books => ({
  yen: { payments: 0, funding: 0, fees: 0, promotions: 0, breakage: 0 },
  totals: emptyTally(),
  sellers: new Map(sellers.map((id) => [id, { id, tally: emptyTally(), netByPeriod: new Map() }])),
  buyers: new Map(),
  outstanding: 0,
  expiries: [],
})

const periodOf = (at: number): number => Math.floor((at - FIRST_PERIOD_START) / PERIOD)

const pay = (books: Books, at: number, from: Party, to: Party, amount: number): void => {
  assert(Number.isSafeInteger(amount) && amount >= 0, 'amounts are whole and not negative')
  const period = periodOf(at)
  const add = (account: Party, change: number): void => {
    if (typeof account === 'string') books.yen[account] += change
    else account.netByPeriod.set(period, (account.netByPeriod.get(period) ?? 0) + change)
  }
  add(from, -amount)
  add(to, amount)
}

const changePoints = (books: Books, buyer: Buyer, available: number, held: number): void => {
  buyer.available += available
  buyer.held += held
  books.outstanding += available + held
  assert(buyer.available >= 0 && buyer.held >= 0, 'no balance is negative')
}

const count = (tallies: readonly Tally[], figures: Partial<Tally>): void => {
  for (const name of TALLIED) for (const tally of tallies) tally[name] += figures[name] ?? 0
}

const buyerOf = (books: Books, id: string): Buyer => {
  const known = books.buyers.get(id)
  if (known) return known
  const buyer = { id, tally: emptyTally(), available: 0, held: 0, expiresAt: 0 }
  books.buyers.set(id, buyer)
  return buyer
}

const sellerOf = (books: Books, id: string): Seller => {
  const seller = books.sellers.get(id)
  assert(seller !== undefined, 'every line has a seller')
  return seller
}

// ---- What each event does ----

const extendExpiry = (books: Books, buyer: Buyer, at: number): void => {
  buyer.expiresAt = yearAfter(at)
  books.expiries.push({ at: buyer.expiresAt, buyer })
}

const expire = (books: Books, buyer: Buyer, at: number): void => {
  const expired = buyer.available
  changePoints(books, buyer, -expired, 0)
  pay(books, at, 'funding', 'breakage', expired)
  count([books.totals, buyer.tally], { expired })
}

const feeOn = (amount: number): number => prorate(amount, 10, 100)

const advance = (order: Order, from: Order['state'], to: Order['state']): void => {
  assert(order.state === from, `an order is ${from} before it is ${to}`)
  order.state = to
}

const purchase = (books: Books, { at, order }: OrderEvent, buyer: Buyer): void => {
  advance(order, 'planned', 'open')
  const { promo } = order
  changePoints(books, buyer, promo, 0)
  pay(books, at, 'promotions', 'funding', promo)
  const redeemed = order.redeems ? Math.min(buyer.available, order.total, REDEMPTION_MAX) : 0
  changePoints(books, buyer, -redeemed, redeemed)
  const weights = order.lines.map((line) => line.principal + line.shipping)
  const shares = split(redeemed, weights)
  order.lines.forEach((line, index) => {
    line.redeemed = shares[index] ?? 0
    assert(line.redeemed <= line.principal + line.shipping, 'a line is never overpaid')
    count([books.totals, buyer.tally, sellerOf(books, line.seller).tally], { lines: 1 })
  })
  extendExpiry(books, buyer, at)
  count([books.totals, buyer.tally], { placed: 1, promo })
}

const cancel = (books: Books, { order }: OrderEvent, buyer: Buyer): void => {
  advance(order, 'open', 'cancelled')
  const released = order.lines.reduce((sum, line) => sum + line.redeemed, 0)
  changePoints(books, buyer, released, -released)
  count([books.totals, buyer.tally], { cancelled: 1, released })
}

const ship = (books: Books, { at, order }: OrderEvent, buyer: Buyer): void => {
  advance(order, 'open', 'shipped')
  for (const line of order.lines) {
    const { principal, shipping, points: granted, redeemed } = line
    const seller = sellerOf(books, line.seller)
    line.fee = feeOn(principal + shipping - granted)
    changePoints(books, buyer, granted, -redeemed)
    pay(books, at, 'funding', 'payments', redeemed)
    pay(books, at, 'payments', seller, principal + shipping)
    pay(books, at, seller, 'funding', granted)
    pay(books, at, seller, 'fees', line.fee)
    count([books.totals, buyer.tally, seller.tally], {
      principal,
      shipping,
      granted,
      redeemed,
      fee_charged: line.fee,
    })
  }
  if (order.lines.some((line) => line.points > 0)) extendExpiry(books, buyer, at)
  count([books.totals, buyer.tally], { shipped: 1 })
}

/** A line is refunded at most once, so nothing was returned, given back or credited before. */
const refund = (books: Books, event: RefundEvent, buyer: Buyer): void => {
  const { at, order, line, principal, shipping } = event
  assert(order.state === 'shipped' && line.refunded === 0, 'a shipped line is refunded once')
  const seller = sellerOf(books, line.seller)
  const paid = line.principal + line.shipping
  const refunded = principal + shipping
  const due = prorate(line.points, principal, line.principal)
  const pointsBack = prorate(line.redeemed, refunded, paid)
  const clawback = Math.min(due, buyer.available + pointsBack)
  const shortfall = due - clawback
  assert(refunded >= pointsBack + shortfall, 'the cash refunded covers the shortfall')
  const feeLeft = feeOn(paid - refunded - (line.points - due))
  const feeCredited = line.fee - feeLeft
  assert(
    refunded < paid || (due === line.points && pointsBack === line.redeemed && feeLeft === 0),
    'a full refund leaves nothing',
  )
  changePoints(books, buyer, pointsBack - clawback, 0)
  pay(books, at, seller, 'payments', refunded)
  pay(books, at, 'payments', 'funding', pointsBack)
  pay(books, at, 'funding', seller, clawback)
  pay(books, at, 'payments', seller, shortfall)
  pay(books, at, 'fees', seller, feeCredited)
  Object.assign(line, { refunded, returned: due, shortfall, pointsBack, feeCredited })
  count([books.totals, buyer.tally, seller.tally], {
    refunded,
    returned: due,
    shortfall,
    points_back: pointsBack,
    fee_credited: feeCredited,
  })
}

const apply = (books: Books, event: ReplayEvent): void => {
  const buyer = buyerOf(books, event.order.buyer)
  if (event.kind === 'refund') refund(books, event, buyer)
  else if (event.kind === 'purchase') purchase(books, event, buyer)
  else if (event.kind === 'cancel') cancel(books, event, buyer)
  else ship(books, event, buyer)
  // Points that come back after their expiry expire at once.
  if (buyer.expiresAt <= event.at) expire(books, buyer, event.at)
}

const run = (books: Books, events: readonly ReplayEvent[]): void => {
  const assertLaw = (): void =>
    assert(books.yen.funding === books.outstanding, 'one yen backs every outstanding point')
  let next = 0
  const expireUntil = (now: number): void => {
    for (let due = books.expiries[next]; due && due.at <= now; due = books.expiries[++next]) {
      // A later order or earning may have moved this expiry.
      if (due.buyer.expiresAt === due.at) expire(books, due.buyer, due.at)
      assertLaw()
    }
  }
  for (const event of events) {
    if (event.at > CLOCK_END) break
    expireUntil(event.at)
    apply(books, event)
    assertLaw()
  }
  expireUntil(CLOCK_END)
}

// ---- Settlement and report ----

/** A period without entries and without a balance carried into it has no statement. */
const settle = ({ id, netByPeriod }: Seller): Statement[] => {
  const statements: Statement[] = []
  let opening = 0
  for (let period = 0; period <= periodOf(CLOCK_END); period++) {
    const net = netByPeriod.get(period)
    if (net === undefined && opening === 0) continue
    const balance = opening + (net ?? 0)
    const disbursed = Math.max(0, balance)
    const closing = Math.min(0, balance)
    const start = new Date(FIRST_PERIOD_START + period * PERIOD).toISOString()
    statements.push({
      seller: id,
      period,
      start: start.replace('.000Z', '+09:00'),
      net: net ?? 0,
      opening,
      disbursed,
      closing,
    })
    opening = closing
  }
  return statements
}

const totalOf = <Row>(rows: readonly Row[], value: (row: Row) => number): number =>
  rows.reduce((sum, row) => sum + value(row), 0)

const cashRefunded = (tally: SellerTally): number =>
  tally.refunded - tally.points_back - tally.shortfall

const sellerFigures = ({ id, tally }: Seller, statements: readonly Statement[]): SellerFigures => {
  const named = Object.fromEntries(SELLER_FIGURES.map((name) => [name, tally[name]])) as SellerTally
  const proceeds =
    tally.principal +
    tally.shipping -
    tally.granted -
    tally.fee_charged -
    tally.refunded +
    tally.returned +
    tally.fee_credited
  const disbursed = totalOf(statements, (statement) => statement.disbursed)
  const closing = statements.at(-1)?.closing ?? 0
  assert(proceeds === disbursed + closing, 'the statements add up to the proceeds')
  return { seller: id, ...named, cash_refunded: cashRefunded(tally), proceeds, disbursed, closing }
}

const balancesOf = (tally: Tally, available: number, held: number): Balances => ({
  open: tally.placed - tally.cancelled - tally.shipped,
  available,
  held,
  outstanding: available + held,
})

const buyerFigures = ({ id, tally, available, held }: Buyer): BuyerFigures => {
  const balances = balancesOf(tally, available, held)
  const got = tally.granted + tally.promo + tally.points_back
  const gave = tally.redeemed + (tally.returned - tally.shortfall) + tally.expired
  assert(balances.outstanding === got - gave, 'a buyer has what came minus what went')
  return { buyer: id, ...tally, ...balances, cash_refunded: cashRefunded(tally) }
}

const linesOf = (events: readonly ReplayEvent[]) => {
  const placed = events.filter((event) => event.kind === 'purchase')
  return placed.flatMap(({ order: { id: order, buyer, state, lines } }) =>
    lines.map((line) => ({ order, state, buyer, ...line })),
  )
}

/** Computes the replay of the CSV files of a folder, repeated as often as asked. */
export const computeReplay = (folder: string, repeat = 1): Replay => {
  const { sellers, read, skipped, events } = readReplay(folder, repeat)
  const books = openBooks(sellers)
  run(books, events)
  const perStatement = [...books.sellers.values()].flatMap(settle)
  const statementsOf = Map.groupBy(perStatement, (statement) => statement.seller)
  const perSeller = [...books.sellers.values()].map((seller) =>
    sellerFigures(seller, statementsOf.get(seller.id) ?? []),
  )
  const perBuyer = [...books.buyers.values()]
    .map(buyerFigures)
    .toSorted((a, b) => ascending(a.buyer, b.buyer))
  const available = totalOf(perBuyer, (buyer) => buyer.available)
  const held = totalOf(perBuyer, (buyer) => buyer.held)
  assert(available + held === books.yen.funding, 'the funding is the sum of all balances')
  const proceeds = totalOf(perSeller, (seller) => seller.proceeds)
  assert(totalOf(Object.values(books.yen), (yen) => yen) + proceeds === 0, 'yen are conserved')
  return {
    read,
    skipped,
    sellers: sellers.length,
    ...books.totals,
    ...balancesOf(books.totals, available, held),
    cash_refunded: cashRefunded(books.totals),
    proceeds,
    disbursed: totalOf(perSeller, (seller) => seller.disbursed),
    perSeller,
    perBuyer,
    perStatement,
    perLine: linesOf(events),
  }
}

// ---- Command line ----

const csvOf = (rows: readonly Record<string, string | number>[]): string => {
  const header = Object.keys(rows[0] ?? {})
  return [header, ...rows.map((row) => header.map((column) => row[column]))]
    .map((row) => `${row.join(',')}\n`)
    .join('')
}

const main = (): void => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { repeat: { type: 'string' }, json: { type: 'boolean' }, out: { type: 'string' } },
  })
  const [folder] = positionals
  const repeat = Number(values.repeat ?? 1)
  const countable = Number.isSafeInteger(repeat) && repeat >= 1
  if (folder === undefined || positionals.length > 1 || !countable) {
    console.error('Usage: oracle.ts FOLDER [--repeat N] [--json] [--out FOLDER]')
    process.exitCode = 2
    return
  }
  const { perSeller, perBuyer, perStatement, perLine, ...totals } = computeReplay(folder, repeat)
  const json = JSON.stringify(totals, null, 2)
  const table = Object.entries(totals).map(([name, value]) => `${name.padEnd(14)}${value}`)
  console.log(values.json ? json : table.join('\n'))
  if (values.out === undefined) return
  mkdirSync(values.out, { recursive: true })
  const write = (name: string, text: string) => writeFileSync(join(values.out ?? '', name), text)
  write('totals.json', `${json}\n`)
  write('sellers.csv', csvOf(perSeller))
  write('buyers.csv', csvOf(perBuyer))
  write('statements.csv', csvOf(perStatement))
  write('orders.csv', csvOf(perLine))
}

const [, script] = process.argv
if (script !== undefined && realpathSync(script) === import.meta.filename) main()
