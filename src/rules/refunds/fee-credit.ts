import { referralFee } from '../fees/referral.ts'
import { type Yen, yen } from '../money/amount.ts'
import { mulDiv, WHOLE_BPS } from '../money/ratio.ts'
import type { OrderLine } from '../orders/order.ts'
import type { Policy } from '../policy/policy.ts'

/**
 * What a refund gives the seller back of the referral fee: the fee charged, less the fee on what
 * remains of the sale, less what was credited before; of that the policy may keep a refund
 * administration fee. `line` is the line after the refund.
 */
export function feeCredit(line: OrderLine, policy: Policy): Yen {
  const { rounding, fees } = policy.terms
  const principal = line.principal - line.refundedPrincipal
  const remaining = {
    principal,
    shipping: line.shippingCharged - line.refundedShipping,
    points: line.granted - line.pointsDue,
    units: Math.ceil(principal / line.price),
  }
  const undone = line.feeCharged - referralFee(remaining, line.fee, rounding)
  const { rateBps, maximum } = fees.refundAdministration
  const administration = Math.min(maximum, mulDiv(undone, rateBps, WHOLE_BPS, rounding))
  return yen(Math.max(0, undone - administration - line.feeCredited))
}
