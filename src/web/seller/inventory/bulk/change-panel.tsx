import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useWrite } from '../../../console/use-write.ts'
import { count } from '../../../kit/format.ts'
import { useText } from '../../../kit/language.ts'
import { Failure } from '../../../kit/problem.tsx'
import { Loading } from '../../common/loading.tsx'
import { useOwnPath } from '../../common/own-path.ts'
import { type BulkState, isUnderway, type StartedChange } from './answers.ts'
import { Outcome } from './outcome.tsx'
import { useChange } from './use-changes.ts'

const SENTENCES = {
  applying: { ja: '変更しています…', en: 'Changing…' },
  stopping: { ja: '中断しています…', en: 'Stopping…' },
  undoing: { ja: '元に戻しています…', en: 'Undoing…' },
  progress: { ja: '{done} / {total}件', en: '{done} of {total}' },
  leave: {
    ja: 'このページを閉じても、変更はサーバーで続きます。「一括変更の履歴」で確認できます。',
    en: 'It goes on when you leave this page; see how far it is under “Bulk changes”.',
  },
  stop: { ja: '中断', en: 'Stop here' },
  resume: { ja: '続きから再開', en: 'Go on' },
  rollback: { ja: '取り消す（元に戻す）', en: 'Undo all of it' },
  stopped: {
    ja: '途中で止まりました。済んだ分はそのままです。続きから再開するか、元に戻せます。',
    en: 'It stopped on the way. What is done stays; it can go on, or be undone.',
  },
  failed: {
    ja: '処理中に問題が発生しました。続きから再開するか、元に戻せます。',
    en: 'Something went wrong on the way. It can go on, or be undone.',
  },
  undone: {
    ja: '{restored}件を元に戻しました。{kept}件はその後の変更があるため、そのままです。',
    en: '{restored} are as they were before. {kept} changed since, and stay as they are.',
  },
} as const

type Step = 'stop' | 'resume' | 'rollback'

/** What can be asked of a change in each state. */
const STEPS: Readonly<Record<BulkState, readonly Step[]>> = {
  applying: ['stop'],
  stopping: [],
  applied: ['rollback'],
  stopped: ['resume', 'rollback'],
  failed: ['resume', 'rollback'],
  rolling_back: [],
  rolled_back: [],
}

/** A change over a filter: how far it is, what became of the listings, and what can be done. */
export function ChangePanel({ id }: { readonly id: number }) {
  const own = useOwnPath()
  const { data, error, refetch } = useChange(id)
  const t = useText(SENTENCES)
  const path = own(`listing-changes/${id}`)
  const step = useWrite<Step>((name) => ({ method: 'POST', path: `${path}/${name}` }), {
    changes: [[path], [own('listing-changes')]],
  })
  if (!data) {
    return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />
  }
  return (
    <SpaceBetween size="m">
      {isUnderway(data) && <Progress change={data} />}
      {data.state === 'applying' && <p className="cell-soft">{t('leave')}</p>}
      {(data.state === 'stopped' || data.state === 'failed') && (
        <Alert type={data.state === 'failed' ? 'error' : 'info'}>{t(data.state)}</Alert>
      )}
      {data.undone && !isUnderway(data) && (
        <Alert type="success">
          {t('undone', { restored: count(data.undone.restored), kept: count(data.undone.kept) })}
        </Alert>
      )}
      {!isUnderway(data) && <Outcome sum={data} isDone />}
      {step.error !== null && <Failure error={step.error} />}
      {STEPS[data.state].length > 0 && (
        <SpaceBetween direction="horizontal" size="xs">
          {STEPS[data.state].map((name) => (
            <Button key={name} loading={step.isWriting} onClick={() => step.write(name)}>
              {t(name)}
            </Button>
          ))}
        </SpaceBetween>
      )}
    </SpaceBetween>
  )
}

function Progress({ change }: { readonly change: StartedChange }) {
  const t = useText(SENTENCES)
  const { done, total, state, undone } = change
  const isUndoing = state === 'rolling_back'
  const [seen, all] = isUndoing
    ? [(undone?.restored ?? 0) + (undone?.kept ?? 0), change.changed]
    : [done, Math.max(total, done)]
  const label = t(isUndoing ? 'undoing' : state === 'stopping' ? 'stopping' : 'applying')
  return (
    <ProgressBar
      label={label}
      ariaLabel={label}
      value={all === 0 ? 0 : Math.min(99, Math.floor((100 * seen) / all))}
      additionalInfo={t('progress', { done: count(seen), total: count(all) })}
    />
  )
}
