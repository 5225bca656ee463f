import '../inventory.css'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator'
import type { TableProps } from '@cloudscape-design/components/table'
import { useSearchParams } from 'wouter'
import { Page } from '../../../console/page.tsx'
import { PagedTable } from '../../../console/table.tsx'
import { usePages } from '../../../console/use-pages.ts'
import { count, moment } from '../../../kit/format.ts'
import { useLanguage, useText } from '../../../kit/language.ts'
import { useOwnPath } from '../../common/own-path.ts'
import type { BulkState, StartedChange } from './answers.ts'
import { ChangePanel } from './change-panel.tsx'
import { STATES, useChangeWords } from './change-words.ts'
import { useChange, useUnderway } from './use-changes.ts'

const SENTENCES = {
  title: { ja: '一括変更の履歴', en: 'Bulk changes' },
  about: {
    ja: '在庫管理から実行した一括変更の進み具合と結果です。ページを閉じても続き、後から元に戻せます。',
    en: 'How far each bulk change is, and what came of it. They go on by themselves and can be undone.',
  },
  inventory: { ja: '在庫管理', en: 'Manage inventory' },
  list: { ja: '一括変更', en: 'Bulk changes' },
  what: { ja: '変更内容', en: 'What' },
  which: { ja: '対象', en: 'Which listings' },
  state: { ja: '状態', en: 'State' },
  done: { ja: '処理済み', en: 'Done' },
  of: { ja: '{done} / {total}件', en: '{done} of {total}' },
  refused: { ja: '変更不可', en: 'Refused' },
  when: { ja: '開始日時', en: 'Begun' },
  none: { ja: '一括変更はまだありません。', en: 'There has been no bulk change yet.' },
} as const

const SIGNS: Readonly<Record<BulkState, StatusIndicatorProps.Type>> = {
  applying: 'in-progress',
  applied: 'success',
  stopping: 'in-progress',
  stopped: 'stopped',
  rolling_back: 'in-progress',
  rolled_back: 'info',
  failed: 'error',
}

/** The bulk changes of a seller: how far they are, what came of them; stopped and undone here. */
export default function ChangesPage() {
  const t = useText(SENTENCES)
  const [query, setQuery] = useSearchParams()
  const id = Number(query.get('change') ?? 0)
  const pages = usePages<StartedChange>(useOwnPath()('listing-changes'), {}, 20)
  useUnderway()
  return (
    <Page
      title={t('title')}
      about={t('about')}
      above={[{ text: t('inventory'), href: '/seller/inventory' }]}
    >
      <SpaceBetween size="l">
        {id > 0 && <Opened key={id} id={id} />}
        <PagedTable
          pages={pages}
          label={t('list')}
          trackBy={(one) => String(one.id)}
          wrapLines
          empty={t('none')}
          columnDefinitions={useColumns((next) => setQuery({ change: String(next) }))}
        />
      </SpaceBetween>
    </Page>
  )
}

function Opened({ id }: { readonly id: number }) {
  const { what, which } = useChangeWords()
  const { data } = useChange(id)
  return (
    <Container
      header={
        data && (
          <Header variant="h2" description={<span className="console-asked">{which(data)}</span>}>
            <span className="console-asked">{what(data)}</span>
          </Header>
        )
      }
    >
      <ChangePanel id={id} />
    </Container>
  )
}

function useColumns(
  show: (id: number) => void,
): readonly TableProps.ColumnDefinition<StartedChange>[] {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { what, which } = useChangeWords()
  return [
    {
      ...{ id: 'what', header: t('what'), isRowHeader: true, minWidth: 180 },
      cell: (one) => (
        <Link
          href={`?change=${one.id}`}
          onFollow={(event) => {
            event.preventDefault()
            show(one.id)
          }}
        >
          <span className="console-asked">{what(one)}</span>
        </Link>
      ),
    },
    {
      id: 'which',
      header: t('which'),
      minWidth: 150,
      cell: (one) => <span className="console-asked">{which(one)}</span>,
    },
    {
      ...{ id: 'state', header: t('state'), minWidth: 130 },
      cell: ({ state }) => (
        <StatusIndicator type={SIGNS[state]}>{STATES[state][language]}</StatusIndicator>
      ),
    },
    {
      ...{ id: 'done', header: t('done'), minWidth: 120 },
      cell: ({ done, total }) =>
        t('of', { done: count(done), total: count(Math.max(done, total)) }),
    },
    {
      ...{ id: 'refused', header: t('refused'), minWidth: 80 },
      cell: ({ refused }) => count(refused),
    },
    {
      ...{ id: 'when', header: t('when'), minWidth: 130 },
      cell: ({ createdAt }) => <time dateTime={createdAt}>{moment(createdAt, language)}</time>,
    },
  ]
}
