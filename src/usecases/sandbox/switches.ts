import type { Pool } from '../../database/connect.ts'
import type { Accepted } from '../../ledger/command.ts'
import type { Refusal } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'

/** What a sandbox can be told to do otherwise than a marketplace. */
export interface Switches {
  /** Whether sellers' tools are throttled at the documented rates. */
  readonly throttling: boolean
  /** Whether finances show which returned points came out of a refund. */
  readonly pointsFee: boolean
}

const USUAL: Switches = { throttling: true, pointsFee: false }

export async function readSwitches(pool: Pool): Promise<Switches> {
  const { rows } = await pool.query<Switches>({
    name: 'read-switches',
    text: 'select throttling, points_fee as "pointsFee" from sandbox_switch',
  })
  return rows[0] ?? USUAL
}

/** Sets those that are named; the others stay. */
export const setSwitches = (
  engine: Engine,
  intent: Intent,
  ask: Partial<Switches>,
): Promise<Refusal | Accepted<Switches>> =>
  once(engine, intent, 'sandbox.switched', ask, async ({ sql }) => {
    const { rows } = await sql.query<Switches>({
      name: 'set-switches',
      text: `insert into sandbox_switch (throttling, points_fee)
        values (coalesce($1, true), coalesce($2, false))
        on conflict (singleton) do update
          set throttling = coalesce($1, sandbox_switch.throttling),
            points_fee = coalesce($2, sandbox_switch.points_fee)
        returning throttling, points_fee as "pointsFee"`,
      values: [ask.throttling ?? null, ask.pointsFee ?? null],
    })
    return rows[0] as Switches
  })
