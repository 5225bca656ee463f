import type { Accepted } from '../../ledger/command.ts'
import { points } from '../../rules/money/amount.ts'
import type { Payment } from '../../rules/orders/order.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { cancelOrder } from '../orders/cancel.ts'
import { placeOrder } from '../orders/place.ts'
import { type Recipient, recordRecipient } from '../orders/recipient.ts'
import { refundOrder } from '../orders/refund.ts'
import { resolveCart } from '../orders/resolve-lines.ts'
import { deliverOrder, shipOrder } from '../orders/ship.ts'
import { findToolOrder, toolOrderId } from '../orders/tool-id.ts'
import { registerBuyers } from '../parties/register-buyer.ts'
import { pointsBalance } from '../points/balance.ts'
import { adjustPoints, grantPoints } from '../points/grant.ts'

export interface SandboxOrderAsk {
  readonly seller: string
  readonly sku: string
  readonly quantity: number
  readonly payment: Payment
  /** Points that pay for a part; the buyer is given them first. */
  readonly redeem: number
  /** A buyer of this name; one is made up when absent. */
  readonly buyer?: string
  /** The operator's own id of the order. */
  readonly reference?: string
  readonly shipTo?: Recipient
}

export interface SandboxOrder {
  /** As this API knows it. */
  readonly order: string
  /** As sellers' tools know it. */
  readonly orderId: string
  readonly buyer: string
  readonly total: number
  /** Points to be earned if everything ships. */
  readonly promised: number
}

/** Where orders go whose recipient nobody named. */
const SOMEBODY: Recipient = {
  name: '見本 太郎',
  line1: '丸の内1-1-1',
  line2: '見本ビル3階',
  city: '千代田区',
  prefecture: '東京都',
  postalCode: '100-0005',
  phone: '03-0000-0000',
}

/**
 * Makes a buyer order from a seller, and everything that needs: the buyer, its points, an address.
 * Each step has a key of the intent's, so that a repetition does nothing twice. Refusals: those of
 * `resolveCart`, `placeOrder` and `recordRecipient`.
 */
export async function happenOrder(
  engine: Engine,
  intent: Intent,
  ask: SandboxOrderAsk,
): Promise<Refusal | Accepted<SandboxOrder>> {
  const { seller, sku, quantity, payment, redeem, reference } = ask
  const buyer = ask.buyer ?? `sandbox-${seller}`.slice(0, 64)
  const cart = await resolveCart(engine, [{ seller, sku, quantity }])
  if (isRefusal(cart)) return cart
  await registerBuyers(engine, [{ reference: buyer, name: ask.shipTo?.name ?? SOMEBODY.name }])
  if (redeem > 0) {
    const gift = { buyer, points: redeem, reason: 'sandbox' }
    const given = await grantPoints(engine, step(intent, 'points'), gift)
    if (isRefusal(given)) return given
  }
  const placed = await placeOrder(engine, intent, {
    ...{ buyer, lines: cart.lines, stock: cart.stock, payment, redeem: points(redeem) },
    ...(reference === undefined ? {} : { reference }),
  })
  if (isRefusal(placed)) return placed
  const { order, total, promised } = placed.outcome
  const to = ask.shipTo ?? SOMEBODY
  const recorded = await recordRecipient(engine, step(intent, 'recipient'), order, to)
  if (isRefusal(recorded)) return recorded
  const key = await engine.directory.order(order)
  if (!key) return refuse('order_not_found')
  const orderId = toolOrderId({ id: key.order, reference: order })
  return { outcome: { order, orderId, buyer, total, promised }, replayed: placed.replayed }
}

/** The same intent's own key for one of its steps. */
const step = (intent: Intent, name: string): Intent => {
  const { caller, key } = intent
  return { caller, key: `${key}/${name}` }
}

/** What can be made to happen to an order. */
export const HAPPENINGS = [
  ...(['shipment', 'delivery', 'cancellation', 'return'] as const),
  ...(['guarantee_claim', 'chargeback'] as const),
] as const
export type Happening = (typeof HAPPENINGS)[number]

export interface HappenAsk {
  /** By either of its ids. */
  readonly order: string
  readonly what: Happening
  /** Whether the buyer spends all its points first, so that a refund has to pay for some. */
  readonly spendPoints: boolean
}

/** Makes something happen to all of an order. Refusals: those of the command that does it. */
export async function happenTo(
  engine: Engine,
  intent: Intent,
  { order: id, what, spendPoints }: HappenAsk,
): Promise<Refusal | Accepted<{ readonly order: string; readonly what: Happening }>> {
  const order = (await findToolOrder(engine, id))?.reference ?? id
  if (spendPoints) {
    const spent = await spendAll(engine, intent, order)
    if (spent) return spent
  }
  const done = await perform(engine, intent, order, what)
  return isRefusal(done) ? done : { outcome: { order, what }, replayed: done.replayed }
}

async function perform(
  engine: Engine,
  intent: Intent,
  order: string,
  what: Happening,
): Promise<Refusal | Accepted<object>> {
  switch (what) {
    case 'shipment':
      return shipOrder(engine, intent, {
        ...{ order, units: 'all', carrier: 'Sandbox', tracking: 'SANDBOX-1' },
      })
    case 'delivery':
      return deliverOrder(engine, intent, { order, lines: 'all' })
    case 'cancellation':
      return cancelOrder(engine, intent, { order, units: 'all' })
    case 'return':
    case 'guarantee_claim':
    case 'chargeback':
      return refundOrder(engine, intent, { order, lines: 'full', cause: what })
    default:
      return what satisfies never
  }
}

async function spendAll(engine: Engine, intent: Intent, order: string) {
  const key = await engine.directory.order(order)
  if (!key) return refuse('order_not_found')
  const { rows } = await engine.pool.query<{ reference: string }>({
    name: 'buyer-reference',
    text: 'select reference from buyer where id = $1',
    values: [key.buyer],
  })
  const buyer = rows[0]?.reference as string
  const balance = await pointsBalance(engine, buyer)
  if (isRefusal(balance) || balance.available === 0) return undefined
  const spent = await adjustPoints(engine, step(intent, 'spent'), {
    ...{ buyer, points: -balance.available, reason: 'sandbox' },
  })
  // Repeated, it was spent already, whatever has come back since.
  return isRefusal(spent) && spent.refused !== 'key_reused' ? spent : undefined
}
