import { nextPolicyAfter, policyAt, type Timeline } from '../policy/timeline.ts'
import { DAY, type Instant, instantOf } from '../time/instant.ts'

/** One settlement period: from `start` up to, and not including, `end`. */
export interface Period {
  /** 0 is the period that starts at the first policy's anchor; earlier ones are negative. */
  readonly index: number
  readonly start: Instant
  readonly end: Instant
  /** The version in force at the start; it governs the statement. */
  readonly policyVersion: number
}

/**
 * The settlement period that a moment belongs to.
 *
 * Periods follow each other without gaps. Each ends at the next multiple of `days` from the
 * `anchor` of the policy in force at its start; so a change of either starts with one shorter
 * period, and periods under unchanged terms are `days` long.
 */
export function periodAt(timeline: Timeline, at: Instant): Period {
  const { anchor, days } = timeline[0].terms.settlement
  // Before the anchor the first grid goes on backwards, so that every moment has its period.
  let index = Math.min(0, Math.floor((at - anchor) / (days * DAY)))
  let start = instantOf(anchor + index * days * DAY)
  for (;;) {
    const policy = policyAt(timeline, start)
    const change = nextPolicyAfter(timeline, start)?.effectiveFrom ?? Number.POSITIVE_INFINITY
    const length = policy.terms.settlement.days * DAY
    const end = nextGridPoint(start, policy.terms.settlement.anchor, length)
    if (at < end) return { index, start, end, policyVersion: policy.version }
    // Straight to the last period before the moment that still starts under this policy.
    const skipped = Math.max(0, Math.floor((Math.min(at, change - 1) - end) / length))
    start = instantOf(end + skipped * length)
    index += 1 + skipped
  }
}

const nextGridPoint = (start: Instant, anchor: Instant, length: number): Instant =>
  instantOf(anchor + (Math.floor((start - anchor) / length) + 1) * length)

/** The periods that have any moment in common with `from` up to, not including, `to`, in order. */
export function periodsBetween(timeline: Timeline, from: Instant, to: Instant): Period[] {
  const periods: Period[] = []
  for (let at = from; at < to; at = (periods[periods.length - 1] as Period).end) {
    periods.push(periodAt(timeline, at))
  }
  return periods
}
