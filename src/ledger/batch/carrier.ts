import type { Refusal } from '../../rules/refusal.ts'
import { refuse } from '../../rules/refusal.ts'
import type { Accepted } from '../command.ts'
import type { Answer, Pending } from './decide.ts'
import type { Run } from './run.ts'
import { UNDONE } from './statements.ts'

/** The database could not be reached for so long that the command was given up, undecided. */
export class Unavailable extends Error {}

/** A command with whoever waits for its answer. */
export interface Waiting extends Pending {
  readonly resolve: (answer: Refusal | Accepted<object>) => void
  readonly reject: (error: unknown) => void
}

/** Gives each command of a batch its answer. */
export type Give = (batch: readonly Waiting[], answers: readonly Answer[]) => void

/**
 * Carries batches out and answers each of their commands. After an error nothing of a batch has
 * happened; it is then tried carefully, since what was remembered may have been wrong. If that
 * fails, too, its commands are tried one by one, so that a broken one can not harm its neighbours.
 * After a connection lost around the commit the same holds thanks to the idempotency keys: what
 * had been committed is answered from the journal.
 */
export class Carrier {
  readonly #run: Run
  readonly #give: Give
  readonly #patienceMs: number

  /** `patienceMs`: how long a lost database is waited for before commands fail as `Unavailable`. */
  constructor(run: Run, give: Give, patienceMs: number) {
    this.#run = run
    this.#give = give
    this.#patienceMs = patienceMs
  }

  /** Finds the answer of each command of a batch; never throws. Whether the database was away. */
  async carry(batch: readonly Waiting[], isCareful = false): Promise<boolean> {
    try {
      this.#give(batch, await this.#patiently(batch, isCareful))
      return false
    } catch (error) {
      const isAway = error instanceof Unavailable
      if (!isAway) {
        const isShort = codeOf(error) === UNDONE.shortage
        if (!isCareful && !isShort) return this.carry(batch, true)
        if (batch.length > 1) return this.#settleOneByOne(batch)
      }
      this.#giveAll(batch, explained(error) ?? { failed: error })
      return isAway
    }
  }

  /** Once one of them has waited for the database in vain, the others need not. */
  async #settleOneByOne(batch: readonly Waiting[]): Promise<boolean> {
    for (const [index, one] of batch.entries()) {
      if (!(await this.carry([one], true))) continue
      this.#giveAll(batch.slice(index + 1), { failed: new Unavailable(AWAY) })
      return true
    }
    return false
  }

  #giveAll(batch: readonly Waiting[], answer: Answer): void {
    this.#give(
      batch,
      batch.map(() => answer),
    )
  }

  /** Tries a batch again while the database is away, restarting or resolving a deadlock. */
  async #patiently(batch: readonly Waiting[], isCareful: boolean): Promise<readonly Answer[]> {
    let patience: AbortSignal | undefined
    for (;;) {
      try {
        // What became of a batch before is not remembered.
        return await this.#run(batch, isCareful || patience !== undefined)
      } catch (error) {
        if (!isPassing(error)) throw error
        patience ??= AbortSignal.timeout(this.#patienceMs)
        if (patience.aborted) throw new Unavailable(AWAY, { cause: error })
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      }
    }
  }
}

const AWAY = 'the database is away'
const RETRY_MS = 100

/** An SQLSTATE, or the name of a system error. */
const codeOf = (error: unknown): string | undefined => (error as { code?: string } | null)?.code

/** Errors that a later try may not meet: lost connections, restarts, deadlocks. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  if (code === undefined) return /connection|timeout exceeded/i.test(error.message)
  return /^(08|57P0|53300|40)/.test(code) || /^E(CONN|PIPE|TIMEDOUT)/.test(code)
}

/** The refusal behind a database's error, where the race was lost to another process. */
function explained(error: unknown): Refusal | undefined {
  const code = codeOf(error)
  if (code === UNDONE.shortage) return refuse('out_of_stock')
  if (code !== '23505') return undefined
  const { constraint } = error as { constraint?: string }
  if (constraint === 'orders_reference_key') return refuse('order_exists', { order: '' })
  return constraint === 'journal_key' ? refuse('key_reused') : undefined
}
