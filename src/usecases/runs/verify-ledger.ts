import type { Accepted } from '../../ledger/command.ts'
import { verify } from '../../ledger/verify/verify.ts'
import { isRefusal, type Refusal } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { beginRun, listRuns, workAtRun } from './runs.ts'

/** Which run proves the ledger. */
export interface VerificationAsked {
  readonly run: number
}

/**
 * Has the ledger proved from its entries alone, in the background: the answer comes at once, the
 * run tells how far it is and what was found, and it is kept. A proof reads everything, so whoever
 * asks while one is under way gets that one. `onError` hears of one that broke.
 */
export async function verifyLedger(
  engine: Engine,
  intent: Intent,
  onError: (error: unknown) => void,
): Promise<Refusal | Accepted<VerificationAsked>> {
  let begun: number | undefined
  const asked = await once(engine, intent, 'ledger.verified', {}, async ({ sql, caller, now }) => {
    begun = undefined
    await sql.query('select pg_advisory_xact_lock($1)', [ASKING_LOCK])
    const [newest] = await listRuns(engine, 'verification', Number.MAX_SAFE_INTEGER, 1)
    if (newest?.state === 'running') return { run: newest.id }
    begun = await beginRun(sql, 'verification', caller, now)
    return { run: begun }
  })
  if (!isRefusal(asked) && begun !== undefined) {
    workAtRun(engine, begun, (progress) =>
      verify(engine.pool, ({ books, entries, postings }) => progress({ books, entries, postings })),
    ).catch(onError)
  }
  return asked
}

/** Whoever holds this advisory lock is asking for a proof. */
const ASKING_LOCK = 7_252_011
