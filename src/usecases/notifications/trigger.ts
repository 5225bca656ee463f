import { newKey } from '../../ids/ids.ts'
import { points } from '../../rules/money/amount.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import { changeListing } from '../listings/change.ts'
import { placeOrder } from '../orders/place.ts'
import { resolveCart } from '../orders/resolve-lines.ts'
import { shipOrder } from '../orders/ship.ts'
import { registerBuyers } from '../parties/register-buyer.ts'
import { setReferencePrice } from '../products/reference-price.ts'

/** What can be made to happen, so that a notification of the type follows. */
export const TRIGGERS = [
  'ANY_OFFER_CHANGED',
  'PRICING_HEALTH',
  'ORDER_CHANGE',
  'POINTS_RESET',
] as const

export type Trigger = (typeof TRIGGERS)[number]

export interface TriggerAsk {
  readonly type: Trigger
  readonly seller: string
  /** The first active one in stock unless named. */
  readonly sku?: string
}

export interface Triggered {
  readonly refused?: never
  readonly sku: string
  /** What was done, in a word: `shipping_raised`, `order_shipped`. */
  readonly did: string
}

/** Who buys what is only to be seen arriving. */
const BUYER = 'trigger-buyer'

/**
 * Does a real thing in a sandbox that is notified of: shipping goes up by a yen, an order is placed
 * and shipped, the price alone is set, a product becomes worth less than it costs.
 * Refusals: `seller_not_found`, `listing_not_found`, and whatever the thing itself is refused with.
 */
export async function trigger(engine: Engine, ask: TriggerAsk): Promise<Refusal | Triggered> {
  const { seller, type } = ask
  const listing = await pick(engine, ask)
  if (listing.refused !== undefined) return listing
  const { sku, asin, price, shipping } = listing
  const as = () => ({ caller: 'trigger', key: newKey() })
  const priced = (change: object) =>
    changeListing(engine, as(), { seller, sku, source: 'manual', ...change })
  switch (type) {
    case 'ANY_OFFER_CHANGED':
      // Shipping, because a price alone would take the points along.
      return outcome(await priced({ shipping: shipping + 1 }), sku, 'shipping_raised')
    case 'POINTS_RESET': {
      const given = await priced({ points: { by: 'percentage', bps: 1_000 } })
      if (isRefusal(given)) return given
      return outcome(await priced({ price }), sku, 'price_set_alone')
    }
    case 'PRICING_HEALTH': {
      const worth = Math.max(1, Math.floor(price / 2))
      const set = await setReferencePrice(engine, as(), { asin, price: worth })
      return outcome(set, sku, 'reference_price_halved')
    }
    case 'ORDER_CHANGE':
      return order(engine, seller, sku)
    default:
      return type satisfies never
  }
}

const outcome = (done: object, sku: string, did: string): Refusal | Triggered =>
  isRefusal(done) ? done : { sku, did }

async function order(engine: Engine, seller: string, sku: string): Promise<Refusal | Triggered> {
  await registerBuyers(engine, [{ reference: BUYER }])
  const resolved = await resolveCart(engine, [{ seller, sku, quantity: 1 }])
  if (resolved.refused !== undefined) return resolved
  const as = () => ({ caller: 'trigger', key: newKey() })
  const placed = await placeOrder(engine, as(), {
    ...{ buyer: BUYER, redeem: points(0), payment: 'prepaid' },
    ...{ lines: resolved.lines, stock: resolved.stock },
  })
  if (isRefusal(placed)) return placed
  const shipped = await shipOrder(engine, as(), { order: placed.outcome.order, units: 'all' })
  return outcome(shipped, sku, 'order_shipped')
}

interface Picked {
  readonly refused?: never
  readonly sku: string
  readonly asin: string
  readonly price: number
  readonly shipping: number
}

async function pick(engine: Engine, { seller, sku }: TriggerAsk): Promise<Refusal | Picked> {
  const id = await engine.directory.seller(seller)
  if (id === undefined) return refuse('seller_not_found')
  const { rows } = await engine.pool.query<Picked>({
    name: 'pick-listing',
    text: `select sku, asin, price, shipping from listing where seller_id = $1 and status = 'active'
      and (stock is null or stock > 0) and ($2::text is null or sku = $2) order by sku limit 1`,
    values: [id, sku ?? null],
  })
  return rows[0] ?? refuse('listing_not_found', { sku: sku ?? '*' })
}
