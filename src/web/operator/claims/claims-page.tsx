import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { TableProps } from '@cloudscape-design/components/table'
import { useState } from 'react'
import { say } from '../../console/flash.tsx'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { useWrite } from '../../console/use-write.ts'
import { useDraft } from '../../kit/draft.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { At, AtOrNone } from '../common/at.tsx'
import { useHome } from '../common/home.ts'
import { To } from '../common/to.tsx'
import { UndoPreview } from '../orders/undo-preview.tsx'

const SENTENCES = {
  title: { ja: '保証の申請', en: 'Claims' },
  about: {
    ja: '購入者からの申請です。認めると残りの全額が返金され、出品者に通知されます。',
    en: 'What buyers ask for. A granted claim refunds all that is left, and the seller is told.',
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
  decide: { ja: '申請への対応: {order}', en: 'Decide on {order}' },
  answer: { ja: '購入者への回答（任意）', en: 'Answer to the buyer (optional)' },
  grant: { ja: '認める', en: 'Grant' },
  decline: { ja: '却下する', en: 'Decline' },
  done: { ja: '申請に対応しました。', en: 'The claim is decided.' },
} as const

interface Claim {
  readonly id: number
  readonly order: string
  readonly buyer: string
  readonly reason: string
  readonly state: 'open' | 'granted' | 'declined'
  readonly answer: string | null
  readonly askedAt: string
  readonly decidedAt: string | null
}

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

function Decision({ claim, onDone }: { readonly claim: Claim; readonly onDone: () => void }) {
  const t = useText(SENTENCES)
  const [answer, setAnswer, clear] = useDraft(`claim ${claim.id}`, '')
  const decide = useWrite<object>(
    (body) => ({ method: 'POST', path: `/v1/claims/${claim.id}/decision`, body }),
    {
      changes: [['/v1/claims'], ['/v1/orders'], ['/v1/ledger/days']],
      onDone: () => {
        clear()
        say({ type: 'success', name: 'claim', content: <Done /> })
        onDone()
      },
    },
  )
  const said = answer.trim() ? { answer: answer.trim() } : {}
  return (
    <Container header={<Header variant="h2">{t('decide', { order: claim.order })}</Header>}>
      <SpaceBetween size="m">
        <Box>{claim.reason}</Box>
        <UndoPreview order={claim.order} cause="guarantee_claim" />
        <FormField label={t('answer')}>
          <Input value={answer} onChange={({ detail }) => setAnswer(detail.value)} />
        </FormField>
        {decide.error !== null && <Failure error={decide.error} />}
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            variant="primary"
            loading={decide.isWriting}
            onClick={() => decide.write({ granted: true, ...said })}
          >
            {t('grant')}
          </Button>
          <Button
            disabled={decide.isWriting}
            onClick={() => decide.write({ granted: false, ...said })}
          >
            {t('decline')}
          </Button>
        </SpaceBetween>
      </SpaceBetween>
    </Container>
  )
}

function Done() {
  const t = useText(SENTENCES)
  return t('done')
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
