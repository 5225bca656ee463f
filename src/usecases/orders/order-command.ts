import type { Accepted, Decision, Facts } from '../../ledger/command.ts'
import type { Order } from '../../rules/orders/order.ts'
import type { Policy } from '../../rules/policy/policy.ts'
import { policyVersion } from '../../rules/policy/timeline.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import { commandOf } from '../command-of.ts'
import type { Engine, Intent } from '../engine.ts'
import { ownPart, wholeAgain } from './behalf.ts'

/** Facts of a command on an order that exists, with the policy the order was placed under. */
export interface OrderFacts extends Facts {
  readonly order: Order
  readonly frozen: Policy
}

/**
 * A command on an existing order, found by its reference. Whoever acts on a part of it only, as a
 * seller does, decides as if that part were the whole.
 */
export async function onOrder<Outcome extends object>(
  engine: Engine,
  intent: Intent,
  kind: string,
  ask: { readonly order: string },
  decide: (facts: OrderFacts) => Refusal | Decision<Outcome>,
): Promise<Refusal | Accepted<Outcome>> {
  const found = await engine.directory.order(ask.order)
  if (found === undefined) return refuse('order_not_found')
  const command = commandOf(intent, kind, ask, found, (facts) => {
    const { book, order: whole, timeline, policy, at } = facts
    const order = whole && ownPart(whole, intent.behalf)
    if (whole === undefined || order === undefined) return refuse('order_not_found')
    const frozen = policyVersion(timeline, order.policyVersion)
    const decision = decide({ book, order, timeline, policy, at, frozen })
    if (order === whole || isRefusal(decision) || decision.order === undefined) return decision
    return { ...decision, order: wholeAgain(whole, decision.order) }
  })
  return await engine.lanes.submit(command)
}
