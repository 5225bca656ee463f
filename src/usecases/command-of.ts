import type { Command, Decision, Facts } from '../ledger/command.ts'
import { fingerprintOf } from '../ledger/journal.ts'
import type { BuyerId, OrderId } from '../rules/ids.ts'
import type { Refusal } from '../rules/refusal.ts'
import type { Intent } from './engine.ts'

/** Whose book a command changes, and on which order it looks. */
export interface Target {
  readonly buyer: BuyerId
  readonly order?: OrderId
  /** The new order's reference, when the command places one. */
  readonly newReference?: string
}

/**
 * The command of an intent. All commands are made here, field by field: objects of one shape are
 * what makes reading them fast.
 */
export function commandOf<Outcome extends object>(
  intent: Intent,
  kind: string,
  ask: object,
  target: Target,
  decide: (facts: Facts) => Refusal | Decision<Outcome>,
): Command<Outcome> {
  return {
    caller: intent.caller,
    key: intent.key,
    fingerprint: intent.fingerprint ?? fingerprintOf({ kind, ask }),
    kind,
    buyer: target.buyer,
    order: target.order,
    newReference: target.newReference,
    at: intent.at,
    askedAt: intent.askedAt,
    decide,
  }
}
