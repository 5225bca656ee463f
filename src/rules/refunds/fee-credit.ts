import { referralFee } from '../fees/referral.ts'
import { type Yen, yen } from '../money/amount.ts'
import { mulDiv, WHOLE_BPS } from '../money/ratio.ts'
import type { OrderLine } from '../orders/order.ts'
import type { Policy } from '../policy/policy.ts'

/** How a fee credit comes about, for whoever asks why. */
export interface FeeCredit {
  /** Charged at shipment, in all. */
  readonly charged: Yen
  /** The fee on what remains of the sale. */
  readonly remaining: Yen
  /** Kept by the operator, of all that was undone so far. */
  readonly administration: Yen
  /** Credited by earlier refunds. */
  readonly before: Yen
  readonly credit: Yen
}

/**
 * What a refund gives the seller back of the referral fee: the fee charged, less the fee on what
 * remains of the sale, less what was credited before; of that the policy may keep a refund
 * administration fee. `line` is the line after the refund, `feeCredited` still as before it.
 */
export function feeCreditOf(line: OrderLine, policy: Policy): FeeCredit {
  const { rounding, fees } = policy.terms
  const principal = line.principal - line.refundedPrincipal
  const remains = {
    principal,
    shipping: line.shippingCharged - line.refundedShipping,
    points: line.granted - line.pointsDue,
    units: Math.ceil(principal / line.price),
  }
  const remaining = referralFee(remains, line.fee, rounding)
  const undone = line.feeCharged - remaining
  const { rateBps, maximum } = fees.refundAdministration
  const administration = yen(Math.min(maximum, mulDiv(undone, rateBps, WHOLE_BPS, rounding)))
  const credit = yen(Math.max(0, undone - administration - line.feeCredited))
  return { charged: line.feeCharged, remaining, administration, before: line.feeCredited, credit }
}
