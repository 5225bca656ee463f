/**
 * A map that keeps what was lately set or asked for, at most `max` entries and, once it was full, at
 * least half of them. It lets go of the older half at once: a Map whose oldest entry is deleted
 * again and again steps over all that was deleted before, each time.
 */
export class Recent<Key, Value extends {}> {
  readonly #half: number
  #young = new Map<Key, Value>()
  #old = new Map<Key, Value>()

  constructor(max: number) {
    this.#half = max / 2
  }

  get(key: Key): Value | undefined {
    const value = this.#young.get(key)
    if (value !== undefined) return value
    const older = this.#old.get(key)
    if (older !== undefined) this.set(key, older)
    return older
  }

  set(key: Key, value: Value): void {
    this.#young.set(key, value)
    if (this.#young.size < this.#half) return
    this.#old = this.#young
    this.#young = new Map()
  }

  delete(key: Key): void {
    this.#young.delete(key)
    this.#old.delete(key)
  }
}
