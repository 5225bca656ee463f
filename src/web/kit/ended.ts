import { shared } from './shared.ts'

/** A session that ended while somebody was at work, and who waits for it to go on. */
export interface Ended {
  /** The person whose work it is; nobody else may finish it. */
  readonly person: string
  /** Tells whether that person has logged in again. */
  readonly answer: (again: boolean) => void
}

export const ended = shared<Ended | null>(null)

let person: string | null = null
let waiting: Promise<boolean> | undefined

/** Says who is at work on this page; null for nobody, whose session can not end. */
export function atWork(id: string | null): void {
  person = id
}

/**
 * Waits until the person at work has logged in again. False when nobody was at work, when they
 * would rather not, or when somebody else came. All requests of a page wait together.
 */
export async function loggedInAgain(): Promise<boolean> {
  if (person === null) return false
  const { promise, resolve } = Promise.withResolvers<boolean>()
  if (!waiting) {
    waiting = promise
    ended.set({ person, answer: resolve })
  }
  const again = await waiting
  waiting = undefined
  ended.set(null)
  if (!again) person = null
  return again
}
