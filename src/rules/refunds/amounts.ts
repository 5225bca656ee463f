import { isAmount, type Yen, yen } from '../money/amount.ts'
import { nextPartWithin } from '../money/prorate.ts'
import { mulDiv, type Rounding, WHOLE_BPS } from '../money/ratio.ts'
import type { OrderLine } from '../orders/order.ts'
import { type Refusal, refuse } from '../refusal.ts'

/** What is to be given back for one line. */
export type RefundAsk =
  /** Everything not refunded yet, price and shipping. */
  | { readonly of: 'full' }
  /** Yen of the price and of the shipping. */
  | { readonly of: 'amount'; readonly principal: number; readonly shipping: number }
  /** A share of the price charged, in basis points, and of the shipping where `shipping`. */
  | { readonly of: 'percentage'; readonly bps: number; readonly shipping?: boolean }
  /** Some units at their price, with their share of the shipping where `shipping`. */
  | { readonly of: 'quantity'; readonly quantity: number; readonly shipping?: boolean }

export interface RefundAmounts {
  readonly refused?: never
  readonly principal: Yen
  readonly shipping: Yen
}

/**
 * Turns what was asked into yen of price and shipping, never more than is left to refund.
 * A share that rounds to zero is one yen, so that a refund always is one.
 */
export function refundAmounts(
  line: OrderLine,
  ask: RefundAsk,
  rounding: Rounding,
): Refusal | RefundAmounts {
  if (line.shippedQuantity === 0) return refuse('line_not_shipped', { line: line.line })
  const left = {
    principal: line.principal - line.refundedPrincipal,
    shipping: line.shippingCharged - line.refundedShipping,
  }
  if (left.principal + left.shipping === 0) return refuse('refunded_already', { line: line.line })
  const asked = askedAmounts(line, ask, left, rounding)
  if ('refused' in asked) return asked
  if (!isAmount(asked.principal) || !isAmount(asked.shipping)) return refuse('amount_out_of_range')
  if (asked.principal + asked.shipping === 0) return refuse('amount_must_be_positive')
  if (asked.principal > left.principal || asked.shipping > left.shipping) {
    return refuse('refund_above_remaining', { line: line.line, ...left })
  }
  return { principal: yen(asked.principal), shipping: yen(asked.shipping) }
}

type Amounts = { readonly principal: number; readonly shipping: number }

function askedAmounts(
  line: OrderLine,
  ask: RefundAsk,
  left: Amounts,
  rounding: Rounding,
): Refusal | Amounts {
  switch (ask.of) {
    case 'full':
      return left
    case 'amount':
      return { principal: ask.principal, shipping: ask.shipping }
    case 'percentage': {
      if (!Number.isSafeInteger(ask.bps) || ask.bps < 1 || ask.bps > WHOLE_BPS) {
        return refuse('percentage_out_of_range')
      }
      const share = (whole: number) => mulDiv(whole, ask.bps, WHOLE_BPS, rounding)
      return {
        principal: Math.max(1, share(line.principal)),
        shipping: ask.shipping ? share(line.shippingCharged) : 0,
      }
    }
    case 'quantity': {
      if (!Number.isSafeInteger(ask.quantity) || ask.quantity < 1) {
        return refuse('quantity_out_of_range', { maximum: line.shippedQuantity })
      }
      if (ask.quantity > line.shippedQuantity) {
        return refuse('quantity_above_shipped', { line: line.line, shipped: line.shippedQuantity })
      }
      return {
        principal: line.price * ask.quantity,
        shipping: shippingOfUnits(line, ask, rounding),
      }
    }
    default:
      return ask satisfies never
  }
}

/** The shipping of some units: cumulative, so that the last unit takes the rest. */
function shippingOfUnits(
  line: OrderLine,
  ask: { readonly quantity: number; readonly shipping?: boolean },
  rounding: Rounding,
): number {
  if (!ask.shipping) return 0
  const refundedUnits = Math.floor(line.refundedPrincipal / line.price)
  const done = Math.min(line.shippedQuantity, refundedUnits + ask.quantity)
  const { shippingCharged, refundedShipping, shippedQuantity } = line
  return nextPartWithin(
    shippingCharged,
    ...([shippingCharged, done, shippedQuantity, refundedShipping, rounding] as const),
  )
}
