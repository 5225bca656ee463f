import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { say } from '../../console/flash.tsx'
import { useFollow } from '../../console/follow.ts'
import { Page } from '../../console/page.tsx'
import { bodyOf, type Choices, isRefundable, NOTHING } from '../../console/refunds/ask.ts'
import { RefundLine } from '../../console/refunds/line.tsx'
import { useWrite } from '../../console/use-write.ts'
import { Yen } from '../../kit/amount.tsx'
import { useDraft } from '../../kit/draft.ts'
import { yen } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure, isLost } from '../../kit/problem.tsx'
import { useSaid } from '../../kit/said.tsx'
import { Loading } from '../common/loading.tsx'
import { type Order, type Refund, titleOf } from './answers.ts'
import { useOrder } from './order-page.tsx'
import { RefundPreview, useRefundPreview } from './refund-preview.tsx'
import { CAUSES } from './words.tsx'

const SENTENCES = {
  title: { ja: '返金・返品', en: 'Refund or take back' },
  orders: { ja: '注文管理', en: 'Orders' },
  order: { ja: '注文 {reference}', en: 'Order {reference}' },
  cause: { ja: '種類', en: 'Kind' },
  refundHint: { ja: '商品は返送されません。', en: 'The item stays with the buyer.' },
  returnHint: { ja: '商品が返送されます。', en: 'The item comes back.' },
  goodwillHint: { ja: 'お詫びとして返金します。', en: 'To make up for something.' },
  reason: { ja: '理由（任意）', en: 'Reason (optional)' },
  nothing: {
    ja: 'この注文に返金可能な金額はありません。',
    en: 'Nothing of this order is left to refund.',
  },
  confirm: { ja: '{amount}を返金する', en: 'Refund {amount}' },
  choose: { ja: '返金する商品と範囲を選んでください。', en: 'Choose what to refund.' },
  back: { ja: '注文へ戻る', en: 'Back to the order' },
  done: { ja: '{amount}を返金しました。', en: '{amount} refunded.' },
  amount: { ja: '購入者への返金', en: 'Given back to the buyer' },
  amountRule: {
    ja: '商品代金と配送料から返した金額です。内訳は注文の「経過」で確認できます。',
    en: 'Of price and shipping. What happened to the order shows each line.',
  },
  points: { ja: 'ポイント原資の返還', en: 'Points returned to you' },
  pointsRule: {
    ja: '付与したポイントのうち、返金した商品代金の割合が戻ります（付与ポイント×返金額÷商品代金）。',
    en: 'Of the points granted, the share of the price refunded (points × refunded ÷ price).',
  },
  fee: { ja: '販売手数料の返還', en: 'Fee credited' },
  feeRule: {
    ja: '計上済みの手数料と、返金後の売上に対する手数料との差額です。',
    en: 'The fee charged less the fee on what remains sold.',
  },
  effect: {
    ja: 'ポイント原資{points}、販売手数料{fee}が売上金に戻りました。',
    en: '{points} of points and {fee} of fee came back to your proceeds.',
  },
} as const

const KINDS = ['refund', 'return', 'goodwill'] as const
type Kind = (typeof KINDS)[number]

/** Refunds or takes back items of an order, with what exactly it will do beside it. */
export default function RefundPage({ order: reference }: { readonly order: string }) {
  const t = useText(SENTENCES)
  const { data, error, refetch } = useOrder(reference)
  const above = [
    { text: t('orders'), href: '/seller/orders' },
    {
      text: t('order', { reference }),
      href: `/seller/orders/${encodeURIComponent(reference)}`,
    },
  ]
  return (
    <Page title={t('title')} above={above}>
      {isLost(data, error) ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data ? (
        <RefundForm order={data} />
      ) : (
        <Loading />
      )}
    </Page>
  )
}

interface Draft {
  readonly kind: Kind
  readonly reason: string
  readonly choices: Choices
}

const BLANK: Draft = { kind: 'refund', reason: '', choices: {} }

