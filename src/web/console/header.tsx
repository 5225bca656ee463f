import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { setLanguage, useLanguage, useText } from '../kit/language.ts'
import { useSession, type Who } from '../kit/session.tsx'
import { setTheme, useTheme } from '../kit/theme.ts'

const SENTENCES = {
  skip: { ja: '本文へ移動', en: 'Skip to the content' },
  menu: { ja: '設定とアカウント', en: 'Settings and account' },
  store: { ja: 'ストア', en: 'Store' },
  logout: { ja: 'ログアウト', en: 'Log out' },
  dark: { ja: '暗い配色', en: 'Dark colours' },
  light: { ja: '明るい配色', en: 'Light colours' },
} as const

interface Props {
  /** Whose console it is. */
  readonly role: Who['role']
  readonly name: string
  readonly home: string
  /** What stands beside the name for those whose console it is, such as a search. */
  readonly beside?: ReactNode
}

/** On top of a console: whose it is, who is here, in which language and colours. */
export function ConsoleHeader({ role, name, home, beside }: Props) {
  const t = useText(SENTENCES)
  const { who, logOut } = useSession()
  return (
    <header className="console-top" id="console-top">
      <a className="console-skip" href="#console-content">
        {t('skip')}
      </a>
      <Link href={home} className="console-brand">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <circle cx="16" cy="16" r="15" />
          <path d="M9 12h14M16 12v10M11 17c1 3 3 5 5 5s4-2 5-5" />
        </svg>
        <span lang="ja">貯まる</span> <span className="console-name">{name}</span>
      </Link>
      {who?.role === role && beside}
      <nav aria-label={t('menu')}>
        <a href="/">{t('store')}</a>
        <Choices />
        {who && (
          <>
            <span className="console-who">{who.name}</span>
            <button type="button" onClick={logOut}>
              {t('logout')}
            </button>
          </>
        )}
      </nav>
    </header>
  )
}

function Choices() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const theme = useTheme()
  const [other, name] =
    language === 'ja' ? (['en', 'English'] as const) : (['ja', '日本語'] as const)
  const next = theme === 'dark' ? t('light') : t('dark')
  return (
    <>
      <button type="button" lang={other} onClick={() => setLanguage(other)}>
        {name}
      </button>
      <button
        type="button"
        className="console-theme"
        onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}
        aria-label={next}
        title={next}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          {theme === 'dark' ? (
            <path d="M10 6a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM10 1v2m0 14v2M1 10h2m14 0h2M3.6 3.6 5 5m10 10 1.4 1.4m0-12.8L15 5M5 15l-1.4 1.4" />
          ) : (
            <path d="M16.5 12.5A7 7 0 0 1 7.5 3.5a7 7 0 1 0 9 9Z" />
          )}
        </svg>
      </button>
    </>
  )
}
