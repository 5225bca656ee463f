import { useEffect, useState } from 'react'

/**
 * State that survives a reload and a lost session, kept in this tab alone: what somebody typed is
 * never lost. `clear` forgets it, once it has been sent.
 */
export function useDraft<T>(name: string, initial: T): [T, (next: T) => void, () => void] {
  const place = `draft:${name}`
  const [value, setValue] = useState<T>(() => recall(place) ?? initial)
  useEffect(() => {
    try {
      if (value === initial) sessionStorage.removeItem(place)
      else sessionStorage.setItem(place, JSON.stringify(value))
    } catch {
      // No room, or forbidden: it lives as long as the page.
    }
  }, [place, value, initial])
  const clear = () => {
    // At once: whoever clears it may be gone before the effect.
    forget(place)
    setValue(initial)
  }
  return [value, setValue, clear]
}

function forget(place: string): void {
  try {
    sessionStorage.removeItem(place)
  } catch {
    // Forbidden: then nothing was kept.
  }
}

function recall<T>(place: string): T | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
