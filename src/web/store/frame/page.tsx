import { type ReactNode, useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { useText } from '../../kit/language.ts'
import { useTitle } from '../../kit/title.ts'

const SENTENCES = {
  loading: { ja: '読み込み中…', en: 'Loading…' },
  missing: { ja: 'ページが見つかりません', en: 'There is no such page' },
  home: { ja: 'ストアのトップへ', en: 'To the store’s front page' },
} as const

interface Props {
  readonly title: string
  /** Shown above the content; the document's title when absent. */
  readonly heading?: ReactNode
  readonly narrow?: boolean
  readonly children: ReactNode
}

/** Whether the first page has been shown: then changing pages moves the focus to the new one. */
let isFirst = true

/**
 * A page: its title in the tab, its heading on top. Coming from another page of the store, the
 * reader begins at the heading, as with a page that is loaded.
 */
export function Page({ title, heading, narrow = false, children }: Props) {
  useTitle(title)
  const own = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!isFirst) {
      scrollTo(0, 0)
      own.current?.focus({ preventScroll: true })
    }
    isFirst = false
  }, [])
  return (
    <article className={narrow ? 'page narrow' : 'page'}>
      <h1 ref={own} tabIndex={-1}>
        {heading ?? title}
      </h1>
      {children}
    </article>
  )
}

/** Something is on its way. */
export function Loading() {
  const t = useText(SENTENCES)
  return (
    <p role="status" className="loading">
      {t('loading')}
    </p>
  )
}

/** There is nothing, and what to do about it. */
export const Empty = ({ children }: { readonly children: ReactNode }) => (
  <div className="empty">
    <svg viewBox="0 0 96 48" aria-hidden="true">
      <path d="M4 40a22 22 0 0 1 44 0M48 40a22 22 0 0 1 44 0M14 40a12 12 0 0 1 24 0M58 40a12 12 0 0 1 24 0M26 40a22 22 0 0 1 44 0" />
    </svg>
    {children}
  </div>
)

export function NotFound() {
  const t = useText(SENTENCES)
  return (
    <Page title={t('missing')} narrow>
      <p>
        <Link href="/">{t('home')}</Link>
      </p>
    </Page>
  )
}
