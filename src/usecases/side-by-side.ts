/** Items under way at the same time. */
const WINDOW = 4_096

/**
 * Performs every item: those of one key one after another, those of different keys side by side
 * within a window. Stops at the first failure, lets what is under way end, and throws it.
 */
export async function sideBySide<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  perform: (item: Item) => Promise<void>,
  progress: (done: number) => void,
): Promise<void> {
  const tails = new Map<string, Promise<void>>()
  let flying = 0
  let done = 0
  let failure: { readonly error: unknown } | undefined
  let wake = () => {}
  for (const item of items) {
    while (flying >= WINDOW && !failure) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    if (failure) break
    flying += 1
    const key = keyOf(item)
    const before = tails.get(key)
    const next = () => (failure ? Promise.resolve() : perform(item))
    const tail: Promise<void> = (before ? before.then(next) : perform(item))
      .catch((error: unknown) => {
        failure ??= { error }
      })
      .finally(() => {
        flying -= 1
        done += 1
        if (tails.get(key) === tail) tails.delete(key)
        if (done % 256 === 0) progress(done)
        wake()
      })
    tails.set(key, tail)
  }
  await Promise.all(tails.values())
  if (failure) throw failure.error
  progress(items.length)
}
