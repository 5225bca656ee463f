import { type Accepted, answered } from '../../ledger/command.ts'
import { type Points, points } from '../../rules/money/amount.ts'
import { decideAdjustment, decideGrant } from '../../rules/points/adjust.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import { commandOf } from '../command-of.ts'
import type { Engine, Intent } from '../engine.ts'

export interface GrantAsk {
  readonly buyer: string
  readonly points: number
  readonly reason: string
}

export interface Granted {
  readonly points: number
  readonly available: Points
}

/** Gives a buyer points at the operator's cost: a campaign, a voucher, an apology. */
export const grantPoints = (engine: Engine, intent: Intent, ask: GrantAsk) =>
  change(engine, intent, ask, 'points.granted')

/** Corrects a buyer's balance, up or down; never below zero. */
export const adjustPoints = (engine: Engine, intent: Intent, ask: GrantAsk) =>
  change(engine, intent, ask, 'points.adjusted')

async function change(
  engine: Engine,
  intent: Intent,
  ask: GrantAsk,
  kind: 'points.granted' | 'points.adjusted',
): Promise<Refusal | Accepted<Granted>> {
  const buyer = await engine.directory.buyer(ask.buyer)
  if (buyer === undefined) return refuse('buyer_not_found')
  const command = commandOf(intent, kind, ask, { buyer }, ({ book, policy, at }) => {
    const decision =
      kind === 'points.granted'
        ? decideGrant(book, points(ask.points), policy, at)
        : decideAdjustment(book, ask.points, policy, at)
    if (isRefusal(decision)) return decision
    const { available } = decision.book
    return answered(decision, { points: ask.points, available, reason: ask.reason })
  })
  return await engine.lanes.submit(command)
}
