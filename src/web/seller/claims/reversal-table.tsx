import Badge from '@cloudscape-design/components/badge'
import Link from '@cloudscape-design/components/link'
import type { TableProps } from '@cloudscape-design/components/table'
import { useFollow } from '../../console/follow.ts'
import { withNumbers } from '../../console/numbers.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { Yen } from '../../kit/amount.tsx'
import { moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { useOwnPath } from '../common/own-path.ts'
import { explanationOf, type RefundCause } from '../orders/answers.ts'
import { CAUSES } from '../orders/words.tsx'

const SENTENCES = {
  title: { ja: '返金された申請とチャージバック', en: 'Claims and chargebacks paid' },
  order: { ja: '注文番号', en: 'Order' },
  what: { ja: '種別', en: 'What' },
  at: { ja: '返金日時', en: 'Refunded' },
  refunded: { ja: '返金額', en: 'From your proceeds' },
  refundedRule: {
    ja: '購入者に返した商品代金と配送料です。',
    en: 'What was given back of price and shipping.',
  },
  points: { ja: 'ポイント原資の返還', en: 'Points returned to you' },
  pointsRule: {
    ja: '保証申請では、付与したポイントの原資は出品者に戻りません。チャージバックではルールに従います。',
    en: 'With a guarantee claim the points are not returned to the seller; with a chargeback, as the rules say.',
  },
  fee: { ja: '販売手数料の返還', en: 'Fee credited' },
  feeRule: {
    ja: '計上済みの手数料と、残った売上に対する手数料との差額です。',
    en: 'The fee charged less the fee on what remains sold.',
  },
  reason: { ja: '理由', en: 'Reason' },
  none: { ja: '該当するものはありません。', en: 'Nothing has been paid.' },
} as const

interface Reversal {
  readonly order: string
  readonly cause: Extract<RefundCause, 'guarantee_claim' | 'chargeback'>
  readonly at: string
  readonly reason: string | null
  readonly refunded: number
  readonly pointsToSeller: number
  readonly feeCredit: number
}

/** What claims and chargebacks took from the seller's proceeds, each named as what it was. */
export function ReversalTable() {
  const t = useText(SENTENCES)
  const pages = usePages<Reversal>(useOwnPath()('reversals'), {}, 25)
  return (
    <PagedTable
      pages={pages}
      label={t('title')}
      trackBy={({ order, at }) => `${order} ${at}`}
      wrapLines
      empty={t('none')}
      columnDefinitions={withNumbers(useColumns(), 'refunded', 'points', 'fee')}
    />
  )
}

function useColumns(): readonly TableProps.ColumnDefinition<Reversal>[] {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const follow = useFollow()
  const amount = (
    name: 'refunded' | 'points' | 'fee',
    figure: string,
    of: number,
    order: string,
  ) => (
    <Yen
      amount={of}
      why={{
        ...{ title: t(name), rule: t(`${name}Rule`), order },
        from: explanationOf(order, figure),
      }}
    />
  )
  return [
    {
      ...{ id: 'order', header: t('order'), isRowHeader: true, minWidth: 190 },
      cell: ({ order }) => (
        <Link href={`/seller/orders/${encodeURIComponent(order)}`} onFollow={follow}>
          {order}
        </Link>
      ),
    },
    {
      ...{ id: 'what', header: t('what'), minWidth: 150 },
      cell: ({ cause }) => <Badge color="red">{CAUSES[cause][language]}</Badge>,
    },
    {
      ...{ id: 'at', header: t('at'), minWidth: 110 },
      cell: ({ at }) => <time dateTime={at}>{moment(at, language)}</time>,
    },
    {
      ...{ id: 'refunded', header: t('refunded'), minWidth: 95 },
      cell: ({ refunded, order }) => amount('refunded', 'refunded', -refunded, order),
    },
    {
      ...{ id: 'points', header: t('points'), minWidth: 100 },
      cell: ({ pointsToSeller, order }) => amount('points', 'returned', pointsToSeller, order),
    },
    {
      ...{ id: 'fee', header: t('fee'), minWidth: 95 },
      cell: ({ feeCredit, order }) => amount('fee', 'fee', feeCredit, order),
    },
    { id: 'reason', header: t('reason'), minWidth: 130, cell: ({ reason }) => reason ?? '–' },
  ]
}
