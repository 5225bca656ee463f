import { useSyncExternalStore } from 'react'

/** A value that everything on a page shares; who uses it is drawn again when it changes. */
export interface Shared<T> {
  readonly get: () => T
  readonly set: (next: T) => void
  readonly use: () => T
}

export function shared<T>(initial: T): Shared<T> {
  let value = initial
  const listeners = new Set<() => void>()
  const get = () => value
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return {
    get,
    set: (next) => {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    use: () => useSyncExternalStore(subscribe, get),
  }
}

/**
 * The same, kept in this browser and shared by its tabs. `read` makes a value of what was kept,
 * which may be null, old or broken. Where nothing can be kept, the page forgets it on leaving.
 */
export function kept<T>(name: string, read: (text: string | null) => T): Shared<T> {
  const value = shared(read(recall(name)))
  addEventListener('storage', (event) => {
    if (event.key === name) value.set(read(event.newValue))
  })
  return {
    ...value,
    set: (next) => {
      try {
        localStorage.setItem(name, typeof next === 'string' ? next : JSON.stringify(next))
      } catch {
        // No room, or forbidden: the page works without.
      }
      value.set(next)
    },
  }
}

function recall(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}
