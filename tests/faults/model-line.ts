// The arithmetic of the independent model, and one line of an order in it: see model.ts.

const round = (numerator: bigint, denominator: bigint): bigint => {
  const floor = numerator / denominator
  const twice = 2n * (numerator - floor * denominator)
  if (twice < denominator) return floor
  return twice > denominator || floor % 2n === 1n ? floor + 1n : floor
}
export const share = (total: number, part: number, whole: number): number =>
  Number(round(BigInt(total) * BigInt(part), BigInt(whole)))

/** What is to be given now, when `done` of `whole` is done and `given` was given before. */
export const step = (
  total: number,
  done: number,
  whole: number,
  given: number,
  most: number,
): number => {
  const due = (done === whole ? total : share(total, done, whole)) - given
  return Math.max(0, Math.min(most, due))
}

export const DAY = 86_400_000
const TOKYO = 9 * 3_600_000

/**
 * The same wall-clock time some calendar months later, in Tokyo; the last day where there is none.
 */
export function monthsLater(at: number, months: number): number {
  const date = new Date(at + TOKYO)
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)
  const month = new Date(first)
  const days = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0)).getUTCDate()
  const day = Math.min(date.getUTCDate(), days)
  return first + (day - 1) * DAY + ((at + TOKYO) % DAY) - TOKYO
}

export interface ModelLine {
  readonly seller: number
  readonly price: number
  readonly shipping: number
  readonly pointsPerUnit: number
  quantity: number
}

export interface Line extends ModelLine {
  redeemed: number
  cancelled: number
  shipped: number
  released: number
  captured: number
  paidPrincipal: number
  paidShipping: number
  granted: number
  unvested: number
  vestAt: number | null
  fee: number
  feeBack: number
  backPrincipal: number
  backShipping: number
  due: number
  pointsBack: number
}

export const shippingOf = (line: Line, units: number): number =>
  share(line.shipping, units, line.quantity)
export const cost = (line: Line, units: number): number =>
  line.price * units + shippingOf(line, units)
export const openUnits = (line: Line): number => line.quantity - line.shipped - line.cancelled

export type ModelRefund =
  | { of: 'full' }
  | { of: 'amount'; principal: number; shipping: number }
  | { of: 'percentage'; bps: number; shipping?: boolean }
  | { of: 'quantity'; quantity: number; shipping?: boolean }
/** Yen of the price and of the shipping that are asked back, or why they can not be. */
export function amountsOf(
  line: Line,
  ask: ModelRefund,
): string | { principal: number; shipping: number } {
  if (line.shipped === 0) return 'line_not_shipped'
  const principalLeft = line.paidPrincipal - line.backPrincipal
  const shippingLeft = line.paidShipping - line.backShipping
  if (principalLeft + shippingLeft === 0) return 'refunded_already'
  let [principal, shipping] = [0, 0]
  if (ask.of === 'full') [principal, shipping] = [principalLeft, shippingLeft]
  else if (ask.of === 'amount') [principal, shipping] = [ask.principal, ask.shipping]
  else if (ask.of === 'percentage') {
    principal = Math.max(1, share(line.paidPrincipal, ask.bps, 10_000))
    shipping = ask.shipping ? share(line.paidShipping, ask.bps, 10_000) : 0
  } else {
    if (ask.quantity > line.shipped) return 'quantity_above_shipped'
    principal = line.price * ask.quantity
    if (ask.shipping) {
      const done = Math.min(
        line.shipped,
        Math.floor(line.backPrincipal / line.price) + ask.quantity,
      )
      const { paidShipping, backShipping } = line
      shipping = step(paidShipping, done, line.shipped, backShipping, paidShipping)
    }
  }
  if (principal + shipping === 0) return 'amount_must_be_positive'
  if (principal > principalLeft || shipping > shippingLeft) return 'refund_above_remaining'
  return { principal, shipping }
}
