import { move, type Posting } from '../book/posting.ts'
import { referralFee } from '../fees/referral.ts'
import { addPoints, type Points, points, yen, yenOf } from '../money/amount.ts'
import { type BuyerBook, earn } from '../points/book.ts'
import type { Policy, Vesting } from '../policy/policy.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { after, DAY, type Instant } from '../time/instant.ts'
import { lineOf, type Order, type OrderLine, shippingOf, withLines } from './order.ts'
import { heldShare, openUnits, type Units } from './units.ts'

export interface ShippedUnits extends Units {
  readonly principal: number
  readonly shipping: number
  readonly granted: number
  readonly captured: number
  readonly fee: number
}

export interface Shipped {
  readonly refused?: never
  readonly book: BuyerBook
  readonly order: Order
  readonly postings: readonly Posting[]
  readonly units: readonly ShippedUnits[]
}

/**
 * Confirms one parcel §: the seller's proceeds are credited with price and shipping and debited
 * with the points (1 pt = 1 JPY) and the fee; held points are captured; earned points vest, now
 * or when the policy frozen on the order says.
 *
 * `policy` is the version the order was placed under; `inForce` the one at `at`, which says when
 * points in the buyer's hands lapse.
 */
export function decideShipment(
  book: BuyerBook,
  order: Order,
  ask: readonly Units[] | 'all',
  policy: Policy,
  at: Instant,
  inForce: Policy = policy,
): Refusal | Shipped {
  const units = openUnits(order, ask)
  if (isRefusal(units)) return units

  // From here the shipment must succeed.
  const parcels = units.map(({ line, quantity }) => parcelOf(line, quantity, policy))
  const { vesting } = policy.terms
  const vestAt = vestingMoment(vesting, at)
  const granted = parcels.reduce((sum, parcel) => sum + parcel.granted, 0)
  const captured = parcels.reduce((sum, parcel) => sum + parcel.captured, 0)
  const uncaptured = { ...book, held: points(book.held - captured) }
  const next =
    vesting.trigger === 'shipment'
      ? granted === 0
        ? uncaptured
        : earn(uncaptured, points(granted), inForce, at)
      : awaiting(uncaptured, points(granted), vestAt)
  const lines = units.map(({ line }, index) =>
    shippedLine(line, parcels[index] as ShippedUnits, vesting, vestAt),
  )
  const postings = units.flatMap(({ line }, index) =>
    parcelPostings(order, line, parcels[index] as ShippedUnits, policy, at),
  )
  return { book: next, order: withLines(order, lines), postings, units: parcels }
}

/** When points shipped now become spendable; null while that waits for the delivery report. */
function vestingMoment(vesting: Vesting, shippedAt: Instant): Instant | null {
  return vesting.trigger === 'delay' ? after(shippedAt, vesting.days * DAY) : null
}

const awaiting = (book: BuyerBook, granted: Points, vestAt: Instant | null): BuyerBook => ({
  ...book,
  unvested: addPoints(book.unvested, granted),
  nextVestAt: soonest(book.nextVestAt, granted === 0 ? null : vestAt),
})

const soonest = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null ? b : b === null || a < b ? a : b

function parcelOf(line: OrderLine, quantity: number, policy: Policy): ShippedUnits {
  const { rounding } = policy.terms
  const done = line.shippedQuantity + line.cancelledQuantity
  const principal = line.price * quantity
  const shipping = shippingOf(line, done + quantity) - shippingOf(line, done)
  const granted = line.pointsPerUnit * quantity
  const soFar = {
    principal: line.principal + principal,
    shipping: line.shippingCharged + shipping,
    points: line.granted + granted,
    units: line.shippedQuantity + quantity,
  }
  return {
    line: line.line,
    quantity,
    principal,
    shipping,
    granted,
    captured: heldShare(line, quantity, rounding),
    fee: referralFee(soFar, line.fee, rounding) - line.feeCharged,
  }
}

/** The line after the parcel. Where several parcels wait to vest, the latest decides for all. */
const shippedLine = (
  line: OrderLine,
  parcel: ShippedUnits,
  vesting: Vesting,
  vestAt: Instant | null,
): OrderLine => ({
  ...line,
  shippedQuantity: line.shippedQuantity + parcel.quantity,
  principal: yen(line.principal + parcel.principal),
  shippingCharged: yen(line.shippingCharged + parcel.shipping),
  granted: points(line.granted + parcel.granted),
  captured: points(line.captured + parcel.captured),
  feeCharged: yen(line.feeCharged + parcel.fee),
  unvested: points(line.unvested + (vesting.trigger === 'shipment' ? 0 : parcel.granted)),
  vestAt: parcel.granted === 0 ? line.vestAt : vestAt,
})

function parcelPostings(
  order: Order,
  line: OrderLine,
  parcel: ShippedUnits,
  policy: Policy,
  at: Instant,
): Posting[] {
  const about = {
    at,
    policyVersion: policy.version,
    seller: line.seller,
    order: order.id,
    line: line.line,
  }
  const captured = points(parcel.captured)
  const granted = points(parcel.granted)
  const earned = policy.terms.vesting.trigger === 'shipment' ? 'buyer_available' : 'buyer_unvested'
  return [
    ...move('buyer_held', 'redeemed', captured, 'points_redeemed', about),
    ...move('points_funding', 'buyer_payments', yenOf(captured), 'points_redeemed', about),
    ...move('buyer_payments', 'seller_proceeds', yen(parcel.principal), 'principal', about),
    ...move('buyer_payments', 'seller_proceeds', yen(parcel.shipping), 'shipping', about),
    ...move('seller_proceeds', 'points_funding', yenOf(granted), 'points_granted', about),
    ...move('issued', earned, granted, 'points_granted', about),
    ...move('seller_proceeds', 'referral_fees', yen(parcel.fee), 'referral_fee', about),
  ]
}

/**
 * Records that a parcel arrived, which is what points wait for where the policy says so.
 * A line whose points wait for nothing is left as it is.
 */
export function decideDelivery(
  book: BuyerBook,
  order: Order,
  lines: readonly number[] | 'all',
  policy: Policy,
  at: Instant,
): Refusal | { readonly refused?: never; readonly book: BuyerBook; readonly order: Order } {
  const named = lines === 'all' ? order.lines.map((line) => line.line) : lines
  const changed: OrderLine[] = []
  for (const number of named) {
    const line = lineOf(order, number)
    if (!line) return refuse('line_not_found', { line: number })
    if (line.shippedQuantity > 0) changed.push(line)
    else if (lines !== 'all') return refuse('line_not_shipped', { line: number })
  }
  if (changed.length === 0) return refuse('nothing_shipped')
  const { vesting } = policy.terms
  if (vesting.trigger !== 'delivery' && vesting.trigger !== 'return-window') return { book, order }
  const vestAt = vesting.trigger === 'delivery' ? at : after(at, vesting.days * DAY)
  const waiting = changed.filter((line) => line.unvested > 0)
  const next = withLines(
    order,
    waiting.map((line) => ({ ...line, vestAt })),
  )
  const nextVestAt = waiting.length === 0 ? book.nextVestAt : soonest(book.nextVestAt, vestAt)
  return { book: { ...book, nextVestAt }, order: next }
}
