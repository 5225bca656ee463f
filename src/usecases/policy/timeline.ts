import { readTimeline } from '../../ledger/policies.ts'
import type { Policy } from '../../rules/policy/policy.ts'
import { policyAt, policyVersion } from '../../rules/policy/timeline.ts'
import type { Engine } from '../engine.ts'
import { changesBetween, type FieldChange } from './changes.ts'

export interface ListedPolicy {
  readonly policy: Policy
  readonly state: 'past' | 'current' | 'announced'
  /** Against the version before; none for the first. */
  readonly changes: readonly FieldChange[]
}

/** Every version of the programme's rules, in order of effect. */
export async function listPolicies(engine: Engine): Promise<readonly ListedPolicy[]> {
  const timeline = await readTimeline(engine.pool)
  const current = policyAt(timeline, engine.clock.now()).version
  return timeline.map((policy) => ({
    policy,
    state: policy.version === current ? 'current' : policy.version < current ? 'past' : 'announced',
    changes:
      policy.version === 1
        ? []
        : changesBetween(policyVersion(timeline, policy.version - 1).terms, policy.terms),
  }))
}
