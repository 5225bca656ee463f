import type { Instant } from '../rules/time/instant.ts'

/** Where all time comes from. Nothing else in the engine may ask the machine what time it is. */
export interface Clock {
  now(): Instant
}

/** The machine's own time. */
export const systemClock: Clock = { now: () => Date.now() as Instant }

/** A clock that stands still until told otherwise: replays and tests set it as events happen. */
export class ManualClock implements Clock {
  #now: Instant

  constructor(start: Instant) {
    this.#now = start
  }

  now(): Instant {
    return this.#now
  }

  /** Moves forward to a moment; an earlier one leaves the clock where it is. */
  set(at: Instant): void {
    if (at > this.#now) this.#now = at
  }
}
