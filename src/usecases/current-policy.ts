import type { Sql } from '../database/connect.ts'
import type { Policy } from '../rules/policy/policy.ts'
import { policyAt } from '../rules/policy/timeline.ts'
import type { Instant } from '../rules/time/instant.ts'
import type { Engine } from './engine.ts'

/** The policy in force at a moment. */
export async function currentPolicy(engine: Engine, sql: Sql, at: Instant): Promise<Policy> {
  const { rows } = await sql.query<{ newest: number | null }>({
    name: 'newest-policy',
    text: 'select max(version) as newest from policy',
  })
  return policyAt(await engine.timelineOf(sql, rows[0]?.newest ?? null), at)
}