function RefundForm({ order }: { readonly order: Order }) {
  const t = useText(SENTENCES)
  const [, go] = useLocation()
  const [blank] = useState(BLANK)
  const [draft, setDraft, forget] = useDraft<Draft>(`refund:${order.order}`, blank)
  const language = useLanguage()
  const left = order.lines.filter(isRefundable)
  const body = bodyOf(order, draft.choices)
  const preview = useRefundPreview(order, draft.kind, body)
  const home = `/seller/orders/${encodeURIComponent(order.order)}`
  const reason = draft.reason.trim()
  const { write, isWriting, error } = useWrite<object, Refund>(
    (asked) => ({ method: 'POST', path: pathOf(order, draft.kind), body: asked }),
    {
      changes: [['/v1/orders']],
      onDone: (refund) => {
        forget()
        say({
          type: 'success',
          header: <Done refund={refund} name="done" />,
          content: <Done refund={refund} name="effect" />,
        })
        go(home)
      },
    },
  )
  const confirm = () => {
    if (!body) return
    const cause = draft.kind === 'goodwill' ? { cause: 'goodwill' } : {}
    write({ ...body, ...cause, ...(reason && { reason }) })
  }
  if (left.length === 0) return <Alert type="info">{t('nothing')}</Alert>
  const amount = preview.data?.refunded
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        confirm()
      }}
    >
      <SpaceBetween size="l">
        <KindFields draft={draft} onDraft={setDraft} />
        {left.map((line) => (
          <RefundLine
            key={line.line}
            line={line}
            title={titleOf(line, language)}
            choice={draft.choices[line.line] ?? NOTHING}
            onChoice={(choice) =>
              setDraft({ ...draft, choices: { ...draft.choices, [line.line]: choice } })
            }
          />
        ))}
        <RefundPreview order={order} preview={preview} isAsked={body !== undefined} />
        {error !== null && error !== undefined && <Failure error={error} />}
        <Buttons
          home={home}
          isWriting={isWriting}
          amount={body && !preview.isOld ? amount : undefined}
        />
      </SpaceBetween>
    </form>
  )
}

const pathOf = (order: Order, kind: Kind): string =>
  `/v1/orders/${encodeURIComponent(order.order)}/${kind === 'return' ? 'returns' : 'refunds'}`

function KindFields({
  draft,
  onDraft,
}: {
  readonly draft: Draft
  readonly onDraft: (draft: Draft) => void
}) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  return (
    <Container header={<Header variant="h2">{t('cause')}</Header>}>
      <SpaceBetween size="m">
        <RadioGroup
          ariaLabel={t('cause')}
          value={draft.kind}
          items={KINDS.map((value) => ({
            value,
            label: CAUSES[value][language],
            description: t(`${value}Hint`),
          }))}
          onChange={({ detail }) => onDraft({ ...draft, kind: detail.value as Kind })}
        />
        <FormField label={t('reason')}>
          <Input
            value={draft.reason}
            onChange={({ detail }) => onDraft({ ...draft, reason: detail.value.slice(0, 500) })}
          />
        </FormField>
      </SpaceBetween>
    </Container>
  )
}

function Buttons({
  home,
  amount,
  isWriting,
}: {
  readonly home: string
  /** What would be refunded; undefined while that is not known. */
  readonly amount: number | undefined
  readonly isWriting: boolean
}) {
  const t = useText(SENTENCES)
  const follow = useFollow()
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button
        variant="primary"
        formAction="submit"
        loading={isWriting}
        disabled={amount === undefined}
      >
        {amount === undefined ? t('choose') : t('confirm', { amount: yen(amount) })}
      </Button>
      <Button href={home} onFollow={follow}>
        {t('back')}
      </Button>
    </SpaceBetween>
  )
}

/** What was done, in the language that is spoken when it is read. */
function Done({ refund, name }: { readonly refund: Refund; readonly name: 'done' | 'effect' }) {
  const t = useText(SENTENCES)
  const said = useSaid(SENTENCES)
  const { refunded, pointsToSeller, feeCredit } = refund
  const shown = (figure: 'amount' | 'points' | 'fee', amount: number) => (
    <Yen amount={amount} why={{ title: t(figure), rule: t(`${figure}Rule`) }} />
  )
  return said(name, {
    amount: shown('amount', refunded),
    points: shown('points', pointsToSeller),
    fee: shown('fee', feeCredit),
  })
}
