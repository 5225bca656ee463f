import type { Pool } from '../../database/connect.ts'
import type { BuyerId } from '../../rules/ids.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Accepted, Command } from '../command.ts'
import { Carrier, type Give, type Waiting } from './carrier.ts'
import { Outgoing } from './outgoing.ts'
import { runner } from './run.ts'

export interface LanesOptions {
  /** Most batches under way at the same time, each on its own connection with its own buyers. */
  readonly lanes?: number
  /** Most commands in one transaction. */
  readonly batchMax?: number
  /** Most commands waiting or under way; beyond, new ones are turned away as `busy`. */
  readonly queueMax?: number
  /** How long a lost database is waited for before its commands fail. */
  readonly patienceMs?: number
}

/**
 * So many commands have to wait before another batch starts beside one that is under way. Fewer
 * travel cheaper together: a batch costs as much as twenty commands before the first of them.
 */
const WORTH_A_LANE = 32

/**
 * The command path. Commands queue; while one batch is in flight the next collects, so that load
 * makes batches larger instead of answers slower. A batch is one transaction: read what is not
 * remembered → decide in TypeScript → write and commit at once, answer each.
 *
 * A buyer is in one batch at a time, and the commands of one buyer are decided in the order they
 * were submitted.
 */
export class Lanes {
  readonly #carrier: Carrier
  readonly #now: () => Instant
  readonly #options: Required<LanesOptions>
  /** What waits, by buyer; the buyer who has waited longest is first. */
  readonly #queue = new Map<BuyerId, Waiting[]>()
  #waiting = 0
  /** Buyers of the batches under way. */
  readonly #taken = new Set<BuyerId>()
  /** Batches under way. */
  #batches = 0
  /** Commands that are in a batch, or were and have no answer yet. */
  #flying = 0
  #starting = false
  readonly #outgoing = new Outgoing()
  readonly #idle: (() => void)[] = []

  constructor(pool: Pool, now: () => Instant, options: LanesOptions = {}) {
    this.#now = now
    this.#options = { lanes: 4, batchMax: 512, queueMax: 200_000, patienceMs: 10_000, ...options }
    this.#carrier = new Carrier(runner(pool), this.#give, this.#options.patienceMs)
  }

  /** Resolves when the command is durable, or refused. Rejects with `Unavailable`, or for a bug. */
  submit<T extends object>(command: Command<T>): Promise<Refusal | Accepted<T>> {
    if (this.depth >= this.#options.queueMax) return Promise.resolve(refuse('busy'))
    const { promise, resolve, reject } = Promise.withResolvers<Refusal | Accepted<object>>()
    const one = {
      command: command as unknown as Command,
      askedAt: command.askedAt ?? this.#now(),
      resolve,
      reject,
    }
    const queued = this.#queue.get(command.buyer)
    if (queued) queued.push(one)
    else this.#queue.set(command.buyer, [one])
    this.#waiting += 1
    this.#startSoon()
    return promise as Promise<Refusal | Accepted<T>>
  }

  /** Resolves when no command is waiting or under way. */
  idle(): Promise<void> {
    return this.depth === 0 ? Promise.resolve() : new Promise((done) => this.#idle.push(done))
  }

  /** Commands waiting or in flight. */
  get depth(): number {
    return this.#waiting + this.#flying
  }

  /** At the end of this turn of the event loop, so that what arrives together travels together. */
  #startSoon(): void {
    if (this.#starting) return
    this.#starting = true
    setImmediate(() => {
      this.#starting = false
      this.#start()
    })
  }

  #start(): void {
    while (this.#batches < this.#options.lanes) {
      if (this.#batches > 0 && this.#waiting < WORTH_A_LANE) return
      const batch = this.#take()
      if (batch.length === 0) return
      void this.#fly(batch)
    }
  }

  /**
   * All commands of those buyers who have waited longest, but for the buyers of batches under way.
   * A buyer's commands travel together: the book is then read and written once for all of them.
   */
  #take(): Waiting[] {
    const batch: Waiting[] = []
    for (const [buyer, queued] of this.#queue) {
      if (this.#taken.has(buyer)) continue
      const room = this.#options.batchMax - batch.length
      if (queued.length > room && batch.length > 0) break
      this.#taken.add(buyer)
      this.#queue.delete(buyer)
      for (const one of queued.splice(0, room)) batch.push(one)
      // Who asks for more than a batch holds goes on behind the others.
      if (queued.length > 0) this.#queue.set(buyer, queued)
    }
    this.#waiting -= batch.length
    return batch
  }

  async #fly(batch: readonly Waiting[]): Promise<void> {
    this.#batches += 1
    this.#flying += batch.length
    await this.#carrier.carry(batch)
    this.#batches -= 1
    for (const { command } of batch) this.#taken.delete(command.buyer)
    // With nothing else under way the database would wait while answers are given out.
    if (this.#batches === 0) this.#start()
    else this.#startSoon()
  }

  readonly #give: Give = async (batch, answers) => {
    await this.#outgoing.give(batch, answers, this.#batches === 1)
    this.#flying -= batch.length
    if (this.depth === 0) for (const done of this.#idle.splice(0)) done()
  }
}
