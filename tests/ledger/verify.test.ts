import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verify } from '../../src/ledger/verify/verify.ts'
import { after, DAY } from '../../src/rules/time/instant.ts'
import { settleThrough } from '../../src/usecases/settlement/settle.ts'
import { testDatabase } from '../kit/database.ts'
import { START, testEngine } from '../kit/engine.ts'
import { live, setScene, story } from './history.ts'
import { type Row, type Tamperer, tamperer } from './tamper.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())
let secretly: Tamperer

beforeAll(async () => {
  await setScene(engine)
  const steps = story(4, 420, 150)
  await live(engine, steps.slice(0, 300))
  await settleThrough(engine, engine.clock.now())
  await live(engine, steps.slice(300))
  engine.clock.set(after(START, 152 * DAY))
  await settleThrough(engine, engine.clock.now())
  secretly = await tamperer(db)
})

const KEYS: Readonly<Record<string, readonly string[]>> = {
  policy: ['version'],
  book: ['id'],
  journal: ['book_id', 'version'],
  posting: ['book_id', 'version', 'n'],
  orders: ['buyer_id', 'id'],
  order_line: ['buyer_id', 'order_id', 'line'],
  statement: ['seller_id', 'period'],
  settlement: ['period'],
}
const keyOf = (table: string, row: Row) =>
  Object.fromEntries((KEYS[table] ?? []).map((column) => [column, row[column]]))

test('a ledger that lived through three programmes is clean, and counted whole', async () => {
  const reports: number[] = []
  const result = await verify(db.pool, ({ entries }) => reports.push(entries))
  expect(result.firstBad).toBeUndefined()
  const { rows } = await db.pool.query(`select (select count(*) from book) as books,
    (select count(*) from journal) as entries, (select count(*) from posting) as postings`)
  expect(result).toMatchObject({ ok: true, ...rows[0] })
  const { totals } = result
  const sum = (of: readonly (keyof typeof totals)[]) =>
    of.reduce((all, one) => all + totals[one], 0)
  expect(totals.points_funding).toBe(sum(['buyer_available', 'buyer_unvested', 'buyer_held']))
  expect(sum(Object.keys(totals) as (keyof typeof totals)[])).toBe(0)
  // The story must have used what the tamperings below are about.
  const kinds = await db.pool.query<{ kind: string }>('select distinct kind::text from posting')
  expect(kinds.rows.map((row) => row.kind).sort()).toEqual(
    expect.arrayContaining(['points_expired', 'points_shortfall', 'points_vested', 'disbursement']),
  )
})

