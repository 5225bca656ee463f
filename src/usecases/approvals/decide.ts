import type { Accepted } from '../../ledger/command.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Principal } from '../auth/principal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { type ApprovalKind, COMMANDS } from './ask.ts'

export interface DecisionAsk {
  readonly approval: number
  readonly approved: boolean
}

interface Waiting {
  readonly kind: ApprovalKind
  readonly buyer: string
  readonly points: number
  readonly reason: string
  readonly asked_for: string
  readonly decided: boolean
}

/** Approved movements are made under this name, with the approval's number as the key. */
const CALLER = 'approval'

/**
 * Decides on points that somebody else asked for; approved, they move at once. Only a person can,
 * and never the one who asked, nor the one who made the app that asked.
 *
 * The movement is made before the decision is recorded, under a key of its own: cut off between,
 * the approval still waits, and deciding again records what has happened.
 * Refusals: `approval_not_found`, `approval_decided`, `second_operator_needed`, and those of the
 * movement, which leave it waiting.
 */
export const decideApproval = (
  engine: Engine,
  intent: Intent,
  who: Principal,
  ask: DecisionAsk,
): Promise<Refusal | Accepted<DecisionAsk>> =>
  engine.commanding(() =>
    once(engine, intent, 'approval.decided', ask, async ({ sql, caller, now }) => {
      const { rows } = await sql.query<Waiting>(
        `select kind, b.reference as buyer, points, reason, asked_for,
          decided_at is not null as decided
        from approval join buyer b on b.id = buyer_id where approval.id = $1
        for no key update of approval`,
        [ask.approval],
      )
      const waiting = rows[0]
      if (!waiting) return refuse('approval_not_found')
      if (waiting.decided) return refuse('approval_decided')
      if (who.scopes !== null || who.person === waiting.asked_for) {
        return refuse('second_operator_needed')
      }
      const key = String(ask.approval)
      if (ask.approved) {
        const { kind, buyer, points, reason } = waiting
        const moved = await COMMANDS[kind](
          engine,
          { caller: CALLER, key },
          { buyer, points, reason },
        )
        if (isRefusal(moved)) return moved
      } else {
        const made = await sql.query('select from journal where caller = $1 and key = $2', [
          CALLER,
          key,
        ])
        if (made.rowCount !== 0) return refuse('approval_decided')
      }
      await sql.query(
        `update approval set decided_by = $2, decided_at = to_timestamp($3::float8 / 1000),
          approved = $4 where id = $1`,
        [ask.approval, caller, now, ask.approved],
      )
      return { approval: ask.approval, approved: ask.approved }
    }),
  )
