import { type Refusal, refuse } from '../refusal.ts'
import type { Instant } from '../time/instant.ts'
import type { Message, Policy, Terms } from './policy.ts'

/** Policy versions in order of effect. Never empty: version 1 governs from the beginning. */
export type Timeline = readonly [Policy, ...Policy[]]

/** The version in force at a moment. Before the first version takes effect, the first governs. */
export function policyAt(timeline: Timeline, at: Instant): Policy {
  let current = timeline[0]
  for (const policy of timeline) if (policy.effectiveFrom <= at) current = policy
  return current
}

/** When the next version takes effect after a moment; undefined when none is announced. */
export const nextPolicyAfter = (timeline: Timeline, at: Instant): Policy | undefined =>
  timeline.find((policy) => policy.effectiveFrom > at)

/** The version with this number. Throws a RangeError for an unknown one: a bug. */
export function policyVersion(timeline: Timeline, version: number): Policy {
  const policy = timeline[version - 1]
  if (!policy) throw new RangeError(`no policy version ${version}`)
  return policy
}

export interface Announcement {
  readonly name: string
  readonly nameEn?: string
  readonly message?: Message
  readonly effectiveFrom: Instant
  readonly terms: Terms
}

/**
 * Adds a version to the end of the timeline. The past is never rewritten: a version cannot take
 * effect before it is announced, nor before the versions already announced.
 */
export function announce(
  timeline: Timeline,
  ask: Announcement,
  now: Instant,
): Refusal | { readonly refused?: never; readonly policy: Policy; readonly timeline: Timeline } {
  const last = timeline[timeline.length - 1] as Policy
  if (ask.effectiveFrom < now) return refuse('policy_in_the_past')
  if (ask.effectiveFrom <= last.effectiveFrom) {
    return refuse('policy_before_announced', { version: last.version })
  }
  const policy = { version: last.version + 1, announcedAt: now, ...ask }
  return { policy, timeline: [...timeline, policy] }
}