/** One value of one row; the row is the first that fits the condition. */
const VALUES: readonly (readonly [table: string, column: string, value: string, where: string])[] =
  [
    ['book', 'version', 'version + 1', 'version > 3'],
    ['book', 'version', 'version - 1', 'version > 3'],
    ['book', 'chain', "decode(repeat('ab', 16), 'hex')", 'version > 3'],
    ['book', 'available', 'available + 1', 'available > 0'],
    ['book', 'unvested', 'unvested + 1', 'version > 3'],
    ['book', 'held', 'held - 1', 'held > 0'],
    ['book', 'lots', `'[{"expiresAt":1893456000000,"points":5}]'`, 'version > 3'],
    [
      'book',
      'last_ordered_at',
      "last_ordered_at + interval '1 day'",
      'last_ordered_at is not null',
    ],
    ['book', 'last_earned_at', "last_earned_at + interval '1 day'", 'last_earned_at is not null'],
    ['book', 'matured_to', "matured_to - interval '1 day'", 'matured_to is not null'],
    ['book', 'wake_at', 'null', 'available > 0'],
    ['book', 'next_vest_at', 'null', 'next_vest_at is not null'],
    ['journal', 'caller', "'mallory'", 'version = 3'],
    ['journal', 'key', "'k-other'", 'version = 3'],
    ['journal', 'fingerprint', "decode(repeat('ab', 16), 'hex')", 'version = 3'],
    ['journal', 'kind', "'order.returned'", "kind = 'order.shipped'"],
    ['journal', 'kind', "'points.granted'", "kind = 'order.placed'"],
    ['journal', 'order_id', 'order_id + 1', "kind = 'order.shipped'"],
    ['journal', 'event_at', "event_at - interval '1 hour'", "kind = 'order.refunded'"],
    ['journal', 'recorded_at', "recorded_at + interval '1 hour'", "kind = 'order.shipped'"],
    ['journal', 'outcome', `'{"order":"o-1","units":[]}'`, "kind = 'order.shipped'"],
    ['journal', 'outcome', "'{}'", "kind = 'order.placed'"],
    ['journal', 'digest', "decode(repeat('ab', 16), 'hex')", 'version = 3'],
    [
      'journal',
      'digest',
      "decode(repeat('ab', 16), 'hex')",
      '(book_id, version) in (select id, version from book)',
    ],
    ['posting', 'amount', 'amount + 1', "kind = 'principal'"],
    ['posting', 'amount', 'amount - 1', "kind = 'referral_fee' and amount > 1"],
    ['posting', 'amount', 'amount * 10', "kind = 'promotion' and unit = 'JPY'"],
    ['posting', 'amount', 'amount + 1', "kind = 'promotion' and unit = 'PT'"],
    ['posting', 'amount', 'amount + 1', "kind = 'points_expired' and unit = 'PT'"],
    ['posting', 'amount', 'amount + 7', "kind = 'disbursement'"],
    ['posting', 'amount', 'amount + 1', "kind = 'points_shortfall'"],
    ['posting', 'amount', 'amount - 1', "kind = 'points_held' and amount > 1"],
    ['posting', 'debit', "'operator_claims'", "kind = 'points_redeemed' and unit = 'JPY'"],
    ['posting', 'credit', "'buyer_held'", "kind = 'points_granted' and credit = 'buyer_available'"],
    ['posting', 'unit', "'PT'", "kind = 'principal'"],
    ['posting', 'kind', "'shipping'", "kind = 'principal'"],
    ['posting', 'seller_id', '9003', 'seller_id = 9001'],
    ['posting', 'order_id', 'order_id + 1', "kind = 'points_held'"],
    ['posting', 'line', '2', "line = 1 and kind = 'referral_fee'"],
    ['posting', 'policy_version', '2', 'policy_version = 1'],
    ['posting', 'event_at', "event_at + interval '1 minute'", "kind = 'shipping'"],
    ['posting', 'recorded_at', "recorded_at - interval '20 days'", "kind = 'principal'"],
    ['orders', 'reference', "'o-other'", 'redeemed > 0'],
    ['orders', 'placed_at', "placed_at + interval '1 hour'", 'redeemed > 0'],
    ['orders', 'policy_version', '3', 'policy_version = 1'],
    ['orders', 'total', 'total - 1', 'redeemed > 0'],
    ['orders', 'redeemed', 'redeemed + 1', 'redeemed > 0'],
    ['orders', 'lots', "'[]'", "lots::text <> '[]'"],
    ['orders', 'lots_back', 'lots_back + 1', "lots::text <> '[]'"],
    ['order_line', 'seller_id', '9002', 'seller_id = 9001 and shipped_quantity = 0'],
    ['order_line', 'placed_at', "placed_at + interval '1 hour'", 'shipped_quantity > 0'],
    ['order_line', 'sku', "'SKU-X'", 'shipped_quantity > 0'],
    ['order_line', 'quantity', 'quantity + 1', 'shipped_quantity > 0'],
    ['order_line', 'price', 'price - 1', 'shipped_quantity = 0'],
    ['order_line', 'shipping', 'shipping + 1', 'shipped_quantity = 0'],
    ['order_line', 'points_per_unit', 'points_per_unit + 1', 'shipped_quantity = 0'],
    ['order_line', 'fee_rate_bps', 'fee_rate_bps - 100', 'shipped_quantity = 0'],
    ['order_line', 'fee_minimum', 'fee_minimum + 30', 'shipped_quantity = 0'],
    ['order_line', 'redeemed', 'redeemed + 1', 'redeemed > 0'],
    ['order_line', 'cancelled_quantity', 'cancelled_quantity + 1', 'cancelled_quantity < quantity'],
    ['order_line', 'shipped_quantity', 'shipped_quantity - 1', 'shipped_quantity > 0'],
    ['order_line', 'released', 'released + 1', 'redeemed > 0'],
    ['order_line', 'captured', 'captured - 1', 'captured > 0'],
    ['order_line', 'principal', 'principal + 1', 'shipped_quantity > 0'],
    ['order_line', 'shipping_charged', 'shipping_charged + 1', 'shipped_quantity > 0'],
    ['order_line', 'granted', 'granted - 1', 'granted > 0'],
    ['order_line', 'unvested', 'unvested + 1', 'granted > 0 and unvested = 0'],
    ['order_line', 'vest_at', "vest_at - interval '1 day'", 'unvested > 0 and vest_at is not null'],
    ['order_line', 'fee_charged', 'fee_charged - 1', 'fee_charged > 0'],
    ['order_line', 'fee_credited', 'fee_credited + 1', 'fee_charged > 0'],
    ['order_line', 'refunded_principal', '0', 'refunded_principal > 0'],
    ['order_line', 'refunded_shipping', 'refunded_shipping + 1', 'shipping_charged > 0'],
    ['order_line', 'points_due', 'points_due + 1', 'granted > points_due'],
    ['order_line', 'points_back', 'points_back + 1', 'captured > points_back'],
    ...[
      ['opening', 'principal', 'shipping', 'points_granted', 'points_returned', 'referral_fee'],
      ['referral_fee_credit', 'refunds', 'claims', 'chargebacks', 'adjustments', 'net', 'reserve'],
      ['disbursement', 'closing', 'version', 'policy_version'],
    ]
      .flat()
      .map((column) => ['statement', column, `${column} + 1`, 'closing > 0'] as const),
    ['statement', 'start_at', "start_at + interval '1 hour'", 'closing > 0'],
    ['statement', 'end_at', "end_at + interval '1 hour'", 'closing > 0'],
    ['statement', 'seller_id', '9009', 'closing > 0'],
    ['settlement', 'start_at', "start_at + interval '1 hour'", 'disbursed > 0'],
    ['settlement', 'end_at', "end_at + interval '1 hour'", 'disbursed > 0'],
    ['settlement', 'policy_version', 'policy_version + 1', 'disbursed > 0'],
    ['settlement', 'sellers', 'sellers - 1', 'disbursed > 0'],
    ['settlement', 'disbursed', 'disbursed - 1', 'disbursed > 0'],
    ['policy', 'effective_from', "'2019-01-01'", 'version = 3'],
  ]

