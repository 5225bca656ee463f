import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '../../src/database/connect.ts'
import { points } from '../../src/rules/money/amount.ts'
import { DAY } from '../../src/rules/time/instant.ts'
import { advanceClock } from '../../src/usecases/clock/advance.ts'
import {
  type ListedEvent,
  listEvents,
  type Viewer,
} from '../../src/usecases/notices/list-events.ts'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { refundOrder } from '../../src/usecases/orders/refund.ts'
import { shipOrder } from '../../src/usecases/orders/ship.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { testDatabase } from '../kit/database.ts'
import { terms } from '../kit/engine.ts'
import { as, done, sandboxEngine, startProcess } from './kit.ts'

const db = await testDatabase()
const engine = sandboxEngine(db)
afterAll(() => engine.close())

const crowd = Array.from({ length: 50 }, (_, n) => `b${n}`)
const sellers: number[] = []

beforeAll(async () => {
  await registerBuyers(
    engine,
    ['hanako', ...crowd].map((reference) => ({ reference })),
  )
  const { rows } = await db.pool.query<{ id: number }>(
    `insert into seller (reference, name, plan, marketplace, created_at)
      select r, r, 'professional', 'A1VC38T7YXB528', now()
      from unnest($1::text[]) as r returning id`,
    [['tea', 'books']],
  )
  sellers.push(...rows.map(({ id }) => id))
})

const give = (buyer: string, amount = 1) =>
  done(grantPoints(engine, as(engine), { buyer, points: amount, reason: 'gift' }))

/** Commands with events in the log, against the journal. */
async function logged() {
  const { rows } = await db.pool.query(
    `select (select count(*) from journal where kind <> 'points.ripened') as commands,
      (select count(*) from event e where payload is null) as events,
      (select count(distinct (book_id, version)) from event where payload is null) as once,
      (select count(*) from outbox) as waiting`,
  )
  return rows[0]
}

test('kill -9 of the relay in the middle: every command is one event, in order', async () => {
  let giving = true
  const writing = (async () => {
    while (giving) await Promise.all(crowd.map((buyer) => give(buyer)))
  })()
  for (let kill = 0; kill < 4; kill++) {
    const relay = await startProcess('relay', db.url)
    await sleep(50 + 40 * kill)
    await relay.kill()
  }
  giving = false
  await writing
  await relayAll(engine)
  const { commands } = await logged()
  expect(commands).toBeGreaterThan(100)
  expect(await logged()).toEqual({ commands, events: commands, once: commands, waiting: 0 })
  const { rows } = await db.pool.query(
    `select from event a join event b using (book_id) where a.id < b.id and a.version > b.version`,
  )
  expect(rows).toEqual([])
})

test('relays that race hand on each row once, and a reader misses none', async () => {
  const before = await logged()
  const seen: number[] = []
  let reading = true
  const reader = (async () => {
    let after = 0
    while (reading) {
      const page = await done(listEvents(engine, { viewer: { as: 'operator' }, after, limit: 200 }))
      seen.push(...page.events.map(({ id }) => id))
      after = page.next
    }
  })()
  for (let round = 0; round < 10; round++) {
    await Promise.all([
      ...crowd.map((buyer) => give(buyer)),
      relayAll(engine),
      relayAll(engine),
      relayAll(engine),
    ])
  }
  await relayAll(engine)
  const commands = before.commands + 500
  expect(await logged()).toEqual({ commands, events: commands, once: commands, waiting: 0 })
  await expect.poll(() => seen.length).toBe(commands)
  reading = false
  await reader
  expect(new Set(seen).size).toBe(commands)
})

test('a sudden backlog is relayed by its key, though the table was counted as empty', async () => {
  await db.owner.query('analyze outbox')
  await db.pool.query(
    `insert into outbox (topic, payload, event_at, recorded_at)
      select 'test.backlog', '{}', now(), now() from generate_series(1, 50000)`,
  )
  // Read whole for every row, one batch would take minutes.
  const pool = connect(db.url, { name: 'impatient', statementTimeout: 10_000 })
  expect(await relayAll({ ...engine, pool })).toBe(50_000)
  await pool.end()
})

