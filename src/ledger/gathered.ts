import { setImmediate as endOfTurn } from 'node:timers/promises'

/**
 * Answers many single look-ups with few queries: those asked within one turn of the event loop go
 * together. While one query is under way the next collects, so that however many ask at once, each
 * kind of look-up takes one connection. Nothing is kept: what is asked is read after it was asked.
 */
export function gathered<Key extends string | number, Found>(
  fetch: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Found>>,
): (key: Key) => Promise<Found | undefined> {
  let asked = new Set<Key>()
  let flying: Promise<unknown> = Promise.resolve()
  let next: Promise<ReadonlyMap<Key, Found>> | undefined
  const ask = async () => {
    await Promise.all([endOfTurn(), flying.catch(() => {})])
    const keys = [...asked]
    asked = new Set()
    next = undefined
    const answer = fetch(keys)
    flying = answer
    return answer
  }
  return async (key) => {
    asked.add(key)
    next ??= ask()
    return (await next).get(key)
  }
}
