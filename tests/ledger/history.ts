import type { Pool } from '../../src/database/connect.ts'
import { writePolicy } from '../../src/ledger/policies.ts'
import type { SellerId } from '../../src/rules/ids.ts'
import { points, yen } from '../../src/rules/money/amount.ts'
import type { Terms } from '../../src/rules/policy/policy.ts'
import { PRESETS } from '../../src/rules/policy/presets.ts'
import type { RefundAsk } from '../../src/rules/refunds/amounts.ts'
import { isRefusal } from '../../src/rules/refusal.ts'
import { after, DAY, HOUR, type Instant } from '../../src/rules/time/instant.ts'
import type { Engine, Intent } from '../../src/usecases/engine.ts'
import { cancelOrder, changeQuantity } from '../../src/usecases/orders/cancel.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { refundOrder } from '../../src/usecases/orders/refund.ts'
import { deliverOrder, shipOrder } from '../../src/usecases/orders/ship.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { adjustPoints, grantPoints } from '../../src/usecases/points/grant.ts'
import { START, type TestEngine, terms } from '../kit/engine.ts'
import { Random } from './random.ts'

export const BUYERS = ['hanako', 'taro', 'yuki', 'ken', 'mai', 'sora'] as const
export const SELLERS = [9_001, 9_002, 9_003] as SellerId[]

/** A command of a story: when, under which key, and what it asks. */
export interface Step {
  readonly at: Instant
  readonly key: string
  readonly run: (engine: Engine, intent: Intent) => Promise<object>
}

/** Sellers as they stand in the register; postings name them by id. */
export async function registerSellers(pool: Pool, ids: readonly number[] = SELLERS): Promise<void> {
  await pool.query(
    `insert into seller (id, reference, name, plan, marketplace, created_at)
      select id, 'seller-' || id, 'Seller ' || id, 'professional', 'A1VC38T7YXB528', 'epoch'
      from unnest($1::bigint[]) as id`,
    [ids],
  )
}

const base = PRESETS['seed-2020']
const reserved = { ...base.settlement, reserveBps: 1_000 }
/** Three programmes one after the other, so that every rule about points is lived through. */
const PROGRAMMES: readonly (readonly [days: number, terms: Terms])[] = [
  [0, { ...base, settlement: reserved, expiry: { mode: 'rolling', months: 1, remindDays: 7 } }],
  [
    40,
    {
      ...base,
      expiry: { mode: 'dated-lots', months: 2, remindDays: 10 },
      vesting: { trigger: 'delay', days: 6 },
      guaranteeClaim: 'seller',
    },
  ],
  [
    80,
    {
      ...base,
      expiry: { mode: 'dated-lots', months: 1, remindDays: 0 },
      vesting: { trigger: 'return-window', days: 9 },
      lateReturn: { mode: 'expire' },
      chargeback: 'buyer-keeps',
      settlement: reserved,
    },
  ],
]

/** The people and the programme that the stories below happen in. */
export async function setScene(engine: Engine): Promise<void> {
  await registerBuyers(
    engine,
    BUYERS.map((reference) => ({ reference })),
  )
  await registerSellers(engine.pool)
  for (const [index, [days, programme]] of PROGRAMMES.entries()) {
    const effectiveFrom = index === 0 ? (0 as Instant) : after(START, days * DAY)
    const version = { version: index + 1, name: `p${index + 1}`, announcedAt: 0 as Instant }
    await writePolicy(engine.pool, { ...version, effectiveFrom, terms: programme })
  }
}

/**
 * Commands that people could send over `days` days, in time order. Many are refused, as in life;
 * which ones, the ledger decides. A share of them is `late`: reported after it happened.
 */
