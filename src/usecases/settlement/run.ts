import type { Accepted } from '../../ledger/command.ts'
import { readTimeline } from '../../ledger/policies.ts'
import { isRefusal, type Refusal } from '../../rules/refusal.ts'
import { periodAt } from '../../rules/settlement/periods.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { beginRun, workAtRun } from '../runs/runs.ts'
import { settleThrough } from './settle.ts'

export interface SettlementRun {
  /** Every period that had ended by then is settled. */
  readonly until: Instant
  /** The first period that is still open. */
  readonly open: number
  /** Where its progress and its result are. */
  readonly run: number
}

/**
 * Settles every period that has ended, once for a key: the moment is settled on first, so that a
 * run cut off goes on to the same one, and a repetition is answered the same.
 */
export async function runSettlement(
  engine: Engine,
  intent: Intent,
): Promise<Refusal | Accepted<SettlementRun>> {
  const run = await once(engine, intent, 'settlement.run', {}, async ({ sql, caller, now }) => {
    const open = periodAt(await readTimeline(sql), now).index
    return { until: now, open, run: await beginRun(sql, 'settlement', caller, now) }
  })
  if (isRefusal(run)) return run
  await workAtRun(engine, run.outcome.run, async (progress) => {
    let statements = 0
    let last = { period: 0, sellers: 0 }
    const periods = await settleThrough(engine, run.outcome.until, (done) => {
      const before = done.period === last.period ? last.sellers : 0
      statements += done.sellers - before
      last = done
      progress({ period: done.period, sellers: done.sellers, statements })
    })
    const disbursed = periods.reduce((sum, period) => sum + period.disbursed, 0)
    return { periods: periods.map(({ period }) => period), statements, disbursed }
  })
  return run
}
