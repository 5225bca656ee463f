import '../common/seller.css'
import '../inventory/inventory.css'
import Badge from '@cloudscape-design/components/badge'
import Link from '@cloudscape-design/components/link'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import Select from '@cloudscape-design/components/select'
import type { TableProps } from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { useOwnPath } from '../common/own-path.ts'
import { HistoryDialog } from '../inventory/history-dialog.tsx'
import { type Change, ChangedFields } from '../inventory/history-entry.tsx'
import { UndoReset } from '../inventory/undo-reset.tsx'
import { useConnectedApps } from './use-connected-apps.ts'

const SENTENCES = {
  title: { ja: 'アプリが変更した内容', en: 'What apps changed' },
  about: {
    ja: 'アプリやAPIキーが、どの出品を何から何に変えたかです。リセットされたポイントはここから元に戻せます。',
    en: 'Which listings apps and keys changed, from what to what. Points that were reset come back from here.',
  },
  apps: { ja: 'アプリ連携', en: 'Apps' },
  app: { ja: 'アプリ', en: 'App' },
  everyApp: { ja: 'すべてのアプリ', en: 'All apps' },
  show: { ja: '表示する変更', en: 'Changes shown' },
  all: { ja: 'すべて', en: 'All' },
  resets: { ja: 'ポイントのリセット', en: 'Points reset' },
  at: { ja: '日時', en: 'When' },
  sku: { ja: 'SKU', en: 'SKU' },
  historyOf: { ja: '{sku}の変更履歴', en: 'History of {sku}' },
  what: { ja: '変更内容', en: 'What changed' },
  undo: { ja: '元に戻す', en: 'Undo' },
  none: { ja: 'アプリによる変更はありません。', en: 'No app has changed anything.' },
} as const

interface AppChange extends Change {
  readonly sku: string
  readonly appName: string
  readonly versionNow: number
  readonly resetNow: { readonly at: string; readonly by: string } | null
}

/** Every change that an app made of a listing, newest first. */
export default function AppChangesPage() {
  const t = useText(SENTENCES)
  const own = useOwnPath()
  const [query, setQuery] = useSearchParams()
  const [opened, setOpened] = useState<AppChange | null>(null)
  const app = query.get('app') ?? ''
  const isResets = query.get('resets') === 'true'
  const asked = { ...(app && { app }), ...(isResets && { resets: 'true' }) }
  const pages = usePages<AppChange>(own('app-changes'), asked, 25)
  const set = (next: { app?: string; resets?: boolean }) => {
    const { app: by, resets } = { app, resets: isResets, ...next }
    setQuery({ ...(by && { app: by }), ...(resets && { resets: 'true' }) })
  }
  const options = [
    { value: '', label: t('everyApp') },
    ...(useConnectedApps().data ?? []).map(({ reference, name }) => ({
      ...{ value: reference, label: name },
    })),
  ]
  // The page as it is now knows whether the points of the opened one came back meanwhile.
  const now = opened && pages.items?.find(({ sku }) => sku === opened.sku)
  return (
    <Page title={t('title')} about={t('about')} above={[{ text: t('apps'), href: '/seller/apps' }]}>
      <PagedTable
        pages={pages}
        label={t('title')}
        trackBy={({ sku, version }) => `${sku} ${version}`}
        wrapLines
        empty={t('none')}
        filter={
          <div className="desk-filters">
            <Select
              ariaLabel={t('app')}
              selectedOption={
                options.find(({ value }) => value === app) ?? { value: app, label: app }
              }
              options={options}
              onChange={({ detail }) => set({ app: detail.selectedOption.value ?? '' })}
            />
            <SegmentedControl
              label={t('show')}
              selectedId={isResets ? 'resets' : 'all'}
              options={(['all', 'resets'] as const).map((id) => ({ id, text: t(id) }))}
              onChange={({ detail }) => set({ resets: detail.selectedId === 'resets' })}
            />
          </div>
        }
        columnDefinitions={useColumns(setOpened)}
      />
      {opened && (
        <HistoryDialog listing={listingOf(now ?? opened)} onClose={() => setOpened(null)} />
      )}
    </Page>
  )
}

const listingOf = ({ sku, versionNow, resetNow }: AppChange) => ({
  ...{ sku, version: versionNow, pointsReset: resetNow },
})

function useColumns(
  open: (change: AppChange) => void,
): readonly TableProps.ColumnDefinition<AppChange>[] {
  const t = useText(SENTENCES)
  const language = useLanguage()
  return [
    {
      ...{ id: 'at', header: t('at'), minWidth: 130 },
      cell: ({ at }) => <time dateTime={at}>{moment(at, language)}</time>,
    },
    { id: 'app', header: t('app'), minWidth: 170, cell: ({ appName }) => appName },
    {
      ...{ id: 'sku', header: t('sku'), minWidth: 130, isRowHeader: true },
      cell: (change) => (
        <Link
          ariaLabel={t('historyOf', { sku: change.sku })}
          onFollow={(event) => {
            event.preventDefault()
            open(change)
          }}
        >
          {change.sku}
        </Link>
      ),
    },
    {
      ...{ id: 'what', header: t('what'), minWidth: 240 },
      cell: (change) => (
        <>
          {change.reason === 'points_reset' && <Badge color="severity-medium">{t('resets')}</Badge>}
          <ChangedFields change={change} />
        </>
      ),
    },
    {
      ...{ id: 'undo', header: t('undo'), minWidth: 185 },
      cell: ({ sku, version, versionNow, reason, resetNow }) =>
        reason === 'points_reset' && resetNow && version === versionNow ? (
          <UndoReset sku={sku} version={versionNow} isInline />
        ) : (
          '–'
        ),
    },
  ]
}
