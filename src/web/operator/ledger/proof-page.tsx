import Button from '@cloudscape-design/components/button'
import type { TableProps } from '@cloudscape-design/components/table'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { useWrite } from '../../console/use-write.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { At, AtOrNone } from '../common/at.tsx'
import { By } from '../common/by.tsx'
import { useHome } from '../common/home.ts'
import type { Run } from './answers.ts'
import { RunState } from './run-state.tsx'
import { useFreshRuns } from './use-fresh-runs.ts'

const SENTENCES = {
  title: { ja: '台帳の検証', en: 'Proof of the ledger' },
  about: {
    ja: 'すべての残高・注文・決済レポートを仕訳だけから再計算し、すべてのダイジェストを照合します。台帳は変更されません。',
    en: 'Everything is computed anew from the postings, every digest compared. Nothing is changed.',
  },
  now: { ja: '今すぐ検証', en: 'Verify now' },
  runs: { ja: '検証の履歴', en: 'Proofs' },
  none: { ja: 'まだ検証されていません。', en: 'The ledger has not been verified yet.' },
  number: { ja: '番号', en: 'No.' },
  state: { ja: '結果', en: 'Result' },
  by: { ja: '依頼者', en: 'Asked by' },
  started: { ja: '開始', en: 'Started' },
  finished: { ja: '終了', en: 'Finished' },
} as const

/** Proves the ledger from its entries, and keeps what came of every proof. */
export default function ProofPage() {
  const t = useText(SENTENCES)
  const pages = usePages<Run>('/v1/runs', { kind: 'verification' }, 20)
  useFreshRuns(pages)
  const verify = useWrite<void, { run: number }>(
    () => ({ method: 'POST', path: '/v1/ledger/verifications' }),
    { changes: [['/v1/runs'], ['/v1/ledger/proof']] },
  )
  const isRunning = pages.items?.some(({ state }) => state === 'running') ?? false
  return (
    <Page
      title={t('title')}
      about={t('about')}
      above={[useHome()]}
      actions={
        <Button
          variant="primary"
          onClick={() => verify.write()}
          loading={verify.isWriting}
          disabled={isRunning}
        >
          {t('now')}
        </Button>
      }
    >
      {verify.error !== null && <Failure error={verify.error} retry={() => verify.write()} />}
      <PagedTable
        pages={pages}
        label={t('runs')}
        empty={t('none')}
        trackBy="id"
        wrapLines
        columnDefinitions={useColumns()}
      />
    </Page>
  )
}

function useColumns(): TableProps.ColumnDefinition<Run>[] {
  const t = useText(SENTENCES)
  return [
    { id: 'id', header: t('number'), cell: ({ id }) => id, isRowHeader: true },
    { id: 'state', header: t('state'), cell: (run) => <RunState run={run} />, minWidth: 260 },
    {
      id: 'by',
      header: t('by'),
      cell: ({ askedBy, askedByName }) => <By by={askedBy} name={askedByName} />,
    },
    { id: 'started', header: t('started'), cell: ({ startedAt }) => <At at={startedAt} /> },
    {
      id: 'finished',
      header: t('finished'),
      cell: ({ finishedAt }) => <AtOrNone at={finishedAt} />,
    },
  ]
}
