import { type Pool, transaction } from '../../database/connect.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Accepted, Command } from '../command.ts'
import { timelineReader } from '../policies.ts'
import { type Answer, decideAll, type Pending } from './decide.ts'
import { load } from './load.ts'
import { StockShortage, write } from './write.ts'

export interface LanesOptions {
  /** Batches under way at the same time, each on its own connection with its own buyers. */
  readonly lanes?: number
  /** Most commands in one transaction. */
  readonly batchMax?: number
  /** Most commands waiting in a lane; beyond, new ones are turned away as `busy`. */
  readonly queueMax?: number
  /** How long a lost database is waited for before its commands fail. */
  readonly patienceMs?: number
}

/** The database could not be reached for so long that the command was given up, undecided. */
export class Unavailable extends Error {}

interface Waiting extends Pending {
  readonly resolve: (answer: Refusal | Accepted<object>) => void
  readonly reject: (error: unknown) => void
}

/**
 * The command path. A command queues in the lane of its buyer; while one batch of a lane is in
 * flight the next collects, so that load makes batches larger instead of answers slower. A batch
 * is one transaction: lock and read → decide in TypeScript → write, commit once, answer each.
 *
 * Commands of one buyer are decided in the order they were submitted. After an error nothing of
 * the batch has happened; its commands are then tried one by one, so that a broken one can not
 * harm its neighbours. After a connection lost around the commit the same holds thanks to the
 * idempotency keys: what had been committed is answered from the journal.
 */
export class Lanes {
  readonly #pool: Pool
  readonly #now: () => Instant
  readonly #options: Required<LanesOptions>
  readonly #lanes: Lane[]

  constructor(pool: Pool, now: () => Instant, options: LanesOptions = {}) {
    this.#pool = pool
    this.#now = now
    this.#options = { lanes: 4, batchMax: 512, queueMax: 50_000, patienceMs: 10_000, ...options }
    const timeline = timelineReader()
    const run = (batch: readonly Pending[]) =>
      transaction(this.#pool, async (sql) => {
        const commands = batch.map(({ command }) => command)
        const working = await load(sql, commands, timeline)
        const decided = decideAll(batch, working)
        await write(sql, decided, working)
        return decided.answers
      })
    this.#lanes = Array.from({ length: this.#options.lanes }, () => new Lane(run, this.#options))
  }

  /** Resolves when the command is durable, or refused. Rejects with `Unavailable`, or for a bug. */
  submit<T extends object>(command: Command<T>): Promise<Refusal | Accepted<T>> {
    const lane = this.#lanes[command.buyer % this.#lanes.length] as Lane
    if (lane.waiting >= this.#options.queueMax) return Promise.resolve(refuse('busy'))
    const { promise, resolve, reject } = Promise.withResolvers<Refusal | Accepted<object>>()
    lane.push({
      command: command as unknown as Command,
      askedAt: command.askedAt ?? this.#now(),
      resolve,
      reject,
    })
    return promise as Promise<Refusal | Accepted<T>>
  }

  /** Resolves when every command submitted so far has been answered. */
  async idle(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.done))
  }

  /** Commands waiting or in flight. */
  get depth(): number {
    return this.#lanes.reduce((sum, lane) => sum + lane.waiting, 0)
  }
}

type Run = (batch: readonly Pending[]) => Promise<readonly Answer[]>

class Lane {
  readonly #run: Run
  readonly #options: Required<LanesOptions>
  #queue: Waiting[] = []
  #flying = 0
  #loop: Promise<void> | undefined

  constructor(run: Run, options: Required<LanesOptions>) {
    this.#run = run
    this.#options = options
  }

  get waiting(): number {
    return this.#queue.length + this.#flying
  }

  get done(): Promise<void> {
    return this.#loop ?? Promise.resolve()
  }

  push(one: Waiting): void {
    this.#queue.push(one)
    this.#loop ??= this.#drain()
  }

  async #drain(): Promise<void> {
    // One turn of the event loop, so that commands submitted together travel together.
    await Promise.resolve()
    while (this.#queue.length > 0) {
      const batch = this.#queue.slice(0, this.#options.batchMax)
      this.#queue = this.#queue.slice(batch.length)
      this.#flying = batch.length
      await this.#settle(batch)
      this.#flying = 0
    }
    // In the same turn as the look at the queue: a command pushed later starts a loop of its own.
    this.#loop = undefined
  }

  /** Runs a batch and answers each of its commands. Returns whether the database was away. */
  async #settle(batch: readonly Waiting[]): Promise<boolean> {
    try {
      const answers = await this.#patiently(batch)
      batch.forEach((one, index) => {
        const answer = answers[index] as Answer
        if ('failed' in answer) one.reject(answer.failed)
        else one.resolve(answer)
      })
      return false
    } catch (error) {
      const isAway = error instanceof Unavailable
      if (batch.length > 1 && !isAway) return this.#settleOneByOne(batch)
      const answer = explained(error)
      for (const one of batch) {
        if (answer) one.resolve(answer)
        else one.reject(error)
      }
      return isAway
    }
  }

  /** Once one of them has waited for the database in vain, the others need not. */
  async #settleOneByOne(batch: readonly Waiting[]): Promise<boolean> {
    for (const [index, one] of batch.entries()) {
      if (!(await this.#settle([one]))) continue
      for (const left of batch.slice(index + 1)) left.reject(new Unavailable(AWAY))
      return true
    }
    return false
  }

  /** Tries a batch again while the database is away, restarting or resolving a deadlock. */
  async #patiently(batch: readonly Waiting[]): Promise<readonly Answer[]> {
    let patience: AbortSignal | undefined
    for (;;) {
      try {
        return await this.#run(batch)
      } catch (error) {
        if (!isPassing(error)) throw error
        patience ??= AbortSignal.timeout(this.#options.patienceMs)
        if (patience.aborted) throw new Unavailable(AWAY, { cause: error })
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      }
    }
  }
}

const AWAY = 'the database is away'
const RETRY_MS = 100

/** Errors that a later try may not meet: lost connections, restarts, deadlocks. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: string }
  if (code === undefined) return /connection|timeout exceeded/i.test(error.message)
  return /^(08|57P0|53300|40)/.test(code) || /^E(CONN|PIPE|TIMEDOUT)/.test(code)
}

/** The refusal behind a database's error, where the race was lost to another process. */
function explained(error: unknown): Refusal | undefined {
  if (error instanceof StockShortage) return refuse('out_of_stock')
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code !== '23505') return undefined
  if (constraint === 'orders_reference_key') return refuse('order_exists', { order: '' })
  return constraint === 'journal_key' ? refuse('key_reused') : undefined
}
