import { randomInt } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { balancesAt } from '../../src/ledger/balances.ts'
import { writePolicy } from '../../src/ledger/policies.ts'
import { verify } from '../../src/ledger/verify/verify.ts'
import type { SellerId } from '../../src/rules/ids.ts'
import { points, yen } from '../../src/rules/money/amount.ts'
import type { Terms } from '../../src/rules/policy/policy.ts'
import { PRESETS } from '../../src/rules/policy/presets.ts'
import { isRefusal } from '../../src/rules/refusal.ts'
import { DAY, HOUR, type Instant, instantOf } from '../../src/rules/time/instant.ts'
import { cancelOrder, changeQuantity } from '../../src/usecases/orders/cancel.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { refundOrder } from '../../src/usecases/orders/refund.ts'
import { shipOrder } from '../../src/usecases/orders/ship.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { adjustPoints, grantPoints } from '../../src/usecases/points/grant.ts'
import { ripenBook } from '../../src/usecases/points/ripen.ts'
import { count } from '../kit/counts.ts'
import { testDatabase } from '../kit/database.ts'
import { START, type TestEngine, terms, testEngine } from '../kit/engine.ts'
import { Random } from '../ledger/random.ts'
import { type Cause, Model, type ModelAnswer, type ModelTerms, type ModelUnits } from './model.ts'
import type { ModelRefund } from './model-line.ts'

const COMMANDS = count(10_000, 100_000)
const BUYERS = 40
/** Another one each time; a failure names it, and TAMARU_SEED plays the same again. */
const SEED = Number(process.env.TAMARU_SEED ?? randomInt(1_000_000))

const SELLERS = [9_001, 9_002, 9_003]

const PROGRAMMES: readonly ModelTerms[] = [
  {
    ...{ expiryMonths: 1, vestingDays: 0, graceDays: 30, feeBps: 1_500, feeMinimum: 30 },
    ...{ claim: 'operator', chargeback: 'seller' },
  },
  {
    ...{ expiryMonths: 2, vestingDays: 5, graceDays: 3, feeBps: 833, feeMinimum: 0 },
    ...{ claim: 'buyer-keeps', chargeback: 'operator' },
  },
]

const termsOf = (model: ModelTerms): Terms => ({
  ...PRESETS['seed-2020'],
  expiry: { mode: 'rolling', months: model.expiryMonths, remindDays: 5 },
  vesting:
    model.vestingDays > 0 ? { trigger: 'delay', days: model.vestingDays } : { trigger: 'shipment' },
  lateReturn: { mode: 'grace', days: model.graceDays },
  guaranteeClaim: model.claim,
  chargeback: model.chargeback,
  fees: {
    standard: { rateBps: model.feeBps, minimum: model.feeMinimum },
    categories: {},
    refundAdministration: { rateBps: 0, maximum: 0 },
  },
})

interface Asked {
  readonly what: string
  readonly engine: (engine: TestEngine, intent: Intent) => Promise<object>
  readonly model: (model: Model) => ModelAnswer
}
type Intent = { readonly caller: string; readonly key: string; readonly at: Instant }

