import type { Engine } from '../engine.ts'

/**
 * Whether finances tell a seller which part of the returned points came out of the buyer's refund.
 * They do not: it would tell what the buyer had left ‡. A sandbox has no real buyers, and may be
 * switched to show it, so that a program that reads it can be tried.
 */
export async function isPointsFeeShown({ pool }: Pick<Engine, 'pool'>): Promise<boolean> {
  const { rows } = await pool.query<{ shown: boolean }>({
    name: 'points-fee-shown',
    text: `select points_fee as shown from sandbox_switch
      where exists (select from sandbox_clock)`,
  })
  return rows[0]?.shown ?? false
}
