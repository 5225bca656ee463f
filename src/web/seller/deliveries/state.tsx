import Box from '@cloudscape-design/components/box'
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator'
import { moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { type Delivery, isFailed } from './answers.ts'

const SENTENCES = {
  delivered: { ja: '配信済み', en: 'Delivered' },
  waiting: { ja: '配信待ち', en: 'On its way' },
  again: { ja: '失敗（再試行待ち）', en: 'Failed so far' },
  next: { ja: '次回：{at}', en: 'Next try: {at}' },
  dead: { ja: '失敗（自動再送は終了）', en: 'Failed, no more tries' },
  timeout: { ja: '応答なし（タイムアウト）', en: 'No answer in time' },
  no_connection: { ja: '接続できません', en: 'No connection' },
  address_not_allowed: { ja: '許可されていない宛先', en: 'Address not allowed' },
  aws_not_set_up: { ja: 'AWSが未設定', en: 'AWS is not set up' },
  http: { ja: 'HTTP {status}', en: 'HTTP {status}' },
} as const

const SIGNS: Readonly<Record<Delivery['state'], StatusIndicatorProps.Type>> = {
  delivered: 'success',
  waiting: 'pending',
  dead: 'error',
}

/** How far a notification came. */
export function State({ one }: { readonly one: Pick<Delivery, 'state' | 'attempts' | 'dueAt'> }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { state, dueAt } = one
  const isAgain = state === 'waiting' && isFailed(one)
  if (!isAgain) return <StatusIndicator type={SIGNS[state]}>{t(state)}</StatusIndicator>
  return (
    <>
      <StatusIndicator type="warning">{t('again')}</StatusIndicator>
      <Box fontSize="body-s" color="text-body-secondary">
        {t('next', { at: moment(dueAt, language) })}
      </Box>
    </>
  )
}

const REASONS = ['timeout', 'no_connection', 'address_not_allowed', 'aws_not_set_up'] as const

/** What went wrong at the last attempt, if anything did; a word that is not known as it is. */
export function LastError({
  one: { state, answer },
}: {
  readonly one: Pick<Delivery, 'state' | 'answer'>
}) {
  const t = useText(SENTENCES)
  if (answer === null || state === 'delivered') return '–'
  const reason = REASONS.find((known) => known === answer)
  return reason ? t(reason) : t('http', { status: answer })
}
