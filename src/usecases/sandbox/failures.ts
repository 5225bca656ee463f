import type { Pool } from '../../database/connect.ts'
import type { Accepted } from '../../ledger/command.ts'
import type { SellerId } from '../../rules/ids.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'

/** What a call answers instead of being done: too many, a failure, or nothing at all. */
export const FAILURES = ['429', '500', '503', 'never'] as const
export type FailureAnswer = (typeof FAILURES)[number]

export interface FailureAsk {
  /** Amazon's operation id. */
  readonly operation: string
  readonly answer: FailureAnswer
  /** How many calls fail. */
  readonly times: number
  /** Whose calls; anybody's when absent. */
  readonly seller?: string
}

export interface PlannedFailure {
  readonly id: number
  readonly operation: string
  readonly answer: FailureAnswer
  readonly seller: string | null
  readonly remaining: number
}

/** Makes the next calls of an operation fail. Refusal: `seller_not_found`. */
export const planFailure = (
  engine: Engine,
  intent: Intent,
  ask: FailureAsk,
): Promise<Refusal | Accepted<PlannedFailure>> =>
  once(engine, intent, 'sandbox.failure', ask, async ({ sql, now }) => {
    const { operation, answer, times, seller } = ask
    const id = seller === undefined ? null : await engine.directory.seller(seller)
    if (id === undefined) return refuse('seller_not_found')
    const { rows } = await sql.query<{ id: number }>({
      name: 'plan-failure',
      text: `insert into sandbox_failure (operation, answer, seller_id, remaining, created_at)
        values ($1, $2, $3, $4, to_timestamp($5::float8 / 1000)) returning id`,
      values: [operation, answer, id, times, now],
    })
    const planned = rows[0]?.id as number
    return { id: planned, operation, answer, seller: seller ?? null, remaining: times }
  })

/** Failures that are still to come, the first planned first. */
export async function listFailures(pool: Pool): Promise<readonly PlannedFailure[]> {
  const { rows } = await pool.query<PlannedFailure>({
    name: 'list-failures',
    text: `select f.id, f.operation, f.answer, s.reference as seller, f.remaining
      from sandbox_failure f left join seller s on s.id = f.seller_id
      where f.remaining > 0 order by f.id`,
  })
  return rows
}

/** Forgets all failures; says how many calls would have failed. */
export const clearFailures = (
  engine: Engine,
  intent: Intent,
): Promise<Refusal | Accepted<{ readonly cleared: number }>> =>
  once(engine, intent, 'sandbox.failures_cleared', {}, async ({ sql }) => {
    const { rows } = await sql.query<{ cleared: number | null }>({
      name: 'clear-failures',
      text: `with gone as (delete from sandbox_failure returning remaining)
        select sum(remaining)::bigint as cleared from gone`,
    })
    return { cleared: rows[0]?.cleared ?? 0 }
  })

/** Takes one of the failures planned for an operation; null when the call is to be done. */
export async function takeFailure(
  pool: Pool,
  operation: string,
  seller: SellerId | null,
): Promise<FailureAnswer | null> {
  const { rows } = await pool.query<{ answer: FailureAnswer }>({
    name: 'take-failure',
    text: `update sandbox_failure set remaining = remaining - 1
      where id = (
        select id from sandbox_failure
        where operation = $1 and remaining > 0 and (seller_id is null or seller_id = $2)
        order by id limit 1 for update skip locked)
      returning answer`,
    values: [operation, seller],
  })
  return rows[0]?.answer ?? null
}
