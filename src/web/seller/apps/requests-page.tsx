import Button from '@cloudscape-design/components/button'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { TableProps } from '@cloudscape-design/components/table'
import { useState } from 'react'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { useOwnPath } from '../common/own-path.ts'
import type { AppRequest } from './answers.ts'
import { RequestDialog } from './request-dialog.tsx'

const SENTENCES = {
  title: { ja: 'アプリのリクエスト', en: 'Requests of apps' },
  about: {
    ja: 'アプリやAPIキーが、このアカウントのために送信したリクエストです（30日間）。',
    en: 'What apps and keys asked on your behalf, for 30 days.',
  },
  apps: { ja: 'アプリ連携', en: 'Apps' },
  show: { ja: '表示するリクエスト', en: 'Requests shown' },
  all: { ja: 'すべて', en: 'All' },
  failed: { ja: '失敗のみ', en: 'Failed' },
  at: { ja: '日時', en: 'When' },
  app: { ja: 'アプリ', en: 'App' },
  request: { ja: 'リクエスト', en: 'Request' },
  answer: { ja: '結果', en: 'Answer' },
  open: { ja: '詳細', en: 'Details' },
  none: { ja: 'リクエストの記録はありません。', en: 'Nothing was asked.' },
} as const

/** What apps asked on the seller's behalf, newest first. */
export default function RequestsPage() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const own = useOwnPath()
  const [which, setWhich] = useState<string>('all')
  const [opened, setOpened] = useState<AppRequest | null>(null)
  const query = which === 'failed' ? { failed: true } : {}
  const pages = usePages<AppRequest>(own('app-requests'), query, 25)
  const columns: TableProps.ColumnDefinition<AppRequest>[] = [
    {
      id: 'at',
      header: t('at'),
      minWidth: 120,
      cell: ({ at }) => <time dateTime={at}>{moment(at, language)}</time>,
    },
    { id: 'app', header: t('app'), minWidth: 120, cell: ({ appName }) => appName },
    {
      id: 'request',
      header: t('request'),
      isRowHeader: true,
      minWidth: 240,
      cell: ({ method, path }) => `${method} ${path}`,
    },
    {
      id: 'answer',
      header: t('answer'),
      minWidth: 140,
      cell: ({ status, code }) => (
        <StatusIndicator type={status < 400 ? 'success' : status < 500 ? 'warning' : 'error'}>
          {code ? `${status} ${code}` : status}
        </StatusIndicator>
      ),
    },
    {
      id: 'open',
      header: t('open'),
      minWidth: 80,
      cell: (one) => (
        <Button
          variant="inline-link"
          ariaLabel={`${t('open')} ${one.method} ${one.path} ${one.id}`}
          onClick={() => setOpened(one)}
        >
          {t('open')}
        </Button>
      ),
    },
  ]
  return (
    <Page title={t('title')} about={t('about')} above={[{ text: t('apps'), href: '/seller/apps' }]}>
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
            options={(['all', 'failed'] as const).map((id) => ({ id, text: t(id) }))}
            onChange={({ detail }) => setWhich(detail.selectedId)}
          />
        }
        columnDefinitions={columns}
      />
      {opened && <RequestDialog one={opened} onClose={() => setOpened(null)} />}
    </Page>
  )
}
