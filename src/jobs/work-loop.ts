import { setTimeout as sleep } from 'node:timers/promises'

/** Between two looks: one that found nothing, one that found something, one that failed; ms. */
const IDLE = 100
const BUSY = 20
const FAILED = 1_000

/**
 * Does one kind of work for as long as it runs: `look` finds in the tables what there is to do,
 * does it, and says how much that was. It looks by itself instead of being notified: a notification
 * in every command's transaction would make their commits wait for each other.
 */
export class WorkLoop {
  readonly #look: () => Promise<number>
  readonly #onError: (error: unknown) => void
  readonly #stopping = new AbortController()
  readonly #loop: Promise<void>

  constructor(look: () => Promise<number>, onError: (error: unknown) => void) {
    this.#look = look
    this.#onError = onError
    this.#loop = this.#run()
  }

  /** Resolves when the work under way is done. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#loop
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      const pause = await this.#pause()
      await sleep(pause, undefined, { signal }).catch(() => {})
    }
  }

  async #pause(): Promise<number> {
    try {
      return (await this.#look()) === 0 ? IDLE : BUSY
    } catch (error) {
      this.#onError(error)
      return FAILED
    }
  }
}
