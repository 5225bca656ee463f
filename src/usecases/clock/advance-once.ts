import { SandboxClock } from '../../clock/sandbox.ts'
import type { Accepted } from '../../ledger/command.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import { after, type Instant } from '../../rules/time/instant.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { type AdvanceAsk, advanceClock } from './advance.ts'
import { nextEvent } from './next-event.ts'

/** How far the clock went, in answer to one key. */
export interface AdvancedOnce {
  readonly from: Instant
  readonly to: Instant
}

/**
 * As `advanceClock`, once for a key: where to is settled first, so that a repetition goes to the
 * same moment, and goes on from where the first was cut off. `next` is the next event.
 */
export async function advanceOnce(
  engine: Engine,
  intent: Intent,
  ask: AdvanceAsk | 'next',
): Promise<Refusal | Accepted<AdvancedOnce>> {
  if (!(engine.clock instanceof SandboxClock)) return refuse('clock_not_adjustable')
  const wanted = ask === 'next' ? { to: (await nextEvent(engine)).at } : ask
  const target = await once(engine, intent, 'clock.advanced', ask, async ({ now }) => {
    const to = 'to' in wanted ? wanted.to : after(now, wanted.by)
    return to < now ? refuse('clock_goes_forward') : { from: now, to }
  })
  if (isRefusal(target)) return target
  const { to } = target.outcome
  const advanced = await advanceClock(engine, { to })
  // Repeated after the clock has gone past it, there is nothing left to do.
  const isPast = target.replayed && advanced.refused === 'clock_goes_forward'
  return isRefusal(advanced) && !isPast ? advanced : target
}
