import Button from '@cloudscape-design/components/button'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { TableProps } from '@cloudscape-design/components/table'
import { useState } from 'react'
import { say } from '../../console/flash.tsx'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { useWrite } from '../../console/use-write.ts'
import { moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { type Delivery, isFailed } from './answers.ts'
import { LastError, State } from './state.tsx'
import { DELIVERIES, useDeliveries, useDestinationNames } from './use-deliveries.ts'

const SENTENCES = {
  title: { ja: '通知の配信', en: 'Notification deliveries' },
  about: {
    ja: 'Webhookやキューへ送信した通知とその結果です。失敗した通知は再送できます。',
    en:
      'Notifications to your webhooks and queues, and what became of each. ' +
      'Those that failed can be sent again.',
  },
  apps: { ja: 'アプリ連携', en: 'Apps' },
  show: { ja: '表示する通知', en: 'Notifications shown' },
  all: { ja: 'すべて', en: 'All' },
  waiting: { ja: '未配信', en: 'Undelivered' },
  dead: { ja: '自動再送終了', en: 'No more tries' },
  at: { ja: '日時', en: 'When' },
  type: { ja: '通知タイプ', en: 'Type' },
  destination: { ja: '送信先', en: 'Destination' },
  other: { ja: 'アプリの送信先、または削除済み', en: 'An app’s, or removed' },
  state: { ja: '状態', en: 'State' },
  attempts: { ja: '試行回数', en: 'Attempts' },
  error: { ja: '直近のエラー', en: 'Last error' },
  act: { ja: '操作', en: 'Action' },
  resend: { ja: '再送', en: 'Resend' },
  done: {
    ja: '再送を受け付けました。送信先が応答していないときは、時間をおいて送信されます。',
    en: 'It will be sent again at once, or after a while if its destination gives no answer.',
  },
  none: { ja: '該当する通知はありません。', en: 'There are no such notifications.' },
} as const

const SHOWN = ['all', 'waiting', 'dead'] as const

/** Notifications about the seller and what became of them, newest first. */
export default function DeliveriesPage() {
  const t = useText(SENTENCES)
  const [which, setWhich] = useState<string>('all')
  const pages = useDeliveries(which === 'all' ? {} : { state: which })
  const resend = useWrite<number>(
    (id) => ({ method: 'POST', path: `${DELIVERIES}/${id}/resend` }),
    {
      changes: [[DELIVERIES]],
      onDone: () => say({ type: 'success', name: 'delivery', content: <Done /> }),
    },
  )
  const columns = [...useColumns(), useAction(resend.write, resend.isWriting)]
  return (
    <Page title={t('title')} about={t('about')} above={[{ text: t('apps'), href: '/seller/apps' }]}>
      <SpaceBetween size="s">
        {resend.error !== null && <Failure error={resend.error} />}
        <PagedTable
          pages={pages}
          label={t('title')}
          trackBy={({ id }) => String(id)}
          wrapLines
          empty={t('none')}
          filter={
            <SegmentedControl
              label={t('show')}
              selectedId={which}
              options={SHOWN.map((id) => ({ id, text: t(id) }))}
              onChange={({ detail }) => setWhich(detail.selectedId)}
            />
          }
          columnDefinitions={columns}
        />
      </SpaceBetween>
    </Page>
  )
}

function useColumns(): readonly TableProps.ColumnDefinition<Delivery>[] {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const names = useDestinationNames()
  return [
    {
      id: 'at',
      header: t('at'),
      minWidth: 110,
      cell: ({ at }) => <time dateTime={at}>{moment(at, language)}</time>,
    },
    { id: 'type', header: t('type'), isRowHeader: true, minWidth: 150, cell: ({ type }) => type },
    {
      id: 'destination',
      header: t('destination'),
      minWidth: 110,
      // Apps have destinations of their own, which are theirs to name.
      cell: ({ destination }) => (names ? (names.get(destination) ?? t('other')) : '–'),
    },
    { id: 'state', header: t('state'), minWidth: 140, cell: (one) => <State one={one} /> },
    { id: 'attempts', header: t('attempts'), minWidth: 60, cell: ({ attempts }) => attempts },
    { id: 'error', header: t('error'), minWidth: 110, cell: (one) => <LastError one={one} /> },
  ]
}

function useAction(
  resend: (id: number) => void,
  isWriting: boolean,
): TableProps.ColumnDefinition<Delivery> {
  const t = useText(SENTENCES)
  return {
    id: 'act',
    header: t('act'),
    minWidth: 90,
    cell: (one) =>
      isFailed(one) && (
        <Button
          variant="inline-link"
          disabled={isWriting}
          ariaLabel={`${t('resend')} ${one.type} ${one.id}`}
          onClick={() => resend(one.id)}
        >
          {t('resend')}
        </Button>
      ),
  }
}

function Done() {
  const t = useText(SENTENCES)
  return t('done')
}
