import { addPoints, addYen, type Points } from '../money/amount.ts'
import { mulDiv } from '../money/ratio.ts'
import type { OrderLine } from '../orders/order.ts'
import type { Policy } from '../policy/policy.ts'
import { feeCreditOf } from '../refunds/fee-credit.ts'
import type { RefundedLine } from '../refunds/refund.ts'
import { exactly, type Step } from './steps.ts'

/** The ways to the four numbers of one line's refund. */
export interface RefundExplanation {
  /** Ends in `pointsDue`. */
  readonly due: readonly Step[]
  /** Ends in `pointsBack`. */
  readonly back: readonly Step[]
  /** Ends in `clawedBack`. */
  readonly clawback: readonly Step[]
  /** Ends in `cash`. */
  readonly cash: readonly Step[]
  /** Ends in `feeCredit`. */
  readonly feeCredit: readonly Step[]
}

/**
 * Why a line's refund did what it did.
 *
 * `before` is the line as the refund found it, `available` the buyer's spendable points then,
 * `policy` the version the order was placed under.
 */
export function explainRefund(
  before: OrderLine,
  available: Points,
  done: RefundedLine,
  policy: Policy,
): RefundExplanation {
  const after: OrderLine = {
    ...before,
    refundedPrincipal: addYen(before.refundedPrincipal, done.principal),
    refundedShipping: addYen(before.refundedShipping, done.shipping),
    pointsDue: addPoints(before.pointsDue, done.pointsDue),
  }
  return {
    due: dueSteps(after, before, done, policy),
    back: backSteps(after, before, done, policy),
    clawback: clawbackSteps(before, available, done, policy),
    cash: cashSteps(done, policy),
    feeCredit: feeCreditSteps(after, policy),
  }
}

function dueSteps(after: OrderLine, before: OrderLine, done: RefundedLine, policy: Policy): Step[] {
  const { granted, principal, refundedPrincipal: refunded } = after
  const so = soFar(granted, refunded, principal, policy)
  return [
    { ...so, code: 'due_so_far', numbers: { granted, refunded, principal } },
    plain('due_now', { soFar: so.result, before: before.pointsDue }, done.pointsDue, policy),
  ]
}

function backSteps(
  after: OrderLine,
  before: OrderLine,
  done: RefundedLine,
  policy: Policy,
): Step[] {
  const { captured } = after
  const refunded = after.refundedPrincipal + after.refundedShipping
  const paid = after.principal + after.shippingCharged
  const so = soFar(captured, refunded, paid, policy)
  return [
    { ...so, code: 'back_so_far', numbers: { captured, refunded, paid } },
    plain('back_now', { soFar: so.result, before: before.pointsBack }, done.pointsBack, policy),
  ]
}

function clawbackSteps(
  before: OrderLine,
  available: Points,
  done: RefundedLine,
  policy: Policy,
): Step[] {
  const { pointsDue: due, clawedBack, shortfall, pointsBack: back } = done
  if (clawedBack + shortfall < due) return [plain('clawback_none', { due }, 0, policy)]
  const unvested = Math.min(clawedBack, before.unvested)
  return [plain('clawback', { due, unvested, available, back }, clawedBack, policy)]
}

function cashSteps(done: RefundedLine, policy: Policy): Step[] {
  const { clawedBack, shortfall, pointsBack: back, cash } = done
  const amount = done.principal + done.shipping
  return [
    plain('shortfall', { due: clawedBack + shortfall, clawedBack }, shortfall, policy),
    plain('cash', { amount, back, shortfall }, cash, policy),
  ]
}

function feeCreditSteps(after: OrderLine, policy: Policy): Step[] {
  const { credit, ...numbers } = feeCreditOf(after, policy)
  return [plain('fee_credit', numbers, credit, policy)]
}

function soFar(total: number, done: number, whole: number, policy: Policy) {
  const { rounding } = policy.terms
  return {
    rounded: { exact: exactly(total, done, whole), rounding },
    result: mulDiv(total, done, whole, rounding),
    policyVersion: policy.version,
  }
}

const plain = (
  code: Step['code'],
  numbers: Step['numbers'],
  result: number,
  policy: Policy,
): Step => ({ code, numbers, rounded: null, result, policyVersion: policy.version })
