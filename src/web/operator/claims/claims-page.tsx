import Button from '@cloudscape-design/components/button'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { TableProps } from '@cloudscape-design/components/table'
import { useState } from 'react'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { useText } from '../../kit/language.ts'
import { At, AtOrNone } from '../common/at.tsx'
import { useHome } from '../common/home.ts'
import { To } from '../common/to.tsx'
import { type Claim, Decision } from './decision.tsx'

const SENTENCES = {
  title: { ja: '保証の申請', en: 'Claims' },
  about: {
    ja: '購入者からの申請です。認めると申請された全額または指定した分が返金され、出品者に通知されます。',
    en: 'What buyers ask for. A granted claim refunds all of it, or a part, and the seller is told.',
  },
  open: { ja: '未対応', en: 'Open' },
  decided: { ja: '対応済み', en: 'Decided' },
  none: { ja: '申請はありません。', en: 'There are no claims.' },
  order: { ja: '注文', en: 'Order' },
  buyer: { ja: '購入者', en: 'Buyer' },
  reason: { ja: '理由', en: 'Reason' },
  asked: { ja: '申請日時', en: 'Asked' },
  state: { ja: '結果', en: 'Outcome' },
  granted: { ja: '承認', en: 'Granted' },
  declined: { ja: '却下', en: 'Declined' },
  decidedAt: { ja: '対応日時', en: 'Decided at' },
  look: { ja: '対応する', en: 'Decide' },
} as const

/** What buyers ask for, with who would pay, and the decision. */
export default function ClaimsPage() {
  const t = useText(SENTENCES)
  const [state, setState] = useState<'open' | 'decided'>('open')
  const [chosen, setChosen] = useState<Claim>()
  const pages = usePages<Claim>('/v1/claims', { state }, 25)
  return (
    <Page
      title={t('title')}
      about={t('about')}
      above={[useHome()]}
      actions={
        <SegmentedControl
          label={t('state')}
          selectedId={state}
          onChange={({ detail }) => setState(detail.selectedId as typeof state)}
          options={(['open', 'decided'] as const).map((id) => ({ id, text: t(id) }))}
        />
      }
    >
      <SpaceBetween size="l">
        {chosen && state === 'open' && (
          <Decision key={chosen.id} claim={chosen} onDone={() => setChosen(undefined)} />
        )}
        <PagedTable
          pages={pages}
          label={t('title')}
          empty={t('none')}
          trackBy="id"
          wrapLines
          columnDefinitions={useColumns(setChosen)}
        />
      </SpaceBetween>
    </Page>
  )
}

function useColumns(choose: (claim: Claim) => void): TableProps.ColumnDefinition<Claim>[] {
  const t = useText(SENTENCES)
  const link = (place: string, name: string) => (
    <To href={`/operator/${place}/${encodeURIComponent(name)}`}>{name}</To>
  )
  return [
    {
      id: 'order',
      header: t('order'),
      isRowHeader: true,
      cell: ({ order }) => link('orders', order),
    },
    { id: 'buyer', header: t('buyer'), cell: ({ buyer }) => link('buyers', buyer) },
    { id: 'reason', header: t('reason'), cell: ({ reason }) => reason, minWidth: 200 },
    { id: 'asked', header: t('asked'), cell: ({ askedAt }) => <At at={askedAt} /> },
    {
      id: 'state',
      header: t('state'),
      cell: (claim) =>
        claim.state === 'open' ? (
          <Button
            variant="inline-link"
            onClick={() => choose(claim)}
            ariaLabel={`${t('look')}: ${claim.order}`}
          >
            {t('look')}
          </Button>
        ) : (
          t(claim.state)
        ),
    },
    { id: 'decided', header: t('decidedAt'), cell: ({ decidedAt }) => <AtOrNone at={decidedAt} /> },
  ]
}
