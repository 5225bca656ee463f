import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { TableProps } from '@cloudscape-design/components/table'
import { say } from '../../console/flash.tsx'
import { withNumbers } from '../../console/numbers.tsx'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { useWrite } from '../../console/use-write.ts'
import { Yen } from '../../kit/amount.tsx'
import { count } from '../../kit/format.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { At, AtOrNone } from '../common/at.tsx'
import { By } from '../common/by.tsx'
import { useHome } from '../common/home.ts'
import { To } from '../common/to.tsx'
import type { Run } from '../ledger/answers.ts'
import { RunState } from '../ledger/run-state.tsx'
import { useFreshRuns } from '../ledger/use-fresh-runs.ts'
import type { Period } from './answers.ts'

const SENTENCES = {
  title: { ja: '決済', en: 'Settlement' },
  about: {
    ja: '終了した期間は自動で決済されます。手動でも実行でき、何度実行しても二重には支払われません。',
    en:
      'Periods that have ended are settled by themselves. A run by hand does the same, ' +
      'and never pays twice.',
  },
  run: { ja: '決済を実行', en: 'Run settlement' },
  done: { ja: '終了した期間はすべて決済済みです。', en: 'Every period that has ended is settled.' },
  periods: { ja: '決済済みの期間', en: 'Settled periods' },
  runs: { ja: '手動実行の履歴', en: 'Runs by hand' },
  noRuns: { ja: '手動では実行されていません。', en: 'Nobody has run it by hand.' },
  noPeriods: { ja: '決済済みの期間はまだありません。', en: 'No period has been settled yet.' },
  period: { ja: '期間', en: 'Period' },
  start: { ja: '開始', en: 'From' },
  end: { ja: '終了', en: 'To' },
  sellers: { ja: '出品者数', en: 'Sellers' },
  disbursed: { ja: '振込額', en: 'Paid out' },
  rules: { ja: 'ルール', en: 'Rules' },
  number: { ja: '番号', en: 'No.' },
  state: { ja: '状況', en: 'State' },
  by: { ja: '依頼者', en: 'Asked by' },
  finished: { ja: '終了', en: 'Finished' },
  why: {
    ja: 'この期間のすべての出品者の振込額の合計です。',
    en: 'The disbursements of all sellers for this period, summed.',
  },
  each: { ja: '出品者ごとの結果を見る', en: 'See the result of each seller' },
} as const

/** Settled periods, and runs with their progress. */
export default function SettlementsPage() {
  const t = useText(SENTENCES)
  const periods = usePages<Period>('/v1/settlements', {}, 20)
  const runs = usePages<Run>('/v1/runs', { kind: 'settlement' }, 10)
  const run = useWrite<void>(() => ({ method: 'POST', path: '/v1/settlement-runs' }), {
    changes: [['/v1/runs'], ['/v1/settlements']],
    onDone: () => say({ type: 'success', name: 'settled', content: t('done') }),
  })
  // It is answered when it is done, which takes a while.
  useFreshRuns(runs, run.isWriting)
  return (
    <Page
      title={t('title')}
      about={t('about')}
      above={[useHome()]}
      actions={
        <Button variant="primary" onClick={() => run.write()} loading={run.isWriting}>
          {t('run')}
        </Button>
      }
    >
      <SpaceBetween size="l">
        {run.error !== null && <Failure error={run.error} retry={() => run.write()} />}
        <PagedTable
          pages={periods}
          label={t('periods')}
          header={<Header variant="h2">{t('periods')}</Header>}
          empty={t('noPeriods')}
          trackBy="period"
          columnDefinitions={withNumbers(usePeriodColumns(), 'sellers', 'disbursed')}
        />
        <PagedTable
          pages={runs}
          label={t('runs')}
          header={<Header variant="h2">{t('runs')}</Header>}
          empty={t('noRuns')}
          trackBy="id"
          wrapLines
          columnDefinitions={useRunColumns()}
        />
      </SpaceBetween>
    </Page>
  )
}

function usePeriodColumns(): TableProps.ColumnDefinition<Period>[] {
  const t = useText(SENTENCES)
  const href = (period: number) => `/operator/settlements/${period}`
  return [
    {
      id: 'period',
      header: t('period'),
      isRowHeader: true,
      cell: ({ period }) => <To href={href(period)}>{period}</To>,
    },
    { id: 'start', header: t('start'), cell: ({ start }) => <At at={start} /> },
    { id: 'end', header: t('end'), cell: ({ end }) => <At at={end} /> },
    { id: 'sellers', header: t('sellers'), cell: ({ sellers }) => count(sellers) },
    {
      id: 'disbursed',
      header: t('disbursed'),
      cell: ({ period, disbursed, policyVersion, sellers }) => (
        <Yen
          amount={disbursed}
          why={{
            title: `${t('disbursed')} – ${t('period')} ${period}`,
            rule: t('why'),
            parts: [{ label: t('sellers'), text: count(sellers) }],
            policyVersion,
            link: { text: t('each'), href: href(period) },
          }}
        />
      ),
    },
    { id: 'rules', header: t('rules'), cell: ({ policyVersion }) => policyVersion },
  ]
}

function useRunColumns(): TableProps.ColumnDefinition<Run>[] {
  const t = useText(SENTENCES)
  return [
    { id: 'id', header: t('number'), cell: ({ id }) => id, isRowHeader: true },
    { id: 'state', header: t('state'), cell: (one) => <RunState run={one} />, minWidth: 260 },
    {
      id: 'by',
      header: t('by'),
      cell: ({ askedBy, askedByName }) => <By by={askedBy} name={askedByName} />,
    },
    { id: 'start', header: t('start'), cell: ({ startedAt }) => <At at={startedAt} /> },
    {
      id: 'finished',
      header: t('finished'),
      cell: ({ finishedAt }) => <AtOrNone at={finishedAt} />,
    },
  ]
}
