import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Modal } from '../../../console/modal.tsx'
import { NumberField } from '../../../console/number-field.tsx'
import { count } from '../../../kit/format.ts'
import { useLanguage, useText } from '../../../kit/language.ts'
import { Failure } from '../../../kit/problem.tsx'
import { useOwnPath } from '../../common/own-path.ts'
import { type BulkAction, type BulkChange, bulkChange, NEEDS_NUMBER } from './ask.ts'
import { type BulkAsk, type BulkRun, type BulkSum, doneOf, useBulk } from './use-bulk.ts'
import { ACTIONS, NUMBERS } from './words.ts'

const SENTENCES = {
  number: { ja: '数値', en: 'Number' },
  wrong: { ja: '数値を入力してください。', en: 'Type a number.' },
  hintBy: { ja: '下げる場合は−を付けます。', en: 'With a minus to lower them.' },
  check: { ja: '変更内容を確認', en: 'See what would change' },
  checking: { ja: '確認しています…', en: 'Looking…' },
  would: {
    ja: '{changed}件が変わり、{unchanged}件はそのまま、{refused}件は変更できません。',
    en: '{changed} would change, {unchanged} stay the same, {refused} can not change.',
  },
  did: {
    ja: '{changed}件を変更しました。{unchanged}件はそのまま、{refused}件は変更できませんでした。',
    en: '{changed} changed, {unchanged} stayed the same, {refused} could not change.',
  },
  warned: {
    ja: '{n}件に注意があります。例：{message}',
    en: '{n} come with a warning, such as: {message}',
  },
  keep: {
    ja: '元に戻せるよう、リセットされたポイントは各出品の履歴に残ります。それでも変更する',
    en: 'Change them all the same; what was reset stays in the history of each offer',
  },
  refused: { ja: '変更できない例', en: 'Some that can not change' },
  apply: { ja: '{n}件を変更', en: 'Change {n}' },
  applying: { ja: '変更しています…', en: 'Changing…' },
  stop: { ja: '中断', en: 'Stop here' },
  goOn: { ja: '続きから再開', en: 'Go on' },
  stopped: {
    ja: '途中で止まりました。済んだ分はそのままです。続きから再開できます。',
    en: 'It stopped on the way. What is done stays, and it can go on from there.',
  },
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

function Running({ title, ask, total, onClose }: RunningProps) {
  const t = useText(SENTENCES)
  const client = useQueryClient()
  const own = useOwnPath()
  const preview = useBulk(ask, 'preview')
  const change = useBulk(ask, 'change')
  const [isAccepted, accept] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at once, when it comes up
  useEffect(() => preview.go(), [])
  const isBegun = change.state !== 'idle'
  const run = isBegun ? change : preview
  const needsConsent = !isBegun && preview.sum.warned > 0
  const mayApply =
    preview.state === 'done' && preview.sum.changed > 0 && (!needsConsent || isAccepted)
  const close = () => {
    change.stop()
    preview.stop()
    if (isBegun) {
      for (const path of [own('listings'), own('listing-counts')]) {
        void client.invalidateQueries({ queryKey: [path] })
      }
    }
    onClose(isBegun)
  }
  return (
    <Modal
      header={title}
      onClose={close}
      footer={
        <SpaceBetween direction="horizontal" size="xs">
          {change.state === 'running' && <Button onClick={change.stop}>{t('stop')}</Button>}
          {run.state === 'stopped' && <Button onClick={run.go}>{t('goOn')}</Button>}
          <Button variant="link" onClick={close}>
            {t(isBegun ? 'close' : 'cancel')}
          </Button>
          {!isBegun && (
            <Button variant="primary" disabled={!mayApply} onClick={change.go}>
              {t('apply', { n: count(preview.sum.changed) })}
            </Button>
          )}
        </SpaceBetween>
      }
    >
      <SpaceBetween size="m">
        <Progress run={run} total={total} isBegun={isBegun} />
        {run.error !== null && <Failure error={run.error} />}
        {run.state === 'stopped' && isBegun && <p>{t('stopped')}</p>}
        {run.state === 'done' && <Outcome sum={run.sum} isBegun={isBegun} />}
        {needsConsent && (
          <Checkbox checked={isAccepted} onChange={({ detail }) => accept(detail.checked)}>
            {t('keep')}
          </Checkbox>
        )}
      </SpaceBetween>
    </Modal>
  )
}

interface ProgressProps {
  readonly run: BulkRun
  readonly total: number
  readonly isBegun: boolean
}

function Progress({ run, total, isBegun }: ProgressProps) {
  const t = useText(SENTENCES)
  const done = doneOf(run.sum)
  const isDone = run.state === 'done'
  const label = t(isBegun ? 'applying' : 'checking')
  return (
    <ProgressBar
      label={isDone ? undefined : label}
      ariaLabel={label}
      value={isDone ? 100 : Math.min(99, (100 * done) / Math.max(1, total))}
      additionalInfo={t('progress', { done: count(done), total: count(Math.max(total, done)) })}
    />
  )
}

function Outcome({ sum, isBegun }: { readonly sum: BulkSum; readonly isBegun: boolean }) {
  const t = useText(SENTENCES)
  const { changed, unchanged, refused, warned, named } = sum
  const facts = {
    ...{ changed: count(changed), unchanged: count(unchanged), refused: count(refused) },
  }
  const message = named.warned[0]?.warnings[0]?.message ?? ''
  return (
    <SpaceBetween size="s">
      <p role="status">{t(isBegun ? 'did' : 'would', facts)}</p>
      {warned > 0 && <Alert type="warning">{t('warned', { n: count(warned), message })}</Alert>}
      {named.refused.length > 0 && (
        <div>
          <strong>{t('refused')}</strong>
          <ul>
            {named.refused.slice(0, 5).map(({ sku, message }) => (
              <li key={sku}>
                {sku}: {message}
              </li>
            ))}
          </ul>
        </div>
      )}
    </SpaceBetween>
  )
}
