import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useFollow } from '../../../console/follow.ts'
import { count } from '../../../kit/format.ts'
import { useText } from '../../../kit/language.ts'
import { useChangeWords } from './change-words.ts'
import { useUnderway } from './use-changes.ts'

const SENTENCES = {
  applying: { ja: '一括変更中', en: 'Bulk change under way' },
  rolling_back: { ja: '一括変更を取り消し中', en: 'Bulk change being undone' },
  progress: { ja: '{what}（{done} / {total}件）', en: '{what} ({done} of {total})' },
} as const

/** Bulk changes that the server is at work on, above the inventory that they change. */
export function Underway() {
  const t = useText(SENTENCES)
  const follow = useFollow()
  const { what } = useChangeWords()
  return useUnderway().map((change) => (
    <p key={change.id} role="status">
      <StatusIndicator type="in-progress">
        {t(change.state === 'rolling_back' ? 'rolling_back' : 'applying')}
      </StatusIndicator>{' '}
      <Link href={`/seller/bulk-changes?change=${change.id}`} onFollow={follow}>
        <span className="console-asked">
          {t('progress', {
            what: what(change),
            ...{ done: count(change.done), total: count(change.total) },
          })}
        </span>
      </Link>
    </p>
  ))
}