export function story(seed: number, length: number, days: number, late = 0.05): Step[] {
  const random = new Random(seed)
  const times = Array.from({ length }, () => Math.floor(random.unit() * days * DAY))
  times.sort((a, b) => a - b)
  let orders = 0
  return times.map((time, index): Step => {
    const isPlacing = orders < 3 || random.chance(0.3)
    if (isPlacing) orders += 1
    const run = isPlacing ? placing(random, `o-${orders}`) : anything(random, orders)
    const at = after(START, time)
    if (!random.chance(late)) return { at, key: `k${index}`, run }
    const happened = after(at, -random.whole(1, 48) * HOUR)
    const report: Step['run'] = (engine, intent) => run(engine, { ...intent, at: happened })
    return { at, key: `k${index}`, run: report }
  })
}

/** Some buyers come often, some so seldom that their points lapse. */
const anyBuyer = (random: Random): string =>
  BUYERS[Math.floor(random.unit() ** 2 * BUYERS.length)] as string

function placing(random: Random, reference: string): Step['run'] {
  const buyer = anyBuyer(random)
  const lines = Array.from({ length: random.whole(1, 3) }, () => {
    const price = random.whole(1, 40) * 50
    return terms(random.pick(SELLERS), {
      sku: random.pick(['SKU-1', 'SKU-2', '茶', '=1+1']),
      category: random.pick([null, 'book', 'electronics']),
      quantity: random.whole(1, 4),
      price: yen(price),
      shipping: yen(random.pick([0, 0, 340, 501])),
      pointsPerUnit: points(
        random.chance(0.2) ? 0 : Math.ceil((price * random.whole(1, 50)) / 100),
      ),
    })
  })
  const redeem = random.chance(0.5) ? 'max' : points(random.pick([0, 1, 77, 300]))
  const ask = { buyer, reference, lines, redeem, payment: 'prepaid' } as const
  return (engine, intent) => placeOrder(engine, intent, ask)
}

/** Anything but a purchase; mostly about an order, older ones included. */
function anything(random: Random, orders: number): Step['run'] {
  const order = `o-${Math.max(1, orders - Math.floor(random.unit() ** 2 * 12))}`
  const line = random.whole(1, 2)
  const units = random.chance(0.5) ? 'all' : [{ line, quantity: random.whole(1, 2) }]
  const buyer = anyBuyer(random)
  const what = random.whole(1, 20)
  if (what <= 2) {
    const ask = { buyer, points: random.whole(1, 500), reason: 'campaign' }
    return (engine, intent) => grantPoints(engine, intent, ask)
  }
  if (what === 3) {
    const ask = { buyer, points: random.whole(-150, 150), reason: 'correction' }
    return (engine, intent) => adjustPoints(engine, intent, ask)
  }
  if (what <= 10) return (engine, intent) => shipOrder(engine, intent, { order, units })
  if (what === 11) return (engine, intent) => cancelOrder(engine, intent, { order, units })
  if (what === 12) {
    const ask = { order, line, quantity: random.whole(1, 5) }
    return (engine, intent) => changeQuantity(engine, intent, ask)
  }
  if (what <= 14) {
    return (engine, intent) => deliverOrder(engine, intent, { order, lines: 'all' })
  }
  const cause = random.pick([
    'refund',
    'return',
    'goodwill',
    'guarantee_claim',
    'chargeback',
  ] as const)
  const lines = random.chance(0.4) ? 'full' : [{ line, ask: refundAsk(random) }]
  return (engine, intent) => refundOrder(engine, intent, { order, lines, cause })
}

function refundAsk(random: Random): RefundAsk {
  switch (random.whole(1, 4)) {
    case 1:
      return { of: 'full' }
    case 2:
      return { of: 'amount', principal: random.whole(0, 700), shipping: random.pick([0, 100]) }
    case 3:
      return { of: 'percentage', bps: random.whole(1, 10_000), shipping: random.chance(0.5) }
    default:
      return { of: 'quantity', quantity: random.whole(1, 2), shipping: random.chance(0.5) }
  }
}

/** Lives through steps, one after the other; returns how many were accepted. */
export async function live(engine: TestEngine, steps: readonly Step[]): Promise<number> {
  let accepted = 0
  for (const { at, key, run } of steps) {
    engine.clock.set(at)
    const answer = await run(engine, { caller: 'story', key })
    if (!isRefusal(answer)) accepted += 1
  }
  return accepted
}
