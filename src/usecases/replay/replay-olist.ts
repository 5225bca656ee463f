import { readTimeline, writePolicy } from '../../ledger/policies.ts'
import type { BuyerId, SellerId } from '../../rules/ids.ts'
import { points } from '../../rules/money/amount.ts'
import { mulDiv } from '../../rules/money/ratio.ts'
import type { LineTerms } from '../../rules/orders/order.ts'
import type { Terms } from '../../rules/policy/policy.ts'
import { PRESETS } from '../../rules/policy/presets.ts'
import { isRefusal, type Refusal } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine, Intent } from '../engine.ts'
import { cancelOrder } from '../orders/cancel.ts'
import { placeOrder } from '../orders/place.ts'
import { refundOrder } from '../orders/refund.ts'
import { shipOrder } from '../orders/ship.ts'
import { registerBuyers } from '../parties/register-buyer.ts'
import { grantPoints } from '../points/grant.ts'
import { ripenBook } from '../points/ripen.ts'
import {
  END,
  type ReplayEvent,
  type ReplayOrder,
  rateOf,
  replayEvents,
  tenthOf,
} from './olist-events.ts'
import type { OlistInput } from './olist-input.ts'

/** The default programme, with the flat fee and the strict expiry that the replay's rules name. */
export const REPLAY_TERMS: Terms = {
  ...PRESETS['seed-2020'],
  fees: {
    standard: { rateBps: 1_000, minimum: 0 },
    categories: {},
    refundAdministration: { rateBps: 0, maximum: 0 },
  },
  expiry: { mode: 'rolling', months: 12, remindDays: 0 },
  lateReturn: { mode: 'expire' },
  premiumCap: { ...PRESETS['seed-2020'].premiumCap, mode: 'off' },
}

/** A command of the replay was refused or failed: the engine and the input disagree. */
export class ReplayStopped extends Error {}

/** Commands under way at the same time. */
const WINDOW = 4_096

export interface ReplayRun {
  readonly commands: number
  /** Commands that a run before this one had done. */
  readonly repeated: number
}

/**
 * Runs the orders through the same use cases as the API, in time order for each buyer. Each
 * command carries its own idempotency key, so a replay that was cut off is simply run again: what
 * was done is answered from the journal, the rest is done.
 */
export async function replayOlist(
  engine: Engine,
  input: OlistInput,
  repeat: number,
  progress: (done: number, total: number) => void = () => {},
): Promise<ReplayRun> {
  await prepare(engine, input, repeat)
  const sellers = await sellerRanks(engine, input)
  const events = replayEvents(input, repeat)
  const run = { commands: 0, repeated: 0 }
  const tails = new Map<string, Promise<void>>()
  const perform = async (event: ReplayEvent) => {
    for await (const answer of commandsOf(engine, event, sellers)) {
      if (isRefusal(answer)) {
        const { refused, facts } = answer
        const why = `${refused} ${JSON.stringify(facts)}`
        throw new ReplayStopped(`${event.what} of order ${event.order.id} was refused: ${why}`)
      }
      run.commands += 1
      if (answer.replayed) run.repeated += 1
    }
  }
  await inOrder(events, (event) => event.order.buyer, perform, tails, progress)
  run.commands += await ripenAll(engine)
  return run
}

/**
 * Performs every item, those of one key one after another, those of different keys side by side
 * within a window. Stops at the first failure.
 */
async function inOrder<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  perform: (item: Item) => Promise<void>,
  tails: Map<string, Promise<void>>,
  progress: (done: number, total: number) => void,
): Promise<void> {
  let flying = 0
  let done = 0
  let failure: { readonly error: unknown } | undefined
  let wake = () => {}
  for (const item of items) {
    while (flying >= WINDOW && !failure) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    if (failure) break
    flying += 1
    const key = keyOf(item)
    const before = tails.get(key)
    const tail = (before ? before.then(() => perform(item)) : perform(item))
      .catch((error: unknown) => {
        failure ??= { error }
      })
      .finally(() => {
        flying -= 1
        done += 1
        if (tails.get(key) === tail) tails.delete(key)
        if (done % 256 === 0) progress(done, items.length)
        wake()
      })
    tails.set(key, tail)
  }
  await Promise.all(tails.values())
  if (failure) throw failure.error
  progress(items.length, items.length)
}

