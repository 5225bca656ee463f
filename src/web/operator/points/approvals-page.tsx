import Button from '@cloudscape-design/components/button'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { TableProps } from '@cloudscape-design/components/table'
import { useState } from 'react'
import { say } from '../../console/flash.tsx'
import { withNumbers } from '../../console/numbers.tsx'
import { usePerson } from '../../console/only-for.tsx'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { useWrite } from '../../console/use-write.ts'
import { Pt } from '../../kit/amount.tsx'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { At } from '../common/at.tsx'
import { By } from '../common/by.tsx'
import { useHome } from '../common/home.ts'
import { ButtonTo, To } from '../common/to.tsx'

const SENTENCES = {
  title: { ja: 'ポイントの承認', en: 'Points to approve' },
  about: {
    ja: '1人が1日に動かせる量を超えるポイントは、別の担当者が承認するまで動きません。',
    en: 'More points than one person may move in a day wait until somebody else approves.',
  },
  give: { ja: 'ポイントを付与・調整', en: 'Give or correct points' },
  waiting: { ja: '承認待ち', en: 'Waiting' },
  decided: { ja: '処理済み', en: 'Decided' },
  state: { ja: '状況', en: 'State' },
  none: { ja: '該当する依頼はありません。', en: 'There is nothing here.' },
  kind: { ja: '種類', en: 'Kind' },
  grant: { ja: '付与', en: 'Grant' },
  adjustment: { ja: '調整', en: 'Correction' },
  buyer: { ja: '購入者', en: 'Buyer' },
  points: { ja: 'ポイント', en: 'Points' },
  reason: { ja: '理由', en: 'Reason' },
  asked: { ja: '依頼', en: 'Asked' },
  decision: { ja: '判断', en: 'Decision' },
  approve: { ja: '承認', en: 'Approve' },
  decline: { ja: '却下', en: 'Decline' },
  approved: { ja: '承認済み', en: 'Approved' },
  declined: { ja: '却下済み', en: 'Declined' },
  own: {
    ja: 'ご自身の依頼です。別の担当者が承認します。',
    en: 'You asked for it: somebody else decides.',
  },
  doneYes: { ja: '承認しました。ポイントが動きました。', en: 'Approved; the points have moved.' },
  doneNo: { ja: '却下しました。', en: 'Declined; nothing has moved.' },
  rule: {
    ja: '運営の費用で付与または調整するポイントです。承認されると台帳に記録されます。',
    en: 'Points given or corrected at the operator’s cost. The ledger has them once approved.',
  },
} as const

interface Approval {
  readonly id: number
  readonly kind: 'grant' | 'adjustment'
  readonly buyer: string
  readonly points: number
  readonly reason: string
  readonly askedBy: string
  readonly askedByName: string | null
  readonly askedAt: string
  readonly decidedBy: string | null
  readonly decidedByName: string | null
  readonly decidedAt: string | null
  readonly approved: boolean | null
}

/** Points that wait for a second person, and what became of those before. */
export default function ApprovalsPage() {
  const t = useText(SENTENCES)
  const [state, setState] = useState<'waiting' | 'decided'>('waiting')
  const pages = usePages<Approval>('/v1/approvals', { state }, 25)
  const decide = useWrite<{ id: number; approved: boolean }>(
    ({ id, approved }) => ({
      method: 'POST',
      path: `/v1/approvals/${id}/decision`,
      body: { approved },
    }),
    {
      changes: [['/v1/approvals'], ['/v1/ledger/days']],
      onDone: (_, { approved }) =>
        say({ type: 'success', name: 'approval', content: <Done approved={approved} /> }),
    },
  )
  return (
    <Page
      title={t('title')}
      about={t('about')}
      above={[useHome()]}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <SegmentedControl
            label={t('state')}
            selectedId={state}
            onChange={({ detail }) => setState(detail.selectedId as typeof state)}
            options={(['waiting', 'decided'] as const).map((id) => ({ id, text: t(id) }))}
          />
          <ButtonTo href="/operator/points/give" variant="primary">
            {t('give')}
          </ButtonTo>
        </SpaceBetween>
      }
    >
      {decide.error !== null && <Failure error={decide.error} />}
      <PagedTable
        pages={pages}
        label={t('title')}
        empty={t('none')}
        trackBy="id"
        wrapLines
        columnDefinitions={withNumbers(useColumns(decide.write, decide.isWriting), 'points')}
      />
    </Page>
  )
}

function Done({ approved }: { readonly approved: boolean }) {
  const t = useText(SENTENCES)
  return t(approved ? 'doneYes' : 'doneNo')
}

function useColumns(
  decide: (given: { id: number; approved: boolean }) => void,
  isWriting: boolean,
): TableProps.ColumnDefinition<Approval>[] {
  const t = useText(SENTENCES)
  const { id: me } = usePerson()
  const decision = ({ id, askedBy, approved, decidedBy, decidedByName, buyer }: Approval) => {
    if (approved !== null) {
      return (
        <>
          {t(approved ? 'approved' : 'declined')} <By by={decidedBy ?? ''} name={decidedByName} />
        </>
      )
    }
    if (askedBy === me) return t('own')
    return (
      <SpaceBetween direction="horizontal" size="xs">
        {([true, false] as const).map((yes) => (
          <Button
            key={String(yes)}
            variant={yes ? 'primary' : 'normal'}
            disabled={isWriting}
            ariaLabel={`${t(yes ? 'approve' : 'decline')}: ${buyer}`}
            onClick={() => decide({ id, approved: yes })}
          >
            {t(yes ? 'approve' : 'decline')}
          </Button>
        ))}
      </SpaceBetween>
    )
  }
  return [
    {
      id: 'buyer',
      header: t('buyer'),
      isRowHeader: true,
      cell: ({ buyer }) => <To href={`/operator/buyers/${encodeURIComponent(buyer)}`}>{buyer}</To>,
    },
    { id: 'kind', header: t('kind'), cell: ({ kind }) => t(kind) },
    {
      id: 'points',
      header: t('points'),
      minWidth: 110,
      cell: ({ points, kind, reason }) => (
        <Pt
          amount={points}
          why={{
            title: t(kind),
            rule: t('rule'),
            parts: [{ label: t('reason'), text: reason }],
          }}
        />
      ),
    },
    { id: 'reason', header: t('reason'), cell: ({ reason }) => reason, minWidth: 180 },
    {
      id: 'asked',
      header: t('asked'),
      cell: ({ askedBy, askedByName, askedAt }) => (
        <>
          <By by={askedBy} name={askedByName} /> <At at={askedAt} />
        </>
      ),
      minWidth: 150,
    },
    { id: 'decision', header: t('decision'), cell: decision, minWidth: 200 },
  ]
}
