import { BOOK_COLUMNS, type BookRow, bookOf } from '../../ledger/book-rows.ts'
import { readTimeline } from '../../ledger/policies.ts'
import { wakeAt } from '../../rules/points/mature.ts'
import { nextPolicyAfter, type Timeline } from '../../rules/policy/timeline.ts'
import { periodAt } from '../../rules/settlement/periods.ts'
import { type Instant, later } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'

/** Points vest, lapse or are reminded of; a policy takes effect; a settlement period ends. */
export type DueKind = 'points' | 'policy' | 'settlement'

export interface NextEvent {
  readonly at: Instant
  /** Everything that falls due at that very moment. */
  readonly what: readonly DueKind[]
}

/** When something next happens by itself, and what: there is always a settlement period to end. */
export async function nextEvent(engine: Engine): Promise<NextEvent> {
  const now = engine.clock.now()
  const timeline = await readTimeline(engine.pool)
  const moments: Readonly<Record<DueKind, Instant | null>> = {
    points: await nextRipening(engine, timeline, now),
    policy: nextPolicyAfter(timeline, now)?.effectiveFrom ?? null,
    settlement: periodAt(timeline, now).end,
  }
  const due = Object.entries(moments).filter(([, at]) => at !== null) as [DueKind, Instant][]
  const at = Math.min(...due.map(([, moment]) => moment)) as Instant
  return { at, what: due.filter(([, moment]) => moment === at).map(([what]) => what) }
}

/** Books looked at together. */
const CHUNK = 500

/**
 * The soonest moment of any book. Wake-ups may come too early, but never too late: so the search
 * ends with the first wake-up after the soonest moment found.
 */
async function nextRipening(
  { pool }: Engine,
  timeline: Timeline,
  now: Instant,
): Promise<Instant | null> {
  let soonest: Instant | null = null
  let after = { wake: Number.NEGATIVE_INFINITY, id: 0 }
  for (;;) {
    const { rows }: { rows: BookRow[] } = await pool.query<BookRow>(
      `select ${BOOK_COLUMNS} from book
        where wake_at is not null and (wake_at, id) > (to_timestamp($1::float8 / 1000), $2)
        order by wake_at, id limit ${CHUNK}`,
      [after.wake, after.id],
    )
    for (const row of rows) {
      const wake = row.wake_at as Instant
      if (soonest !== null && wake >= soonest) return soonest
      const moment = wakeAt(bookOf(row), timeline, row.matured_to ?? (0 as Instant))
      // What is overdue happens as soon as a worker comes by: now.
      const at = moment === null ? null : later(moment, now)
      if (at !== null && (soonest === null || at < soonest)) soonest = at
      after = { wake, id: row.id }
    }
    if (rows.length < CHUNK) return soonest
  }
}
