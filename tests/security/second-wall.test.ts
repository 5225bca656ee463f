import { describe, expect, test } from 'vitest'
import { inPlace, putUpWall, type Wall, walled } from '../../src/database/wall.ts'
import { call } from '../http/kit.ts'
import { letToolsWork } from './tools.ts'
import { MARKS, markedWorld } from './world.ts'

/**
 * S1, the second wall: even where the program forgets to ask for one party's rows alone, the
 * database shows no others.
 */

const world = await markedWorld()
await letToolsWork(world)
const { db, engine, own, app } = world
const pool = walled(db.pool)

const ids = async (table: string, reference: string) => {
  const { rows } = await db.pool.query<{ id: number }>(
    `select id from ${table} where reference = $1`,
    [reference],
  )
  return rows[0]?.id as number
}
const parties = {
  teaHouse: { role: 'seller', id: await ids('seller', 'tea-house') },
  bookHouse: { role: 'seller', id: await ids('seller', 'book-house') },
  marked: { role: 'buyer', id: await ids('buyer', 'MARK-BUYER') },
  taro: { role: 'buyer', id: await ids('buyer', 'taro') },
} as const satisfies Record<string, Wall>

/** What a careless query would find, behind a party's wall; without one, for nobody. */
const careless = (wall: Wall | undefined, text: string) =>
  new Promise<readonly object[]>((resolve, reject) => {
    inPlace(() => {
      if (wall) putUpWall(wall)
      pool.query(text).then(({ rows }) => resolve(rows), reject)
    })
  })

const count = async (wall: Wall | undefined, table: string) => {
  const [row] = await careless(wall, `select count(*)::int as n from ${table}`)
  return (row as { n: number }).n
}

const MONEY = ['orders', 'order_line', 'journal', 'posting', 'book', 'claim']
const PARTY = [
  'seller_history',
  'listing_import',
  'import_batch',
  'notice',
  'access_token',
  'app_change',
  'person',
]
const TOOLS = [
  ...['feed', 'feed_issue', 'report', 'report_schedule', 'document', 'document_part'],
  ...['document_link', 'order_recipient', 'destination', 'subscription', 'delivery'],
  ...['pricing_rule', 'pricing_decision'],
]
const OPERATOR = ['operator_action', 'approval', 'dead_letter', 'session']

test('the tables of money, of parties and of the operator are behind the wall', async () => {
  const { rows } = await db.owner.query<{ name: string }>(
    `select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity`,
  )
  const behind = rows.map(({ name }) => name)
  expect(behind).toEqual(
    expect.arrayContaining([...MONEY, ...PARTY, ...TOOLS, ...OPERATOR, 'statement']),
  )
})

