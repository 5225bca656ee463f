import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { RefundBody } from '../../console/refunds/ask.ts'
import { Yen } from '../../kit/amount.tsx'
import { api } from '../../kit/api.ts'
import { yen } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { Loading } from '../common/loading.tsx'
import { type Order, type Refund, titleOf } from './answers.ts'

const SENTENCES = {
  title: { ja: 'この返金で起きること', en: 'What this refund will do' },
  choose: {
    ja: '返金する商品と範囲を選ぶと、金額がここに表示されます。',
    en: 'Choose what to refund, and its exact amounts appear here.',
  },
  refunded: { ja: '購入者への返金', en: 'Given back to the buyer' },
  refundedRule: {
    ja: '商品代金と配送料から返す金額です。購入者には支払ったとおりの方法で返されます。',
    en: 'Of price and shipping. The buyer gets it back the way it was paid.',
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
  net: { ja: '売上金の増減', en: 'On your proceeds' },
  netRule: {
    ja: 'ポイント原資と手数料の返還から、購入者への返金を引いた金額です。',
    en: 'Points and fee that come back, less what is given back.',
  },
} as const

export interface PreviewState {
  readonly data: Refund | undefined
  readonly error: unknown
  readonly retry: () => void
  /** It is of what was asked before. */
  readonly isOld: boolean
}

/** What the server says that the refund would do now: the decision itself, not posted. */
export function useRefundPreview(
  order: Order,
  kind: 'refund' | 'return' | 'goodwill',
  body: RefundBody | undefined,
): PreviewState {
  const path = `/v1/orders/${encodeURIComponent(order.order)}/refund-previews`
  const { data, error, refetch, isPlaceholderData, isFetching } = useQuery({
    queryKey: ['/v1/orders', order.order, 'refund-preview', kind, body],
    queryFn: ({ signal }) =>
      api<Refund>(path, { method: 'POST', body: { ...body, cause: kind }, signal }),
    enabled: body !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  return {
    data: body && !error ? data : undefined,
    error: body ? error : null,
    retry: () => void refetch(),
    isOld: isPlaceholderData || (isFetching && data === undefined),
  }
}

/** The exact amounts, as far as they are the seller's; how the buyer had paid is not told. */
export function RefundPreview({
  order,
  preview,
  isAsked,
}: {
  readonly order: Order
  readonly preview: PreviewState
  readonly isAsked: boolean
}) {
  const t = useText(SENTENCES)
  return (
    <Container header={<Header variant="h2">{t('title')}</Header>}>
      <div aria-live="polite" aria-busy={preview.isOld} className="desk-preview">
        {!isAsked ? (
          <Box color="text-body-secondary">{t('choose')}</Box>
        ) : preview.error ? (
          <Failure error={preview.error} retry={preview.retry} />
        ) : preview.data ? (
          <Amounts order={order} refund={preview.data} />
        ) : (
          <Loading />
        )}
      </div>
    </Container>
  )
}

function Amounts({ order, refund }: { readonly order: Order; readonly refund: Refund }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { refunded, pointsToSeller, feeCredit, lines } = refund
  const net = pointsToSeller + feeCredit - refunded
  const titled = (of: (line: Refund['lines'][number]) => number) =>
    lines.map((line) => {
      const found = order.lines.find((other) => other.line === line.line)
      return {
        label: found ? titleOf(found, language) : String(line.line),
        text: yen(of(line)),
      }
    })
  const why = (
    name: 'refunded' | 'points' | 'fee',
    of: (line: Refund['lines'][number]) => number,
  ) => ({
    ...{ title: t(name), rule: t(`${name}Rule`), order: order.order },
    ...{ policyVersion: order.policyVersion, parts: titled(of) },
  })
  const sums = [
    { label: t('points'), text: yen(pointsToSeller) },
    { label: t('fee'), text: yen(feeCredit) },
    { label: t('refunded'), text: yen(-refunded) },
  ]
  const netWhy = { title: t('net'), rule: t('netRule'), order: order.order, parts: sums }
  return (
    <KeyValuePairs
      columns={4}
      minColumnWidth={150}
      items={[
        {
          label: t('refunded'),
          value: (
            <Yen
              amount={-refunded}
              why={why('refunded', ({ principal, shipping }) => principal + shipping)}
            />
          ),
        },
        {
          label: t('points'),
          value: (
            <Yen
              amount={pointsToSeller}
              why={why('points', ({ pointsToSeller: points }) => points)}
            />
          ),
        },
        {
          label: t('fee'),
          value: <Yen amount={feeCredit} why={why('fee', ({ feeCredit: credit }) => credit)} />,
        },
        {
          label: t('net'),
          value: (
            <strong>
              <Yen amount={net} why={netWhy} />
            </strong>
          ),
        },
      ]}
    />
  )
}
