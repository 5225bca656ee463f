import { useRef } from 'react'

/**
 * The idempotency key of one intent. It stays the same while the same thing is tried again (a
 * double click, a lost answer) and is renewed once it succeeded, or when what is asked changes.
 */
export function useIntent(): {
  readonly keyFor: (ask: unknown) => string
  readonly done: () => void
} {
  const held = useRef<{ ask: string; key: string }>(undefined)
  return {
    keyFor: (ask) => {
      const text = JSON.stringify(ask) ?? ''
      if (held.current?.ask !== text) held.current = { ask: text, key: crypto.randomUUID() }
      return held.current.key
    },
    done: () => {
      held.current = undefined
    },
  }
}
