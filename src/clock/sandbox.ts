import type { Instant } from '../rules/time/instant.ts'
import { type Clock, systemClock } from './clock.ts'

/**
 * The clock of a sandbox: the machine's own, ahead by an amount that only grows. The amount is
 * kept in the database, so that every process on it reads the same time.
 */
export class SandboxClock implements Clock {
  readonly #machine: Clock
  #ahead: number
  #shown: number

  /** `ahead` in milliseconds; `machine` is what runs underneath. */
  constructor(ahead: number, machine: Clock = systemClock) {
    this.#machine = machine
    this.#ahead = ahead
    this.#shown = machine.now() + ahead
  }

  /** Never earlier than any answer before, even when the machine's clock is set back. */
  now(): Instant {
    this.#shown = Math.max(this.#shown, this.#machine.now() + this.#ahead)
    return this.#shown as Instant
  }

  /** Takes over what the database says; an amount smaller than the present one is ignored. */
  shift(ahead: number): void {
    this.#ahead = Math.max(this.#ahead, ahead)
  }

  /** How far ahead the clock has to be to show `at` now; ms. */
  aheadFor(at: Instant): number {
    return at - this.#machine.now()
  }
}
