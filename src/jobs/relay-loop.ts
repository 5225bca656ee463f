import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine } from '../usecases/engine.ts'
import { relayAll } from '../usecases/notices/relay.ts'

/** Between two looks at the outbox: one that was empty, one that was not, one that failed; ms. */
const IDLE = 100
const BUSY = 20
const FAILED = 1_000

/**
 * Relays the outbox for as long as it runs. It looks by itself instead of being notified: a
 * notification in every command's transaction would make their commits wait for each other.
 */
export class RelayLoop {
  readonly #engine: Engine
  readonly #onError: (error: unknown) => void
  readonly #stopping = new AbortController()
  readonly #loop: Promise<void>

  constructor(engine: Engine, onError: (error: unknown) => void) {
    this.#engine = engine
    this.#onError = onError
    this.#loop = this.#run()
  }

  /** Resolves when the batch under way is done. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#loop
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      const pause = await this.#look()
      await sleep(pause, undefined, { signal }).catch(() => {})
    }
  }

  async #look(): Promise<number> {
    try {
      return (await relayAll(this.#engine)) === 0 ? IDLE : BUSY
    } catch (error) {
      this.#onError(error)
      return FAILED
    }
  }
}