describe('a query that forgets whose rows it wants', () => {
  test.each(MONEY)('finds none of another buyer in %s', async (table) => {
    expect(await count(undefined, table)).toBeGreaterThan(0)
    const of = { posting: 'book_id', journal: 'book_id', book: 'id' }[table] ?? 'buyer_id'
    const all = await careless(parties.marked, `select ${of} as buyer from ${table}`)
    expect(all.length).toBeGreaterThan(0)
    expect(new Set(all.map((row) => (row as { buyer: number }).buyer))).toEqual(
      new Set([parties.marked.id]),
    )
    expect(await count(parties.taro, table)).toBe(table === 'book' ? 1 : 0)
  })

  test.each(['orders', 'order_line', 'posting', 'claim'])(
    'finds none of another seller in %s',
    async (table) => {
      expect(await count(parties.teaHouse, table)).toBeGreaterThan(0)
      expect(await count(parties.bookHouse, table)).toBe(0)
    },
  )

  test('finds no balance of a buyer for a seller', async () => {
    expect(await count(parties.teaHouse, 'book')).toBe(0)
    const [row] = await careless(
      parties.teaHouse,
      `select count(*)::int as n from posting where kind in ('points_held', 'points_redeemed')`,
    )
    expect(row).toEqual({ n: 0 })
  })

  test.each(['seller_history', 'listing_import', 'import_batch'])(
    'finds only its own in %s',
    async (table) => {
      expect(await count(parties.teaHouse, table)).toBeGreaterThan(0)
      expect(await count(parties.marked, table)).toBe(0)
    },
  )

  test.each(TOOLS)('finds none of another seller’s tools in %s', async (table) => {
    expect(await count(parties.teaHouse, table)).toBe(1)
    expect(await count(parties.bookHouse, table)).toBe(0)
    expect(await count(parties.taro, table)).toBe(0)
    expect(await count(parties.marked, table)).toBe(table === 'order_recipient' ? 1 : 0)
  })

  test('finds only its own people, and none of the operator’s', async () => {
    await db.owner.query(
      `insert into person (login, name, role, seller_id, buyer_id, password, created_at)
        values ('op@wall', 'op', 'operator', null, null, 'x', now()),
          ('tea@wall', 'tea', 'seller', $1, null, 'x', now()),
          ('book@wall', 'book', 'seller', $2, null, 'x', now()),
          ('marked@wall', 'marked', 'buyer', null, $3, 'x', now())`,
      [parties.teaHouse.id, parties.bookHouse.id, parties.marked.id],
    )
    const people = (wall: Wall) => careless(wall, `select name from person where password = 'x'`)
    expect(await people(parties.teaHouse)).toEqual([{ name: 'tea' }])
    expect(await people(parties.bookHouse)).toEqual([{ name: 'book' }])
    expect(await people(parties.marked)).toEqual([{ name: 'marked' }])
    expect(await people(parties.taro)).toEqual([])
  })

  test.each(OPERATOR)('finds nothing in %s, which is the operator’s', async (table) => {
    for (const wall of Object.values(parties)) expect(await count(wall, table)).toBe(0)
  })

  test('can write nothing, either', async () => {
    const text = `update listing set price = 1`
    await expect(careless(parties.teaHouse, text)).rejects.toThrow(/read-only transaction/)
  })

  test('finds nothing behind a wall that is none', async () => {
    const broken = { role: 'seller', id: Number.NaN } as const
    expect(await count(broken, 'orders')).toBe(0)
  })
})

test('behind the wall a seller still reads what its tools did', async () => {
  for (const [url, length] of [
    ['/v1/sellers/tea-house/feeds', 1],
    ['/v1/sellers/tea-house/pricing-rules', 1],
    ['/v1/sellers/tea-house/pricing-rules/TEA/history', 1],
    ['/v1/destinations', 1],
    ['/v1/subscriptions', 1],
    ['/v1/deliveries', 1],
  ] as const) {
    const { status, body } = await call(app, 'GET', url, undefined, { token: own.seller })
    expect([url, status, body?.items?.length]).toEqual([url, 200, length])
  }
})

test('the wall comes down with the request: the next one on the connection sees its own', async () => {
  for (let turn = 0; turn < 30; turn++) {
    expect(await count(parties.taro, 'orders')).toBe(0)
    expect(await count(undefined, 'orders')).toBeGreaterThan(0)
  }
})

test('a request of a seller goes through it: with a broken wall it finds nothing', async () => {
  const url = '/v1/orders'
  const seen = await call(app, 'GET', url, undefined, { token: own.seller })
  expect(seen.body.items).toHaveLength(1)
  await db.owner.query('drop policy wall on order_line')
  await db.owner.query('create policy wall on order_line using ((select wall_open()))')
  const blind = await call(app, 'GET', url, undefined, { token: own.seller })
  expect(blind.body.items).toEqual([])
  const operator = await call(app, 'GET', url, undefined, { token: own.operator })
  expect(operator.body.items).toHaveLength(1)
  expect(MARKS.length).toBeGreaterThan(0)
  expect(engine.pool).toBe(db.pool)
})
