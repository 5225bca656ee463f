import { useEffect } from 'react'
import { useLanguage } from './language.ts'

const SITE = { ja: '貯まる', en: 'Tamaru' } as const

/** Names the page in the browser's tab and history; a screen reader says it first. */
export function useTitle(title: string): void {
  const site = SITE[useLanguage()]
  useEffect(() => {
    document.title = `${title} – ${site}`
  }, [title, site])
}