async function prepare(engine: Engine, input: OlistInput, repeat: number): Promise<void> {
  const [first] = await readTimeline(engine.pool)
  if (first.name !== 'replay-olist') {
    const beginning = { version: 1, announcedAt: 0 as Instant, effectiveFrom: 0 as Instant }
    await writePolicy(engine.pool, { ...beginning, name: 'replay-olist', terms: REPLAY_TERMS })
  }
  const buyers = new Set<string>()
  for (let copy = 0; copy < repeat; copy++) {
    const suffix = copy === 0 ? '' : `-r${copy}`
    for (const order of input.orders) if (order.lines.length > 0) buyers.add(order.buyer + suffix)
  }
  const references = [...buyers]
  for (let start = 0; start < references.length; start += 5_000) {
    const chunk = references.slice(start, start + 5_000)
    await registerBuyers(
      engine,
      chunk.map((reference) => ({ reference })),
    )
  }
}

interface RankedSeller {
  readonly id: SellerId
  readonly rateBps: number
}

async function sellerRanks(engine: Engine, input: OlistInput): Promise<Map<string, RankedSeller>> {
  const { rows } = await engine.pool.query<{ reference: string; id: SellerId }>(
    `insert into seller (reference, name, plan, marketplace, created_at)
      select r, r, 'professional', 'A1VC38T7YXB528', 'epoch' from unnest($1::text[]) as r
      on conflict (reference) do update set name = excluded.name returning reference, id`,
    [input.sellers],
  )
  const ids = new Map(rows.map((row) => [row.reference, row.id]))
  return new Map(
    input.sellers.map((seller, rank) => [
      seller,
      { id: ids.get(seller) as SellerId, rateBps: rateOf(rank) },
    ]),
  )
}

/** The commands of one event, each awaited before the next. */
async function* commandsOf(
  engine: Engine,
  event: ReplayEvent,
  sellers: ReadonlyMap<string, RankedSeller>,
) {
  const { order, at } = event
  const intent = (key: string): Intent => ({
    caller: 'replay',
    key: `${order.id}:${key}`,
    askedAt: at,
  })
  switch (event.what) {
    case 'purchase': {
      if (order.promotion > 0) {
        const ask = { buyer: order.buyer, points: order.promotion, reason: 'voucher' }
        yield grantPoints(engine, intent('voucher'), ask)
      }
      yield placeOrder(engine, intent('purchase'), {
        buyer: order.buyer,
        reference: order.id,
        lines: linesOf(order, sellers),
        redeem: order.redeems ? 'max' : points(0),
        payment: 'prepaid',
      })
      return
    }
    case 'cancel':
      yield cancelOrder(engine, intent('cancel'), { order: order.id, units: 'all' })
      return
    case 'ship':
      yield shipOrder(engine, intent('ship'), { order: order.id, units: 'all' })
      return
    case 'refund': {
      const { line } = event
      const price = order.lines[line - 1]?.price ?? 0
      const tenth = { of: 'amount', principal: tenthOf(price), shipping: 0 } as const
      const ask = event.share === 'full' ? ({ of: 'full' } as const) : tenth
      const lines = [{ line, ask }]
      const cause = event.share === 'full' ? 'return' : 'refund'
      yield refundOrder(engine, intent(`refund:${line}`), { order: order.id, lines, cause })
      return
    }
    default:
      event satisfies never
  }
}

const linesOf = (
  order: ReplayOrder,
  sellers: ReadonlyMap<string, RankedSeller>,
): readonly LineTerms[] =>
  order.lines.map((line): LineTerms => {
    const { id: seller, rateBps } = sellers.get(line.seller) as RankedSeller
    return {
      seller,
      sku: line.product,
      asin: line.product,
      category: null,
      productType: null,
      quantity: 1,
      price: line.price,
      shipping: line.shipping,
      pointsPerUnit: points(mulDiv(line.price, rateBps, 10_000, 'half-even')),
    }
  })

/** Lets the rest of the time pass: whatever is due by the end of the clock happens. */
async function ripenAll(engine: Engine): Promise<number> {
  const { rows } = await engine.pool.query<{ id: BuyerId }>(
    'select id from book where wake_at <= to_timestamp($1::float8 / 1000)',
    [END],
  )
  const answers: readonly (Refusal | object)[] = await Promise.all(
    rows.map(({ id }) => ripenBook(engine, id, END)),
  )
  return answers.length
}
