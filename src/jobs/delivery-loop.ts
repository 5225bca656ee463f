import type { Locks } from '../database/locks.ts'
import type { Engine } from '../usecases/engine.ts'
import { deliverTo, dueDestinations } from '../usecases/notifications/deliver.ts'
import type { Outside } from '../usecases/notifications/outside.ts'
import { WorkLoop } from './work-loop.ts'

/** Destinations served at the same time: more than could all be waited for without an answer. */
const AT_ONCE = 500

/**
 * Serves every destination with something due, each by itself, so that one which never answers
 * holds up no other.
 */
export class DeliveryLoop {
  readonly #busy = new Map<string, Promise<void>>()
  readonly #loop: WorkLoop
  readonly #locks: Locks

  constructor(engine: Engine, locks: Locks, outside: Outside, onError: (error: unknown) => void) {
    this.#locks = locks
    this.#loop = new WorkLoop(async () => {
      const due = await dueDestinations(engine)
      const free = due.filter((id) => !this.#busy.has(id)).slice(0, AT_ONCE - this.#busy.size)
      for (const id of free) {
        const work = deliverTo(engine, locks, outside, id)
          .then(() => {}, onError)
          .finally(() => this.#busy.delete(id))
        this.#busy.set(id, work)
      }
      return free.length
    }, onError)
  }

  /** Resolves when what is being sent has been answered, or given up. */
  async stop(): Promise<void> {
    await this.#loop.stop()
    await Promise.all(this.#busy.values())
    await this.#locks.close()
  }
}
