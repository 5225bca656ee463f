import { afterAll, expect, test } from 'vitest'
import { transaction } from '../../src/database/connect.ts'
import { balancesAt } from '../../src/ledger/balances.ts'
import { verify } from '../../src/ledger/verify/verify.ts'
import { OUTSTANDING } from '../../src/rules/book/accounts.ts'
import { points, yen } from '../../src/rules/money/amount.ts'
import { isRefusal } from '../../src/rules/refusal.ts'
import { cancelOrder } from '../../src/usecases/orders/cancel.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { refundOrder } from '../../src/usecases/orders/refund.ts'
import { shipOrder } from '../../src/usecases/orders/ship.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { adjustPoints } from '../../src/usecases/points/grant.ts'
import { count } from '../kit/counts.ts'
import { testDatabase } from '../kit/database.ts'
import { type TestEngine, terms, testEngine } from '../kit/engine.ts'
import { Random } from '../ledger/random.ts'

const SECONDS = count(10, 60)
const CLIENTS = 16
const BUYERS = Array.from({ length: 24 }, (_, i) => `buyer-${i}`)

const db = await testDatabase()
const engines = [testEngine(db), testEngine(db)] as const
afterAll(() => Promise.all(engines.map((one) => one.close())))

interface Tally {
  readonly keys: Set<string>
  accepted: number
}

/** One client that moves points about until told to stop: any buyer, any engine. */
async function client(id: number, tally: Tally, goesOn: () => boolean): Promise<void> {
  const random = new Random(id)
  for (let n = 0; goesOn(); n++) {
    const one = random.pick(engines) as TestEngine
    const buyer = random.pick(BUYERS)
    const key = `c${id}-${n}`
    const as = (what: string) => {
      tally.keys.add(`${key}:${what}`)
      return { caller: 'bank', key: `${key}:${what}` }
    }
    const count = (answer: object): boolean => {
      if (isRefusal(answer)) return false
      tally.accepted += 1
      return true
    }
    if (random.chance(0.4)) {
      const ask = { buyer, points: random.whole(1, 90) * random.pick([1, -1]), reason: 'moved' }
      count(await adjustPoints(one, as('adjust'), ask))
      continue
    }
    const price = yen(random.whole(1, 500))
    const lines = [terms(9_001, { price, pointsPerUnit: points(Math.ceil(price / 10)) })]
    const ask = { buyer, reference: key, lines, redeem: 'max', payment: 'prepaid' } as const
    if (!count(await placeOrder(one, as('place'), ask))) continue
    const order = { order: key, units: 'all' } as const
    if (random.chance(0.3)) count(await cancelOrder(one, as('cancel'), order))
    else if (count(await shipOrder(one, as('ship'), order)) && random.chance(0.5)) {
      const refund = { order: key, lines: 'full', cause: 'return' } as const
      count(await refundOrder(one, as('refund'), refund))
    }
  }
}

/** Reads the whole ledger in one snapshot; returns everything that is wrong in it. */
const wrong = (): Promise<string[]> =>
  transaction(db.pool, async (sql) => {
    await sql.query('set transaction isolation level repeatable read, read only')
    const house = await balancesAt(sql, 'house')
    const books = await sql.query<{ reference: string; available: number; held: number }>(
      'select reference, available, held from book join buyer using (id) order by id',
    )
    const counts = await sql.query<{ entries: number; versions: number }>(
      `select (select count(*) from journal) as entries,
        (select sum(version)::bigint from book) as versions`,
    )
    const outstanding = OUTSTANDING.reduce((sum, account) => sum + house[account], 0)
    const inBooks = books.rows.reduce((sum, { available, held }) => sum + available + held, 0)
    const total = Object.values(house).reduce((sum, balance) => sum + balance, 0)
    const findings: [string, boolean][] = [
      [`the accounts sum to ${total}`, total !== 0],
      [
        `${house.points_funding} yen back ${outstanding} points`,
        house.points_funding !== outstanding,
      ],
      [`books hold ${inBooks} of ${outstanding}`, inBooks !== outstanding],
      ['a balance is missing', books.rows.length !== BUYERS.length],
      ['a balance is negative', books.rows.some((row) => row.available < 0 || row.held < 0)],
      ['entries and versions differ', counts.rows[0]?.entries !== counts.rows[0]?.versions],
    ]
    return findings.flatMap(([what, isWrong]) => (isWrong ? [what] : []))
  })

test(
  `R5: ${CLIENTS} clients move points for ${SECONDS} s while whole-ledger reads find nothing wrong`,
  async () => {
    const [engine] = engines
    await registerBuyers(
      engine,
      BUYERS.map((reference) => ({ reference })),
    )
    const tally: Tally = { keys: new Set(), accepted: 0 }
    let goesOn = true
    const clients = Array.from({ length: CLIENTS }, (_, id) => client(id, tally, () => goesOn))
    const timer = setTimeout(() => {
      goesOn = false
    }, SECONDS * 1_000)
    let reads = 0
    while (goesOn) {
      expect(await wrong()).toEqual([])
      reads += 1
    }
    await Promise.all(clients)
    clearTimeout(timer)
    expect(reads).toBeGreaterThan(5)
    const { rows } = await db.pool.query<{ key: string }>('select key from journal')
    expect(rows.length).toBe(tally.accepted)
    expect(rows.filter(({ key }) => !tally.keys.has(key))).toEqual([])
    expect(tally.accepted).toBeGreaterThan(500)
    expect(await verify(db.pool)).toMatchObject({ ok: true, entries: tally.accepted })
  },
  (SECONDS + 60) * 1_000,
)
