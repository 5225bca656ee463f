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
  const settled = await settleThrough(engine, until)
  return { ripened, settled: settled.length }
}
