/** Lets work begin in its turn, some of it at the same time. */
export type Turnstile = <T>(work: () => Promise<T>) => Promise<T>

/**
 * A turnstile with so many places; whoever finds none waits, and holds nothing meanwhile. For work
 * that holds a connection while it needs another: were each of a pool's connections held by such
 * work, none of it could ever go on.
 */
export function turnstile(places: number): Turnstile {
  const waiting: (() => void)[] = []
  let free = places
  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve))
    else free -= 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
