import Spinner from '@cloudscape-design/components/spinner'
import { useText } from '../../kit/language.ts'

const SENTENCES = { loading: { ja: '読み込み中…', en: 'Loading…' } } as const

/** While an answer is on its way. */
export function Loading() {
  const t = useText(SENTENCES)
  return (
    <p role="status" className="loading">
      <Spinner /> {t('loading')}
    </p>
  )
}