/** Any command that a buyer, a seller or the operator could send about this buyer. */
function anyCommand(random: Random, buyer: string, orders: string[]): Asked {
  const kind = random.whole(1, 20)
  if (kind <= 2) return granting(random, buyer)
  if (orders.length === 0 || kind <= 7) return placing(random, buyer, orders)
  const order = orders[Math.floor((1 - random.unit() ** 2) * orders.length * 0.999)] as string
  const line = random.whole(1, 3)
  const units: ModelUnits = random.chance(0.4)
    ? 'all'
    : [...new Set([line, random.whole(1, 2)])].map((number) => ({
        ...{ line: number, quantity: random.whole(1, 3) },
      }))
  if (kind <= 12) {
    const ask = { order, units }
    return {
      what: `ship ${JSON.stringify(ask)}`,
      engine: (engine, intent) => shipOrder(engine, intent, ask),
      model: (model) => model.ship(order, units),
    }
  }
  if (kind === 13) {
    const ask = { order, units }
    return {
      what: `cancel ${JSON.stringify(ask)}`,
      engine: (engine, intent) => cancelOrder(engine, intent, ask),
      model: (model) => model.cancel(order, units),
    }
  }
  if (kind === 14) {
    const ask = { order, line, quantity: random.whole(1, 6) }
    return {
      what: `change ${JSON.stringify(ask)}`,
      engine: (engine, intent) => changeQuantity(engine, intent, ask),
      model: (model) => model.changeQuantity(order, line, ask.quantity),
    }
  }
  const causes = ['refund', 'return', 'goodwill', 'guarantee_claim', 'chargeback'] as const
  const cause: Cause = random.pick(causes)
  const one = [{ line, ask: anyRefund(random) }]
  const lines = random.chance(0.3) ? 'full' : one
  return {
    what: `refund ${JSON.stringify({ order, lines, cause })}`,
    engine: (engine, intent) => refundOrder(engine, intent, { order, lines, cause }),
    model: (model) => model.refund(order, lines, cause),
  }
}

function anyRefund(random: Random): ModelRefund {
  const shipping = random.chance(0.5)
  switch (random.whole(1, 4)) {
    case 1:
      return { of: 'full' }
    case 2:
      return { of: 'amount', principal: random.whole(0, 900), shipping: random.whole(0, 60) }
    case 3:
      return { of: 'percentage', bps: random.whole(1, 10_000), shipping }
    default:
      return { of: 'quantity', quantity: random.whole(1, 3), shipping }
  }
}

function granting(random: Random, buyer: string): Asked {
  const amount = random.whole(-300, 500)
  const isGrant = amount > 0 && random.chance(0.5)
  const ask = { buyer, points: amount, reason: 'because' }
  return {
    what: `${isGrant ? 'grant' : 'adjust'} ${amount}`,
    engine: (engine, intent) => (isGrant ? grantPoints : adjustPoints)(engine, intent, ask),
    model: (model) => (isGrant ? model.grant(amount) : model.adjust(amount)),
  }
}

function placing(random: Random, buyer: string, orders: string[]): Asked {
  const reference = `${buyer}-${orders.length}`
  orders.push(reference)
  const lines = Array.from({ length: random.whole(1, 3) }, () => {
    const price = random.whole(1, 2_000)
    return {
      seller: random.pick(SELLERS),
      quantity: random.whole(1, 5),
      price,
      shipping: random.pick([0, random.whole(1, 700)]),
      pointsPerUnit: random.whole(0, Math.floor(price / 2)),
    }
  })
  const redeem = random.chance(0.5) ? 'max' : random.pick([0, 1, random.whole(1, 600)])
  const ask = {
    ...{ buyer, reference, payment: 'prepaid' as const },
    redeem: redeem === 'max' ? ('max' as const) : points(redeem),
    lines: lines.map(({ seller, quantity, price, shipping, pointsPerUnit }) =>
      terms(seller, {
        ...{ quantity, price: yen(price), shipping: yen(shipping) },
        pointsPerUnit: points(pointsPerUnit),
      }),
    ),
  }
  return {
    what: `place ${JSON.stringify(ask)}`,
    engine: (engine, intent) => placeOrder(engine, intent, ask),
    model: (model) => model.place(reference, lines, redeem),
  }
}

/** What an answer of the engine says, in the model's words. */
function said(answer: object): ModelAnswer {
  if (isRefusal(answer)) return answer.refused
  const { outcome } = answer as { outcome: Record<string, unknown> }
  const parcels = outcome.units as { principal?: number }[] | undefined
  if (parcels?.[0]?.principal !== undefined) {
    const sums: Record<string, number> = {
      principal: 0,
      shipping: 0,
      granted: 0,
      captured: 0,
      fee: 0,
    }
    for (const parcel of parcels as Record<string, number>[]) {
      for (const name of Object.keys(sums)) sums[name] = (sums[name] ?? 0) + (parcel[name] ?? 0)
    }
    return sums
  }
  const numbers = Object.entries(outcome).filter(([name, value]) => {
    return typeof value === 'number' && name !== 'line' && name !== 'quantity'
  })
  return Object.fromEntries(numbers) as Record<string, number>
}

