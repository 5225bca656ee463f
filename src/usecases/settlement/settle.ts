import { type PoolClient, transaction } from '../../database/connect.ts'
import { readTimeline } from '../../ledger/policies.ts'
import {
  closeBooks,
  finishPeriod,
  firstProceedsAt,
  lastSettled,
  onConnection,
  type SettledPeriod,
  unsettledSellers,
  writeStatements,
} from '../../ledger/statements.ts'
import { policyVersion, type Timeline } from '../../rules/policy/timeline.ts'
import { type Period, periodAt } from '../../rules/settlement/periods.ts'
import { decideSettlement } from '../../rules/settlement/settle.ts'
import { type Instant, instantOf } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'

/** Whoever holds this advisory lock is settling; it ends with its connection. */
const SETTLING_LOCK = 7_252_003

export interface SettlementProgress {
  readonly period: number
  /** Statements written so far by this run in the period. */
  readonly sellers: number
}

/**
 * Settles, for every seller, all periods that have ended by `until` (and by now), in order.
 *
 * It can be repeated at will and killed at any moment: what was written stays and is not written
 * again, what is missing follows. A second worker waits for the first. At most `sellersMax`
 * statements are written in one transaction. Returns the periods that this run finished.
 */
export async function settleThrough(
  engine: Engine,
  until: Instant,
  progress: (done: SettlementProgress) => void = () => {},
  sellersMax = 1_000,
): Promise<readonly SettledPeriod[]> {
  const worker = await engine.pool.connect()
  try {
    await worker.query('select pg_advisory_lock($1)', [SETTLING_LOCK])
    const timeline = await readTimeline(worker)
    const limit = instantOf(Math.min(until, engine.clock.now()))
    const { start: end } = periodAt(timeline, limit)
    await onConnection(worker, () => closeBooks(worker, end))
    const finished: SettledPeriod[] = []
    let period = await firstUnsettled(worker, timeline)
    while (period && period.end <= end) {
      await settlePeriod(engine, worker, timeline, period, progress, sellersMax)
      finished.push(await finishPeriod(worker, period))
      period = periodAt(timeline, period.end)
    }
    return finished
  } finally {
    worker.release(true) // closing the session gives the lock back
  }
}

/** The period after the last settled one, else that of the first movement ever recorded. */
async function firstUnsettled(sql: PoolClient, timeline: Timeline): Promise<Period | undefined> {
  const last = await lastSettled(sql)
  if (last) return periodAt(timeline, last.end)
  const first = await firstProceedsAt(sql)
  return first === null ? undefined : periodAt(timeline, first)
}

async function settlePeriod(
  engine: Engine,
  worker: PoolClient,
  timeline: Timeline,
  period: Period,
  progress: (done: SettlementProgress) => void,
  sellersMax: number,
): Promise<void> {
  const policy = policyVersion(timeline, period.policyVersion)
  let sellers = 0
  await transaction(engine.pool, async (reader) => {
    for await (const unsettled of unsettledSellers(reader, period, sellersMax)) {
      const settled = unsettled.map(({ seller, opening, totals }) => ({
        seller,
        ...decideSettlement(opening, totals, policy),
      }))
      const now = engine.clock.now()
      await onConnection(worker, () => writeStatements(worker, period, settled, now))
      sellers += settled.length
      progress({ period: period.index, sellers })
    }
  })
}
