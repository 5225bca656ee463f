import { useEffect } from 'react'

/** Names the page in the browser's tab and history; a screen reader says it first. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Tamaru' : `${title} – Tamaru`
  }, [title])
}