/** One buyer's commands, each answered by both; throws at the first difference. */
async function compare(
  engine: TestEngine,
  model: Model,
  buyer: string,
  random: Random,
  commands: number,
): Promise<Map<string, number>> {
  const orders: string[] = []
  const seen = new Map<string, number>()
  let at: Instant = START
  for (let n = 0; n < commands; n++) {
    // Mostly minutes and hours pass, sometimes weeks, so that points vest and lapse.
    const pause = random.chance(0.06) ? random.whole(1, 40) * DAY : random.whole(0, 30) * HOUR
    at = instantOf(at + pause)
    const asked = anyCommand(random, buyer, orders)
    const intent = { caller: 'model', key: `${buyer}:${n}`, at }
    const answer = await asked.engine(engine, intent)
    model.live(at)
    const expected = asked.model(model)
    const place = `seed ${SEED}, ${buyer}, command ${n}: ${asked.what}`
    expect(said(answer), place).toEqual(expected)
    const outcome = typeof expected === 'string' ? expected : asked.what.split(' ')[0]
    seen.set(outcome as string, (seen.get(outcome as string) ?? 0) + 1)
    if (random.chance(0.05) && !isRefusal(answer)) {
      expect(await asked.engine(engine, intent), place).toEqual({ ...answer, replayed: true })
    }
  }
  const id = await engine.directory.buyer(buyer)
  at = instantOf(at + random.whole(0, 50) * DAY)
  await ripenBook(engine, id as never, at)
  model.live(at)
  return seen
}

describe.each(PROGRAMMES)('R6: programme %#', async (programme) => {
  const db = await testDatabase()
  const engine = testEngine(db)
  afterAll(() => engine.close())

  test(`${COMMANDS / 2} random commands of seed ${SEED} are answered as the model answers them`, async () => {
    const begun = { version: 1, name: 'model', announcedAt: 0 as Instant }
    const policy = { ...begun, effectiveFrom: 0 as Instant, terms: termsOf(programme) }
    await writePolicy(db.pool, policy)
    const names = Array.from({ length: BUYERS }, (_, i) => `b${i}`)
    await registerBuyers(
      engine,
      names.map((reference) => ({ reference })),
    )
    const models = new Map(names.map((name) => [name, new Model(programme)]))
    const each = COMMANDS / 2 / BUYERS
    const seen = await Promise.all(
      names.map((name, i) =>
        compare(engine, models.get(name) as Model, name, new Random(SEED + i), each),
      ),
    )

    // Not only the answers: what is left in every account is the same too.
    const { rows } = await db.pool.query(
      'select reference, available, unvested, held from book join buyer using (id)',
    )
    const all = [...models.values()]
    for (const row of rows) {
      const { expired, ...left } = models.get(row.reference)?.buyer ?? { expired: 0 }
      expect(row, `seed ${SEED}`).toEqual({ reference: row.reference, ...left })
    }
    const house = await balancesAt(db.pool, 'house')
    const total = (of: (model: Model) => number) => all.reduce((sum, model) => sum + of(model), 0)
    expect(house.expired).toBe(total(({ buyer }) => buyer.expired))
    expect(house.referral_fees).toBe(total(({ fees }) => fees))
    for (const seller of SELLERS) {
      const owed = await balancesAt(db.pool, { seller: seller as SellerId })
      expect(owed.seller_proceeds).toBe(total(({ proceeds }) => proceeds.get(seller) ?? 0))
    }
    expect(await verify(db.pool)).toMatchObject({ ok: true })

    // And the commands were of all sorts.
    const sorts = new Set(seen.flatMap((one) => [...one.keys()]))
    for (const sort of ['grant', 'adjust', 'place', 'ship', 'cancel', 'change', 'refund']) {
      expect(sorts).toContain(sort)
    }
    for (const code of ['balance_too_low', 'nothing_open', 'refund_above_remaining']) {
      expect(sorts).toContain(code)
    }
    expect(house.expired).toBeGreaterThan(0)
  }, 3_600_000)
})