describe('R11: one changed value, and verify names its row', () => {
  test.each(VALUES)('%s.%s = %s where %s', async (table, column, value, where) => {
    const row = await secretly.find(table, where)
    const change = `update ${table} set ${column} = ${value} where ctid = '${row.ctid}'`
    const result = await secretly.during([table], [change], () => verify(db.pool))
    expect(result.ok).toBe(false)
    expect(result.firstBad).toMatchObject({ table, key: keyOf(table, row) })
  })
})

/** A row gone, added or moved. `row` is the first that fits; the report must name what is given. */
const ROWS: readonly {
  readonly what: string
  readonly find: readonly [table: string, condition: string]
  readonly change: (row: Row) => readonly string[]
  readonly names: (row: Row) => { readonly table: string; readonly key: Row }
}[] = [
  ...(
    [
      ['journal', 'version = 3'],
      ['journal', '(book_id, version) in (select id, version from book where version > 3)'],
      ['posting', "n = 0 and kind = 'points_redeemed'"],
      ['posting', "n = 2 and kind = 'principal'"],
      ['orders', 'redeemed > 0'],
      ['order_line', 'line = 1 and shipped_quantity > 0'],
      ['order_line', 'line = 2 and shipped_quantity = 0'],
      ['statement', 'closing > 0'],
      ['settlement', 'disbursed > 0'],
    ] as const
  ).map(([table, condition]) => ({
    what: `a row of ${table} deleted where ${condition}`,
    find: [table, condition] as const,
    change: (row: Row) => [`delete from ${table} where ctid = '${row.ctid}'`],
    names: (row: Row) => ({ table, key: keyOf(table, row) }),
  })),
  {
    what: 'the last posting of an entry deleted',
    find: ['posting', "kind = 'referral_fee'"],
    change: (row) => [`delete from posting where ctid = '${row.ctid}'`],
    names: ({ book_id, version }) => ({ table: 'posting', key: { book_id, version } }),
  },
  {
    what: 'a book deleted',
    find: ['book', 'version > 3'],
    change: ({ id }) => [`delete from book where id = ${id}`],
    names: ({ id }) => ({ table: 'journal', key: { book_id: id, version: 1 } }),
  },
  {
    what: 'a posting inserted',
    find: ['posting', "kind = 'referral_fee'"],
    change: ({ book_id, version }) => [
      `insert into posting select book_id, version, 99, 'buyer_payments', 'seller_proceeds', unit,
        7, 'adjustment', seller_id, order_id, line, policy_version, event_at, recorded_at
        from posting where book_id = ${book_id} and version = ${version} and n = 0`,
      `update posting set seller_id = 9001 where n = 99`,
    ],
    names: ({ book_id, version }) => ({ table: 'posting', key: { book_id, version, n: 99 } }),
  },
  {
    what: 'a posting without an entry',
    find: ['book', 'version > 3'],
    change: ({ id, version }) => [
      `insert into posting select book_id, ${Number(version) + 1}, n, debit, credit, unit, amount,
        kind, seller_id, order_id, line, policy_version, event_at, recorded_at
        from posting where book_id = ${id} and version =
          (select min(version) from posting where book_id = ${id})`,
    ],
    names: ({ id, version }) => ({
      table: 'posting',
      key: { book_id: id, version: Number(version) + 1, n: 0 },
    }),
  },
  {
    what: 'an entry inserted at the end',
    find: ['book', 'version > 3'],
    change: ({ id, version }) => [
      `insert into journal select book_id, ${Number(version) + 1}, caller, key || '-again',
        fingerprint, kind, order_id, event_at, recorded_at, outcome, digest
        from journal where book_id = ${id} and version = ${version}`,
    ],
    names: ({ id, version }) => ({
      table: 'journal',
      key: { book_id: id, version: Number(version) + 1 },
    }),
  },
  {
    what: 'two postings of an entry swapped',
    find: ['posting', "n = 1 and kind = 'points_redeemed'"],
    change: ({ book_id, version }) =>
      [
        [0, -1],
        [1, 0],
        [-1, 1],
      ].map(
        ([from, to]) =>
          `update posting set n = ${to} where book_id = ${book_id} and version = ${version} and n = ${from}`,
      ),
    names: ({ book_id, version }) => ({ table: 'posting', key: { book_id, version, n: 0 } }),
  },
  {
    what: 'two entries swapped',
    find: ['journal', 'version = 3'],
    change: ({ book_id }) =>
      [
        [3, -1],
        [4, 3],
        [-1, 4],
      ].map(
        ([from, to]) =>
          `update journal set version = ${to} where book_id = ${book_id} and version = ${from}`,
      ),
    names: ({ book_id }) => ({ table: 'journal', key: { book_id, version: 3 } }),
  },
  {
    what: 'the postings of two books swapped',
    find: ['posting', "n = 0 and kind = 'promotion'"],
    change: ({ book_id }) => [
      `update posting set book_id = -1 where book_id = ${book_id}`,
      `update posting set book_id = ${book_id} where book_id = ${Number(book_id) + 1}`,
      `update posting set book_id = ${Number(book_id) + 1} where book_id = -1`,
    ],
    names: ({ book_id }) => ({ table: 'posting', key: { book_id } }),
  },
  {
    what: 'an order of a buyer without a book',
    find: ['orders', 'redeemed > 0'],
    change: (row) => [`update orders set buyer_id = 0 where ctid = '${row.ctid}'`],
    names: ({ id }) => ({ table: 'orders', key: { buyer_id: 0, id } }),
  },
  {
    what: 'a line without an order',
    find: ['order_line', 'shipped_quantity = 0'],
    change: ({ buyer_id }) => [
      `insert into order_line
       select buyer_id, 1, line, seller_id, sku, asin, category, product_type,
        quantity, price, shipping, points_per_unit, fee_rate_bps, fee_minimum, redeemed, 0, 0, 0,
        0, 0, 0, 0, 0, null, 0, 0, 0, 0, 0, 0, placed_at
        from order_line where buyer_id = ${buyer_id} and line = 1 limit 1`,
    ],
    names: ({ buyer_id }) => ({ table: 'order_line', key: { buyer_id, order_id: 1, line: 1 } }),
  },
  {
    what: 'an order without an entry that placed it',
    find: ['orders', 'redeemed > 0'],
    change: (row) => [
      `insert into orders select buyer_id, 1, 'o-x', placed_at, policy_version, payment, total,
        redeemed, lots, lots_back from orders where ctid = '${row.ctid}'`,
    ],
    names: ({ buyer_id }) => ({ table: 'orders', key: { buyer_id, id: 1 } }),
  },
  {
    what: 'a statement moved to another period',
    find: ['statement', 'closing > 0'],
    change: (row) => [`update statement set period = period + 100 where ctid = '${row.ctid}'`],
    names: ({ seller_id, period }) => ({
      table: 'statement',
      key: { seller_id, period: Number(period) + 100 },
    }),
  },
  {
    what: 'a statement nobody wrote',
    find: ['statement', 'closing > 0'],
    change: ({ seller_id, period }) => [
      `insert into statement select seller_id, period + 100, start_at, end_at, policy_version, 0,
        opening, principal, shipping, points_granted, points_returned, referral_fee,
        referral_fee_credit, refunds, claims, chargebacks, adjustments, net, reserve, disbursement,
        closing from statement where seller_id = ${seller_id} and period = ${period}`,
    ],
    names: ({ seller_id, period }) => ({
      table: 'statement',
      key: { seller_id, period: Number(period) + 100 },
    }),
  },
]

describe('R11: a row gone, added or moved', () => {
  test.each(ROWS)('$what', async ({ find, change, names }) => {
    const row = await secretly.find(...find)
    const tables = Object.keys(KEYS).filter((table) => table !== 'policy')
    const result = await secretly.during(tables, [...change(row)], () => verify(db.pool))
    expect(result.firstBad).toMatchObject(names(row))
  })

  test('after all of them were undone the ledger is clean again', async () => {
    expect(await verify(db.pool)).toMatchObject({ ok: true })
  })
})
