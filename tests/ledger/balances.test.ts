import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Balances, balancesAt } from '../../src/ledger/balances.ts'
import {
  type BuyerEntry,
  buyerLedger,
  type SellerEntry,
  sellerLedger,
} from '../../src/ledger/entries.ts'
import { verify } from '../../src/ledger/verify/verify.ts'
import type { BuyerId } from '../../src/rules/ids.ts'
import { isRefusal } from '../../src/rules/refusal.ts'
import { DAY, type Instant, instantOf } from '../../src/rules/time/instant.ts'
import { ripenBook } from '../../src/usecases/points/ripen.ts'
import { settleThrough } from '../../src/usecases/settlement/settle.ts'
import { count } from '../kit/counts.ts'
import { testDatabase } from '../kit/database.ts'
import { START, type TestEngine, testEngine } from '../kit/engine.ts'
import { BUYERS, live, SELLERS, type Step, setScene, story } from './history.ts'
import { Random } from './random.ts'

/** Moments at which both ledgers are compared; the long run takes a thousand. */
const MOMENTS = count(1_000, 10_000)

const db = await testDatabase()
const replay = await testDatabase()
const engine = testEngine(db)
const second = testEngine(replay)
afterAll(() => Promise.all([engine.close(), second.close()]))

const days = 100
const end = instantOf(START + days * DAY)
// None is reported late: a replay up to a moment would not know of it.
const steps = story(3, 240, days, 0)
const recorded = new Map<Instant, Balances>()
const buyers = new Map<string, BuyerId>()

/** Lets time pass in every book up to a moment. */
async function ripenAll(one: TestEngine, at: Instant): Promise<void> {
  for (const id of buyers.values()) {
    const answer = await ripenBook(one, id, at)
    if (isRefusal(answer)) throw new Error(answer.refused)
  }
}

beforeAll(async () => {
  await setScene(engine)
  await setScene(second)
  for (const buyer of BUYERS) buyers.set(buyer, (await engine.directory.buyer(buyer)) as BuyerId)
  for (const step of steps) {
    await live(engine, [step])
    recorded.set(engine.clock.now(), await balancesAt(db.pool, 'house'))
  }
  engine.clock.set(end)
  await ripenAll(engine, end)
  await settleThrough(engine, end)
})

/** What the books themselves say of a buyer's points. */
const bookOf = async (one: TestEngine, buyer: BuyerId) =>
  (
    await one.pool.query(
      `select available as buyer_available, unvested as buyer_unvested, held as buyer_held
        from book where id = $1`,
      [buyer],
    )
  ).rows[0]

test('R13: the balance as of any moment is what a replay up to it leaves', async () => {
  const random = new Random(13)
  const moments = Array.from({ length: MOMENTS }, () => random.whole(0, days * DAY - 1))
  const queue: Step[] = [...steps]
  for (const moment of moments.sort((a, b) => a - b)) {
    const at = instantOf(START + moment)
    const due = queue.findIndex((step) => step.at > at)
    await live(second, queue.splice(0, due === -1 ? queue.length : due))
    second.clock.set(at)
    const name = random.pick(BUYERS)
    const buyer = buyers.get(name) as BuyerId
    await ripenBook(second, buyer, at)
    const asOf = await balancesAt(db.pool, { buyer }, { by: 'event', at })
    expect({ name, at, ...asOf }).toMatchObject({ name, at, ...(await bookOf(second, buyer)) })
    const seller = random.pick(SELLERS)
    const proceeds = await balancesAt(db.pool, { seller }, { by: 'event', at })
    const replayed = await balancesAt(replay.pool, { seller })
    // The replay does not settle: what was paid out is owed there still.
    expect(proceeds.seller_proceeds + proceeds.disbursements).toBe(replayed.seller_proceeds)
  }
  expect(queue.length).toBeLessThan(steps.length / 4)
})

test('what was known at a moment is what the ledger said then, and never changes', async () => {
  expect(recorded.size).toBe(steps.length)
  for (const [at, known] of recorded) {
    expect(await balancesAt(db.pool, 'house', { by: 'recorded', at })).toEqual(known)
  }
})

test('now, all accounts of each unit sum to zero and agree with verify and the books', async () => {
  const house = await balancesAt(db.pool, 'house')
  const { totals } = await verify(db.pool)
  expect(house).toEqual(totals)
  for (const buyer of buyers.values()) {
    expect(await balancesAt(db.pool, { buyer })).toMatchObject(await bookOf(engine, buyer))
  }
  const none = await balancesAt(db.pool, 'house', { by: 'recorded', at: 0 as Instant })
  expect(new Set(Object.values(none))).toEqual(new Set([0]))
})

test.each(SELLERS)('the ledger of seller %i, page by page, ends at its balance', async (seller) => {
  const whole = await sellerLedger(db.pool, seller, null, 10_000)
  expect(whole.next).toBeNull()
  expect(whole.entries.length).toBeGreaterThan(40)
  const entries: SellerEntry[] = []
  let cursor: Awaited<ReturnType<typeof sellerLedger>>['next'] = null
  do {
    const page = await sellerLedger(db.pool, seller, cursor, 7)
    entries.push(...page.entries)
    cursor = page.next
  } while (cursor !== null)
  expect(entries).toEqual(whole.entries)
  let sum = 0
  for (const entry of entries) {
    sum += entry.amount
    expect(entry.balance).toBe(sum)
  }
  expect(sum).toBe((await balancesAt(db.pool, { seller })).seller_proceeds)
  expect(entries.some((entry) => entry.kind === 'disbursement' && entry.order === null)).toBe(true)
  const kinds = new Set(entries.map((entry) => entry.kind))
  for (const secret of ['points_held', 'points_redeemed', 'points_restored', 'points_released']) {
    expect(kinds).not.toContain(secret)
  }
})

test.each(BUYERS)('the ledger of buyer %s, page by page, ends at the book', async (name) => {
  const buyer = buyers.get(name) as BuyerId
  const whole = await buyerLedger(db.pool, buyer, null, 10_000)
  const entries: BuyerEntry[] = []
  let cursor: Awaited<ReturnType<typeof buyerLedger>>['next'] = null
  do {
    const page = await buyerLedger(db.pool, buyer, cursor, 3)
    entries.push(...page.entries)
    cursor = page.next
  } while (cursor !== null)
  expect(entries).toEqual(whole.entries)
  for (const { balances } of entries) {
    expect(Math.min(balances.available, balances.unvested, balances.held)).toBeGreaterThanOrEqual(0)
  }
  const { buyer_available, buyer_unvested, buyer_held } = await bookOf(engine, buyer)
  const none = { available: 0, unvested: 0, held: 0 }
  expect(entries.at(-1)?.balances ?? none).toEqual({
    ...{ available: buyer_available, unvested: buyer_unvested, held: buyer_held },
  })
})