/** All events that somebody sees. */
async function eventsOf(viewer: Viewer): Promise<readonly ListedEvent[]> {
  const events: ListedEvent[] = []
  for (let after = 0; ; ) {
    const page = await done(listEvents(engine, { viewer, after, limit: 3 }))
    if (page.events.length === 0) return events
    events.push(...page.events)
    after = page.next
  }
}

test('each party sees what concerns it; a seller never how an order was paid', async () => {
  await give('hanako', 300)
  const [tea, books] = sellers as [number, number]
  const lines = [terms(tea, { sku: 'TEA' }), terms(books, { sku: 'BOOK', price: 500 as never })]
  const ask = { buyer: 'hanako', reference: 'o-1', lines, redeem: points(300) }
  await done(placeOrder(engine, as(engine), { ...ask, payment: 'prepaid' }))
  const ship = (line: number) =>
    done(shipOrder(engine, as(engine), { order: 'o-1', units: [{ line, quantity: 1 }] }))
  await ship(1)
  await ship(2)
  const refund = {
    order: 'o-1',
    lines: [{ line: 1, ask: { of: 'full' } }],
    cause: 'return',
  } as const
  await done(refundOrder(engine, as(engine), refund))
  await relayAll(engine)

  const seen = await eventsOf({ as: 'seller', seller: 'tea' })
  expect(seen.map(({ type, order }) => [type, order])).toEqual([
    ['order.placed', 'o-1'],
    ['order.shipped', 'o-1'],
    ['order.returned', 'o-1'],
  ])
  const line = { line: 1, sku: 'TEA', asin: 'B000000001', quantity: 1, price: 1_000, shipping: 0 }
  expect(seen.map(({ facts }) => facts)).toEqual([
    { order: 'o-1', lines: [{ ...line, pointsPerUnit: 200 }] },
    {
      order: 'o-1',
      units: [{ line: 1, quantity: 1, principal: 1_000, shipping: 0, granted: 200, fee: 120 }],
    },
    {
      order: 'o-1',
      cause: 'return',
      lines: [{ line: 1, principal: 1_000, shipping: 0, pointsToSeller: 200, feeCredit: 120 }],
    },
  ])
  const other = await eventsOf({ as: 'seller', seller: 'books' })
  expect(other.map(({ type }) => type)).toEqual(['order.placed', 'order.shipped'])
  expect(JSON.stringify(other)).not.toContain('TEA')

  const own = await eventsOf({ as: 'buyer', buyer: 'hanako' })
  expect(own.map(({ type }) => type)).toEqual([
    'points.granted',
    'order.placed',
    'order.shipped',
    'order.shipped',
    'order.returned',
  ])
  expect(own[1]?.facts).toMatchObject({ total: 1_500, redeemed: 300, cash: 1_200 })
  expect(own[4]?.facts).toMatchObject({ refunded: 1_000, pointsBack: 200, clawedBack: 200 })
  expect(JSON.stringify(own)).not.toMatch(/fee/i)

  const nobody = await listEvents(engine, { viewer: { as: 'seller', seller: 'nobody' } })
  expect(nobody).toMatchObject({ refused: 'seller_not_found' })
  const page = await listEvents(engine, { viewer: { as: 'operator' }, limit: 0 })
  expect(page).toMatchObject({ refused: 'page_size_out_of_range' })
})

test('a statement is an event of its seller alone', async () => {
  await done(advanceClock(engine, { by: 20 * DAY }))
  const types = ['settlement.disbursed']
  for (const seller of ['tea', 'books']) {
    const ask = { viewer: { as: 'seller', seller }, types } as const
    const { events } = await done(listEvents(engine, ask))
    expect(events).toHaveLength(1)
    expect(events[0]?.facts).toHaveProperty('disbursement')
  }
  const ask = { viewer: { as: 'buyer', buyer: 'hanako' }, types } as const
  expect((await done(listEvents(engine, ask))).events).toEqual([])
})
