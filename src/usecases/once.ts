import { type PoolClient, transaction } from '../database/connect.ts'
import type { Accepted } from '../ledger/command.ts'
import { fingerprintOf } from '../ledger/journal.ts'
import { isRefusal, type Refusal, refuse } from '../rules/refusal.ts'
import type { Instant } from '../rules/time/instant.ts'
import type { Engine, Intent } from './engine.ts'

/** What a write that is not a buyer's command works in: one transaction and one moment. */
export interface Work {
  readonly sql: PoolClient
  readonly caller: string
  /** When it happened. */
  readonly at: Instant
  /** When it is recorded. */
  readonly now: Instant
  /** Whether an earlier attempt lost a race: this one should lock before it looks. */
  readonly again?: boolean
}

/**
 * Does something once for each of a caller's keys: the work and its answer are one transaction, so
 * the same key with the same content gets the same answer again, and with other content
 * `key_reused`. A refusal undoes the work and leaves no trace. Repetitions that arrive while the
 * first is under way wait for it. Keys are counted apart from those of buyers' commands.
 *
 * The work may run more than once, when it loses a race against another transaction.
 */
export async function once<Outcome extends object>(
  engine: Engine,
  intent: Intent,
  kind: string,
  ask: unknown,
  work: (work: Work) => Promise<Refusal | Outcome>,
): Promise<Refusal | Accepted<Outcome>> {
  const fingerprint = intent.fingerprint ?? fingerprintOf({ kind, ask })
  const { caller, key } = intent
  try {
    return await retried((again) =>
      transaction(engine.pool, async (sql) => {
        const past = await pastAnswer<Outcome>(sql, caller, key)
        if (past) {
          if (past.fingerprint !== fingerprint) throw new Undo(refuse('key_reused'))
          return { outcome: past.answer, replayed: true }
        }
        const now = engine.clock.now()
        const outcome = await work({ sql, caller, at: intent.at ?? now, now, again })
        if (isRefusal(outcome)) throw new Undo(outcome)
        await sql.query({
          name: 'insert-request',
          text: `insert into request (caller, key, fingerprint, answer, recorded_at)
            values ($1, $2, decode($3, 'hex'), $4, to_timestamp($5::float8 / 1000))`,
          values: [caller, key, fingerprint, JSON.stringify(outcome), now],
        })
        return { outcome, replayed: false }
      }),
    )
  } catch (error) {
    if (error instanceof Undo) return error.refusal
    throw error
  }
}

/** Races are rare, and each round has one winner. */
const ATTEMPTS = 5

/** Does work in a transaction, again after a lost race; `again` says that this is not the first. */
export async function retried<T>(work: (again: boolean) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt > 1)
    } catch (error) {
      if (attempt >= ATTEMPTS || !lostRace(error)) throw error
    }
  }
}

/** Rolls back on the way to a refusal. */
class Undo extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.refused)
    this.refusal = refusal
  }
}

async function pastAnswer<Outcome>(sql: PoolClient, caller: string, key: string) {
  // The lock comes first, as its own statement, so that the next one sees what the winner wrote.
  await sql.query({
    name: 'lock-request',
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [JSON.stringify([caller, key])],
  })
  const { rows } = await sql.query<{ fingerprint: string; answer: Outcome }>({
    name: 'past-request',
    text: `select encode(fingerprint, 'hex') as fingerprint, answer from request
      where caller = $1 and key = $2`,
    values: [caller, key],
  })
  return rows[0]
}

/** What a decision was made by has changed before it was written. */
export class LostRace extends Error {}

/** Somebody else was quicker, or two transactions waited for each other: try again. */
function lostRace(error: unknown): boolean {
  if (error instanceof LostRace) return true
  const { code } = error as { code?: string }
  return code === '23505' || code === '40P01' || code === '40001'
}
