import { useEffect } from 'react'
import { away } from './away.ts'
import { useText } from './language.ts'
import { look } from './look.ts'

const SENTENCES = {
  away: {
    ja: 'サーバーに接続できません。入力した内容は残っています。接続が戻り次第、自動で続行します。',
    en: 'The server does not answer. What you typed is kept; the page goes on when it is back.',
  },
  again: { ja: '今すぐ再接続', en: 'Try now' },
} as const

const EVERY_MS = 3_000

/** Has the letters of what is said once they can not be fetched any more. */
async function loadLetters(words: string): Promise<void> {
  try {
    await import('./font.ts')
    await document.fonts.load('1em "Noto Sans JP Variable"', words)
  } catch {
    // The machine's own letters, then.
  }
}

/** Says plainly that the server is away, for as long as it is. */
export function ServerAway() {
  const t = useText(SENTENCES)
  const isAway = away.use()
  useEffect(() => {
    if (!isAway) return
    const timer = setInterval(() => void look(), EVERY_MS)
    return () => clearInterval(timer)
  }, [isAway])
  const words = `${t('away')}${t('again')}`
  useEffect(() => void loadLetters(words), [words])
  return (
    <div role="status" className={isAway ? 'kit-away' : undefined}>
      {isAway && (
        <>
          <span>{t('away')}</span>{' '}
          <button type="button" onClick={() => void look()}>
            {t('again')}
          </button>
        </>
      )}
    </div>
  )
}
