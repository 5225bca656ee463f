import { transaction } from '../../database/connect.ts'
import { CLOSING_LOCK } from '../../ledger/batch/load.ts'
import { writePolicy } from '../../ledger/policies.ts'
import type { Policy } from '../../rules/policy/policy.ts'
import { PRESETS, type PresetName } from '../../rules/policy/presets.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import { instantOf } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'

/**
 * Chooses the rules that a new marketplace begins with: version 1, in force from the beginning of
 * time. Chosen again, nothing changes. Refused with `policy_begun` once there is another first
 * version, or a command has been decided without one.
 */
export async function beginPolicy(engine: Engine, preset: PresetName): Promise<Refusal | Policy> {
  const beginning = instantOf(0)
  const policy: Policy = {
    version: 1,
    name: preset,
    announcedAt: beginning,
    effectiveFrom: beginning,
    terms: PRESETS[preset],
  }
  return transaction(engine.pool, async (sql) => {
    await sql.query(`select pg_advisory_xact_lock(${CLOSING_LOCK})`)
    const { rows } = await sql.query<{ name: string }>('select name from policy where version = 1')
    if (rows[0]) return rows[0].name === preset ? policy : refuse('policy_begun')
    const { rowCount } = await sql.query('select from journal limit 1')
    if (rowCount !== 0 && preset !== 'seed-2020') return refuse('policy_begun')
    await writePolicy(sql, policy)
    return policy
  })
}
