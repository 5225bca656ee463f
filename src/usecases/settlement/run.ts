import type { Accepted } from '../../ledger/command.ts'
import { readTimeline } from '../../ledger/policies.ts'
import { isRefusal, type Refusal } from '../../rules/refusal.ts'
import { periodAt } from '../../rules/settlement/periods.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { settleThrough } from './settle.ts'

export interface SettlementRun {
  /** Every period that had ended by then is settled. */
  readonly until: Instant
  /** The first period that is still open. */
  readonly open: number
}

/**
 * Settles every period that has ended, once for a key: the moment is settled on first, so that a
 * run cut off goes on to the same one, and a repetition is answered the same.
 */
export async function runSettlement(
  engine: Engine,
  intent: Intent,
): Promise<Refusal | Accepted<SettlementRun>> {
  const run = await once(engine, intent, 'settlement.run', {}, async ({ sql, now }) => {
    return { until: now, open: periodAt(await readTimeline(sql), now).index }
  })
  if (isRefusal(run)) return run
  await settleThrough(engine, run.outcome.until)
  return run
}
