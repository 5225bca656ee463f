import { SandboxClock } from '../../clock/sandbox.ts'
import { exclusively } from '../../database/exclusively.ts'
import { readTimeline } from '../../ledger/policies.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import { periodsBetween } from '../../rules/settlement/periods.ts'
import { after, DAY, type Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { relayAll } from '../notices/relay.ts'
import { moveClock } from './open.ts'
import { type Passed, passTime } from './pass-time.ts'

/** To a moment, or by an amount of milliseconds. */
export type AdvanceAsk = { readonly to: Instant } | { readonly by: number }

export interface Advanced extends Passed {
  readonly refused?: never
  readonly from: Instant
  readonly to: Instant
}

export interface AdvanceProgress {
  readonly from: Instant
  readonly to: Instant
  /** Everything due up to here has happened. */
  readonly at: Instant
  readonly ripened: number
}

/** Whoever holds this advisory lock is advancing the clock. */
const ADVANCING_LOCK = 7_252_004

/** Ten years. */
const DAYS_MAX = 3_653

/**
 * Moves the sandbox's clock forward and lets everything happen that falls due on the way, in
 * order and at its own moment. It stops at the end of each settlement period, as time itself
 * would, so that what is settled is exactly what had happened by then. Cut off anywhere, the clock
 * stays where it came to; asked again, it goes on from there.
 *
 * Refusals: `clock_not_adjustable` outside of a sandbox, `clock_goes_forward`, `clock_too_far`,
 * `clock_moving` while another advance is under way.
 */
export async function advanceClock(
  engine: Engine,
  ask: AdvanceAsk,
  progress: (at: AdvanceProgress) => void = () => {},
): Promise<Refusal | Advanced> {
  const { clock, pool } = engine
  if (!(clock instanceof SandboxClock)) return refuse('clock_not_adjustable')
  const advanced = await exclusively(pool, ADVANCING_LOCK, async () => {
    const from = clock.now()
    const distance = 'to' in ask ? ask.to - from : ask.by
    if (!Number.isSafeInteger(distance) || distance < 0) return refuse('clock_goes_forward')
    if (distance > DAYS_MAX * DAY) return refuse('clock_too_far', { days: DAYS_MAX })
    const to = after(from, distance)
    let passed: Passed = { ripened: 0, settled: 0 }
    for (const stop of await stopsBetween(engine, from, to)) {
      await moveClock(pool, clock, stop)
      const before = passed
      const tell = (ripened: number) =>
        progress({ from, to, at: stop, ripened: before.ripened + ripened })
      const { ripened, settled } = await passTime(engine, stop, tell)
      passed = { ripened: before.ripened + ripened, settled: before.settled + settled }
      tell(ripened)
    }
    await relayAll(engine)
    return { from, to, ...passed }
  })
  return advanced ?? refuse('clock_moving')
}

/** The ends of settlement periods on the way, and the end of the way. */
async function stopsBetween(engine: Engine, from: Instant, to: Instant): Promise<Instant[]> {
  const timeline = await readTimeline(engine.pool)
  const ends = periodsBetween(timeline, from, to).map((period) => period.end)
  return [...ends.filter((end) => end < to), to]
}
