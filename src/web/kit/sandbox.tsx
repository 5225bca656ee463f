import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from './api.ts'
import { moment } from './format.ts'
import { useLanguage, useText } from './language.ts'
import { client } from './query.tsx'

const SENTENCES = {
  sandbox: { ja: 'サンドボックス', en: 'Sandbox' },
  notReal: { ja: '実際の取引ではありません。', en: 'Nothing here is real.' },
  clock: { ja: '時計', en: 'Clock' },
} as const

interface Time {
  readonly now: string
  readonly sandbox: boolean
}

const EVERY_MS = 15_000

/** A sandbox can not be mistaken for the real thing: it says so on every page, with its clock. */
export function SandboxBanner() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { data, dataUpdatedAt } = useQuery({
    queryKey: ['time'],
    queryFn: () => api<Time>('/v1/time'),
    refetchInterval: EVERY_MS,
  })
  useJumps(data && Date.parse(data.now) - dataUpdatedAt)
  if (!data?.sandbox) return null
  return (
    <aside className="kit-sandbox" aria-label={t('sandbox')}>
      <strong>{t('sandbox')}</strong> <span>{t('notReal')}</span>{' '}
      <span>
        {t('clock')}: <time dateTime={data.now}>{moment(data.now, language)}</time>
      </span>
    </aside>
  )
}

/** When the clock was moved, nothing on the page is true any more: it is asked again. */
function useJumps(ahead: number | undefined): void {
  const before = useRef(ahead)
  useEffect(() => {
    if (ahead === undefined) return
    const jumped = before.current !== undefined && Math.abs(ahead - before.current) > EVERY_MS
    before.current = ahead
    if (jumped)
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'time' })
  }, [ahead])
}
