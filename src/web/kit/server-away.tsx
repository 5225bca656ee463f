import { useEffect } from 'react'
import { away } from './away.ts'
import { useText } from './language.ts'
import { client } from './query.tsx'

const SENTENCES = {
  away: {
    ja: 'サーバーに接続できません。入力した内容は残っています。接続が戻り次第、自動で続行します。',
    en: 'The server does not answer. What you typed is kept; the page goes on when it is back.',
  },
  again: { ja: '今すぐ再接続', en: 'Try now' },
} as const

const EVERY_MS = 3_000

/** Looks whether server and database are back; then what had failed to load is loaded again. */
async function look(): Promise<void> {
  const { ok } = await fetch('/health/ready').catch(() => ({ ok: false }))
  if (!ok) return
  away.set(false)
  await client.refetchQueries({ predicate: ({ state }) => state.status === 'error' })
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
