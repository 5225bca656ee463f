import { answered } from '../../ledger/command.ts'
import { readOrderFacts } from '../../ledger/order-facts.ts'
import { policyVersion } from '../../rules/policy/timeline.ts'
import {
  decideRefund,
  type RefundCause,
  type Refunded,
  type RefundLineAsk,
} from '../../rules/refunds/refund.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { type Behalf, ownPart } from './behalf.ts'
import { onOrder } from './order-command.ts'

export interface OrderRefundAsk {
  readonly order: string
  readonly lines: readonly RefundLineAsk[] | 'full'
  /** A guarantee claim and a chargeback differ from a refund only in where the points go. */
  readonly cause: RefundCause
  readonly reason?: string
}

const KINDS = {
  refund: 'order.refunded',
  return: 'order.returned',
  goodwill: 'order.refunded',
  guarantee_claim: 'order.claimed',
  chargeback: 'order.charged_back',
} as const satisfies Readonly<Record<RefundCause, string>>

/** Refunds, takes back, settles a claim or a chargeback: everything that undoes a sale. */
export const refundOrder = (engine: Engine, intent: Intent, ask: OrderRefundAsk) =>
  onOrder(engine, intent, KINDS[ask.cause], ask, ({ book, order, frozen, policy, at }) => {
    const decision = decideRefund(book, order, ask.lines, ask.cause, frozen, at, policy)
    if (isRefusal(decision)) return decision
    return answered(decision, refundOutcome(ask, decision))
  })

/** What a refund did, or a preview says it would do: the same shape for both. */
export function refundOutcome(ask: OrderRefundAsk, { lines, expired }: Refunded) {
  const sum = (of: (line: (typeof lines)[number]) => number) =>
    lines.reduce((total, line) => total + of(line), 0)
  return {
    order: ask.order,
    cause: ask.cause,
    reason: ask.reason,
    refunded: sum((line) => line.principal + line.shipping),
    cash: sum((line) => line.cash),
    pointsBack: sum((line) => line.pointsBack),
    clawedBack: sum((line) => line.clawedBack),
    shortfall: sum((line) => line.shortfall),
    pointsToSeller: sum((line) => line.pointsToSeller),
    feeCredit: sum((line) => line.feeCredit),
    expired,
    lines,
  }
}

/** Exactly what `refundOrder` would do at this moment: the same decision, not posted. */
export async function previewRefund(engine: Engine, ask: OrderRefundAsk, behalf: Behalf = {}) {
  const found = await engine.directory.order(ask.order)
  const facts = found && (await readOrderFacts(engine.pool, found, engine.clock.now()))
  const order = facts?.order && ownPart(facts.order, behalf)
  if (!order) return refuse('order_not_found') satisfies Refusal
  const { book, timeline, policy, at } = facts
  const frozen = policyVersion(timeline, order.policyVersion)
  const decision = decideRefund(book, order, ask.lines, ask.cause, frozen, at, policy)
  return isRefusal(decision) ? decision : refundOutcome(ask, decision)
}
