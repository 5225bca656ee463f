import { readTimeline } from '../../ledger/policies.ts'
import {
  firstProceedsAt,
  lastSettled,
  proceedsByKind,
  readStatement,
} from '../../ledger/statements.ts'
import type { SellerId } from '../../rules/ids.ts'
import { policyVersion } from '../../rules/policy/timeline.ts'
import { type Period, periodsBetween } from '../../rules/settlement/periods.ts'
import { decideSettlement, type Settlement } from '../../rules/settlement/settle.ts'
import { after, later } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'

/** What a seller's statement of the current period would be if nothing more happened in it. */
export interface OpenStatement extends Settlement {
  readonly seller: SellerId
  readonly period: number
  readonly start: Period['start']
  readonly end: Period['end']
  readonly policyVersion: number
}

/**
 * Decides the seller's open period, and ended ones that are not settled yet, without writing: the
 * same decision that the settlement will take.
 */
export async function openStatement(engine: Engine, seller: SellerId): Promise<OpenStatement> {
  const { pool, clock } = engine
  const timeline = await readTimeline(pool)
  const now = clock.now()
  const last = await lastSettled(pool)
  const before = last && (await readStatement(pool, seller, last.period))
  const from = last?.end ?? (await firstProceedsAt(pool, seller)) ?? now
  let opening = before?.closing ?? 0
  let open: OpenStatement | undefined
  for (const period of periodsBetween(timeline, from, after(later(from, now), 1))) {
    const policy = policyVersion(timeline, period.policyVersion)
    const totals = await proceedsByKind(pool, seller, period)
    const { index, ...stretch } = period
    open = { seller, period: index, ...stretch, ...decideSettlement(opening, totals, policy) }
    opening = open.closing
  }
  // The stretch is never empty.
  return open as OpenStatement
}
