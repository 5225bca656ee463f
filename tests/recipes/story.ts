import { points, yen } from '../../src/rules/money/amount.ts'
import type { Payment } from '../../src/rules/orders/order.ts'
import type { RefundAsk } from '../../src/rules/refunds/amounts.ts'
import type { RefundCause } from '../../src/rules/refunds/refund.ts'
import { isRefusal } from '../../src/rules/refusal.ts'
import { after, DAY } from '../../src/rules/time/instant.ts'
import { cancelOrder } from '../../src/usecases/orders/cancel.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { refundOrder } from '../../src/usecases/orders/refund.ts'
import { shipOrder } from '../../src/usecases/orders/ship.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { ripenBook } from '../../src/usecases/points/ripen.ts'
import { type TestEngine, terms } from '../kit/engine.ts'

/**
 * The sentences a recipe's story is told in, one step a line. Every order has one line; a price,
 * a shipping or points that a sentence does not name are zero.
 */
const SENTENCES: readonly (readonly [RegExp, Step])[] = [
  [/^the operator gives (?<buyer>\w+) (?<points>\d+) points$/, give],
  [
    new RegExp(
      '^(?<buyer>\\w+) buys (?<quantity>\\d+) at (?<price>\\d+) yen' +
        '(?: \\+ (?<shipping>\\d+) shipping)?' +
        '(?: with (?<earned>\\d+) points)?(?:, spending (?<spent>\\d+) points)?, as (?<order>[\\w.-]+)$',
    ),
    buy,
  ],
  [/^(?<order>[\w.-]+) ships$/, ship],
  [/^(?<quantity>\d+) of (?<order>[\w.-]+) ships?$/, ship],
  [/^(?<order>[\w.-]+) is cancelled$/, cancel],
  [/^(?<order>[\w.-]+) is (?<cause>refunded|returned|claimed|charged back) in full$/, refund],
  [/^(?<percent>\d+) % of (?<order>[\w.-]+) is (?<cause>refunded|claimed)$/, refund],
  [/^(?<days>\d+) days pass for (?<buyer>\w+)$/, pass],
]

type Words = Readonly<Record<string, string | undefined>>
type Step = (engine: TestEngine, words: Words, key: string) => Promise<object>

/** The seller of every recipe. */
const SELLER = 1

/** Tells one sentence to the engine. Throws when nobody understands it, or it is refused. */
export async function tell(engine: TestEngine, sentence: string, key: string): Promise<void> {
  for (const [pattern, step] of SENTENCES) {
    const words = pattern.exec(sentence)?.groups
    if (!words) continue
    if (words.buyer) await registerBuyers(engine, [{ reference: words.buyer }])
    const answer = await step(engine, words, key)
    if (isRefusal(answer)) throw new Error(`«${sentence}» was refused: ${JSON.stringify(answer)}`)
    return
  }
  throw new Error(`no recipe sentence reads «${sentence}»`)
}

const intent = (key: string) => ({ caller: 'recipe', key })
const number = (word: string | undefined): number => Number(word ?? 0)

function give(engine: TestEngine, words: Words, key: string) {
  const ask = { buyer: words.buyer ?? '', points: number(words.points), reason: 'recipe' }
  return grantPoints(engine, intent(key), ask)
}

function buy(engine: TestEngine, words: Words, key: string) {
  const line = terms(SELLER, {
    quantity: number(words.quantity),
    price: yen(number(words.price)),
    shipping: yen(number(words.shipping)),
    pointsPerUnit: points(number(words.earned)),
  })
  return placeOrder(engine, intent(key), {
    buyer: words.buyer ?? '',
    ...(words.order ? { reference: words.order } : {}),
    lines: [line],
    redeem: points(number(words.spent)),
    payment: 'prepaid' satisfies Payment,
  })
}

function ship(engine: TestEngine, words: Words, key: string) {
  const units = words.quantity ? [{ line: 1, quantity: number(words.quantity) }] : 'all'
  return shipOrder(engine, intent(key), { order: words.order ?? '', units })
}

function cancel(engine: TestEngine, words: Words, key: string) {
  return cancelOrder(engine, intent(key), { order: words.order ?? '', units: 'all' })
}

const CAUSES: Readonly<Record<string, RefundCause>> = {
  refunded: 'refund',
  returned: 'return',
  claimed: 'guarantee_claim',
  'charged back': 'chargeback',
}

function refund(engine: TestEngine, words: Words, key: string) {
  const share: RefundAsk = { of: 'percentage', bps: number(words.percent) * 100 }
  const lines = words.percent ? [{ line: 1, ask: share }] : 'full'
  const cause = CAUSES[words.cause ?? ''] ?? 'refund'
  return refundOrder(engine, intent(key), { order: words.order ?? '', lines, cause })
}

async function pass(engine: TestEngine, words: Words): Promise<object> {
  engine.clock.set(after(engine.clock.now(), number(words.days) * DAY))
  const buyer = await engine.directory.buyer(words.buyer ?? '')
  if (buyer === undefined) throw new Error(`nobody knows ${words.buyer}`)
  return ripenBook(engine, buyer, engine.clock.now())
}
