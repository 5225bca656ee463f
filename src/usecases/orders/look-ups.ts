/**
 * Answers many single look-ups with few queries: those asked in one turn of the event loop travel
 * as one. Nothing is kept: what can change is read anew in each turn.
 */
export function gathered<Key extends string | number, Found>(
  fetch: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Found>>,
): (key: Key) => Promise<Found | undefined> {
  let asked = new Set<Key>()
  let turn: Promise<ReadonlyMap<Key, Found>> | undefined
  const ask = async () => {
    await Promise.resolve()
    const keys = [...asked]
    asked = new Set()
    turn = undefined
    return fetch(keys)
  }
  return async (key) => {
    asked.add(key)
    turn ??= ask()
    return (await turn).get(key)
  }
}
