import { points } from '../../rules/money/amount.ts'
import type { BasisPoints } from '../../rules/money/ratio.ts'
import { isRefusal, type Refusal } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { cancelOrder } from '../orders/cancel.ts'
import { placeOrder } from '../orders/place.ts'
import { refundOrder } from '../orders/refund.ts'
import { resolveStated } from '../orders/resolve-lines.ts'
import { shipOrder } from '../orders/ship.ts'
import { grantPoints } from '../points/grant.ts'
import { ripenDue } from '../points/ripen-due.ts'
import { sideBySide } from '../side-by-side.ts'
import { END, type ReplayEvent, type ReplayOrder, tenthOf } from './olist-events.ts'

/** A command of the replay was refused: the engine and the input disagree. */
export class ReplayStopped extends Error {}

/** Points rates of the sellers, in hundredths of a percent of the price. */
type Rates = ReadonlyMap<string, BasisPoints>

/**
 * Runs the events through the same use cases as the API, in time order for each buyer. Each
 * command carries its own idempotency key, so a replay that was cut off is simply run again: what
 * was done is answered from the journal, the rest is done. Returns how many commands were answered.
 */
export async function replayOlist(
  engine: Engine,
  events: readonly ReplayEvent[],
  rates: Rates,
  progress: (done: number) => void,
): Promise<number> {
  let commands = 0
  const perform = async (event: ReplayEvent) => {
    for await (const answer of commandsOf(engine, event, rates)) {
      if (isRefusal(answer)) throw stopped(event, answer)
      commands += 1
    }
  }
  await sideBySide(events, (event) => event.order.buyer, perform, progress)
  // The rest of the time passes: whatever is due by the end of the clock happens.
  return commands + (await ripenDue(engine, END))
}

const stopped = ({ what, order }: ReplayEvent, { refused, facts }: Refusal) =>
  new ReplayStopped(`${what} of order ${order.id} was refused: ${refused} ${JSON.stringify(facts)}`)

/** The commands of one event, each awaited before the next. */
async function* commandsOf(engine: Engine, event: ReplayEvent, rates: Rates) {
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
      yield purchase(engine, intent('purchase'), order, rates)
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

/** An order on the terms that the files state, as the API takes them from a shop front. */
async function purchase(engine: Engine, intent: Intent, order: ReplayOrder, rates: Rates) {
  const stated = order.lines.map((line) => ({
    seller: line.seller,
    sku: line.product,
    asin: line.product,
    quantity: 1,
    price: line.price,
    shipping: line.shipping,
    pointsBps: rates.get(line.seller) ?? 0,
  }))
  const resolved = await resolveStated(engine, stated)
  if (isRefusal(resolved)) return resolved
  return placeOrder(engine, intent, {
    buyer: order.buyer,
    reference: order.id,
    lines: resolved.lines,
    redeem: order.redeems ? 'max' : points(0),
    payment: 'prepaid',
  })
}
