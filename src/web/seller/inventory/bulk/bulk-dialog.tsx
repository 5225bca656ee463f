import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Modal } from '../../../console/modal.tsx'
import { NumberField } from '../../../console/number-field.tsx'
import { useWrite } from '../../../console/use-write.ts'
import { count } from '../../../kit/format.ts'
import { useLanguage, useText } from '../../../kit/language.ts'
import { Failure } from '../../../kit/problem.tsx'
import { useOwnPath } from '../../common/own-path.ts'
import type { BulkAsk, StartedChange } from './answers.ts'
import { type BulkAction, type BulkChange, bulkChange, NEEDS_NUMBER } from './ask.ts'
import { ChangePanel } from './change-panel.tsx'
import { Outcome } from './outcome.tsx'
import { type Preview, usePreview } from './use-preview.ts'
import { ACTIONS, NUMBERS } from './words.ts'

const SENTENCES = {
  number: { ja: '数値', en: 'Number' },
  wrong: { ja: '数値を入力してください。', en: 'Type a number.' },
  hintBy: { ja: '下げる場合は−を付けます。', en: 'With a minus to lower them.' },
  check: { ja: '変更内容を確認', en: 'See what would change' },
  checking: { ja: '確認しています…', en: 'Looking…' },
  keep: {
    ja: '元に戻せるよう、リセットされたポイントは各出品の履歴に残ります。それでも変更する',
    en: 'Change them all the same; what was reset stays in the history of each offer',
  },
  apply: { ja: '{n}件を変更', en: 'Change {n}' },
  goOn: { ja: '続きから再開', en: 'Go on' },
  cancel: { ja: 'キャンセル', en: 'Cancel' },
  close: { ja: '閉じる', en: 'Close' },
  progress: { ja: '{done} / {total}件', en: '{done} of {total}' },
} as const

interface Props {
  readonly action: BulkAction
  readonly filter: BulkAsk['filter']
  readonly total: number
  readonly onClose: (isChanged: boolean) => void
}

/** Asks for the number, shows what would change and of what it warns, and does it with progress. */
export function BulkDialog({ action, filter, total, onClose }: Props) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const [text, setText] = useState('')
  const [isTried, setTried] = useState(false)
  const [change, setChange] = useState<BulkChange | undefined>(() =>
    NEEDS_NUMBER.has(action) ? undefined : bulkChange(action, ''),
  )
  const understood = bulkChange(action, text)
  const look = () => {
    setTried(true)
    setChange(understood)
  }
  const title = ACTIONS[action][language]
  if (change) {
    return (
      <Running
        {...{ title, total, onClose }}
        key={JSON.stringify(change)}
        ask={{ filter, change }}
      />
    )
  }
  return (
    <Modal
      header={title}
      onClose={() => onClose(false)}
      footer={
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" onClick={() => onClose(false)}>
            {t('cancel')}
          </Button>
          <Button variant="primary" onClick={look}>
            {t('check')}
          </Button>
        </SpaceBetween>
      }
    >
      <NumberField
        label={title}
        text={text}
        onText={setText}
        unit={NUMBERS[action]?.[language] ?? ''}
        hint={action === 'priceBy' || action === 'priceByPercent' ? t('hintBy') : undefined}
        error={isTried && !understood ? t('wrong') : undefined}
        onKeyDown={(event) => {
          if (event.detail.key !== 'Enter') return
          // What comes next has the focus elsewhere, and would be pressed by the same key.
          event.preventDefault()
          look()
        }}
      />
    </Modal>
  )
}

interface RunningProps extends Pick<Props, 'total' | 'onClose'> {
  readonly title: string
  readonly ask: BulkAsk
}

/** What would change, then the change itself, which the server makes whoever looks on. */
function Running({ title, ask, total, onClose }: RunningProps) {
  const t = useText(SENTENCES)
  const client = useQueryClient()
  const own = useOwnPath()
  const path = own('listing-changes')
  const preview = usePreview(ask)
  const [isAccepted, accept] = useState(false)
  const started = useWrite<BulkAsk, StartedChange>((body) => ({ method: 'POST', path, body }), {
    changes: [[path]],
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at once, when it comes up
  useEffect(() => preview.go(), [])
  const { answer } = started
  const needsConsent = preview.sum.warned > 0
  const mayApply =
    preview.state === 'done' && preview.sum.changed > 0 && (!needsConsent || isAccepted)
  const close = () => {
    preview.stop()
    if (answer) {
      for (const name of ['listings', 'listing-counts']) {
        void client.invalidateQueries({ queryKey: [own(name)] })
      }
    }
    onClose(answer !== undefined)
  }
  return (
    <Modal
      header={title}
      onClose={close}
      footer={
        <SpaceBetween direction="horizontal" size="xs">
          {preview.state === 'stopped' && <Button onClick={preview.go}>{t('goOn')}</Button>}
          <Button variant="link" onClick={close}>
            {t(answer ? 'close' : 'cancel')}
          </Button>
          {!answer && (
            <Button
              variant="primary"
              disabled={!mayApply}
              loading={started.isWriting}
              onClick={() => started.write(ask)}
            >
              {t('apply', { n: count(preview.sum.changed) })}
            </Button>
          )}
        </SpaceBetween>
      }
    >
      {answer ? (
        <ChangePanel id={answer.id} />
      ) : (
        <SpaceBetween size="m">
          <Progress preview={preview} total={total} />
          {preview.error !== null && <Failure error={preview.error} />}
          {started.error !== null && <Failure error={started.error} />}
          {preview.state === 'done' && <Outcome sum={preview.sum} isDone={false} />}
          {needsConsent && (
            <Checkbox checked={isAccepted} onChange={({ detail }) => accept(detail.checked)}>
              {t('keep')}
            </Checkbox>
          )}
        </SpaceBetween>
      )}
    </Modal>
  )
}

function Progress({ preview, total }: { readonly preview: Preview; readonly total: number }) {
  const t = useText(SENTENCES)
  const { changed, unchanged, refused } = preview.sum
  const done = changed + unchanged + refused
  const isDone = preview.state === 'done'
  const label = t('checking')
  return (
    <ProgressBar
      label={isDone ? undefined : label}
      ariaLabel={label}
      value={isDone ? 100 : Math.min(99, Math.floor((100 * done) / Math.max(1, total)))}
      additionalInfo={t('progress', { done: count(done), total: count(Math.max(total, done)) })}
    />
  )
}
