import { readTimeline } from '../../ledger/policies.ts'
import { settledPeriods } from '../../ledger/statements.ts'
import { periodAt } from '../../rules/settlement/periods.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { ripenDue } from '../points/ripen-due.ts'
import { preparePolicies } from '../policy/outlook.ts'
import { settleThrough } from '../settlement/settle.ts'

/** What the passing of time brought. */
export interface Passed {
  /** Moments of buyers' books: points vested, lapsed or reminded of. */
  readonly ripened: number
  /** Settlement periods finished. */
  readonly settled: number
}

/**
 * Lets everything happen that falls due up to `until`, which is not after now. All of it may also
 * be under way in other processes; each thing happens once, whoever does it.
 */
export async function passTime(
  engine: Engine,
  until: Instant,
  progress: (ripened: number) => void = () => {},
): Promise<Passed> {
  // First, because an announced version may wake books earlier.
  await preparePolicies(engine, until)
  const ripened = await ripenDue(engine, until, progress)
  return { ripened, settled: await settleDue(engine, until) }
}

/**
 * Settles the periods that have ended by `until`; returns how many. Most moments end none, and
 * then the books are not even closed.
 */
export async function settleDue(engine: Engine, until: Instant): Promise<number> {
  const { pool } = engine
  const [last] = await settledPeriods(pool, INDEX_MAX, 1)
  const { start } = periodAt(await readTimeline(pool), until)
  if (last !== undefined && last.end >= start) return 0
  return (await settleThrough(engine, until)).length
}

const INDEX_MAX = 2 ** 31 - 1
