import Link from '@cloudscape-design/components/link'
import Pagination from '@cloudscape-design/components/pagination'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { STATEMENT_WORDS } from '../../../rules/settlement/words.ts'
import { useFollow } from '../../console/follow.ts'
import { withNumbers } from '../../console/numbers.tsx'
import { Yen } from '../../kit/amount.tsx'
import { api } from '../../kit/api.ts'
import { moment, yen } from '../../kit/format.ts'
import { type Language, useLanguage, useText } from '../../kit/language.ts'
import { Failure, isLost } from '../../kit/problem.tsx'
import { useSaid } from '../../kit/said.tsx'
import { Loading } from '../common/loading.tsx'
import { explanationOf } from '../orders/answers.ts'
import type { StatementItem } from './answers.ts'

const SENTENCES = {
  order: { ja: '注文番号', en: 'Order' },
  sku: { ja: 'SKU', en: 'SKU' },
  type: { ja: '項目', en: 'Type' },
  amount: { ja: '金額', en: 'Amount' },
  posted: { ja: '計上日時', en: 'Posted' },
  sumRule: {
    ja: 'この決済レポートのすべての明細の合計です。期首残高と留保は含みません。',
    en: 'Every item of this statement, summed; without what was carried over or held back.',
  },
  sum: { ja: '明細{n}件、合計{sum}', en: '1 item, {sum} in all|{n} items, {sum} in all' },
  none: { ja: 'この期間に計上されたものはありません。', en: 'Nothing was recorded in the period.' },
  rule: {
    ja: 'この期間にこの商品へ計上された、この項目の合計です。',
    en: 'What this period recorded of this type for this item.',
  },
} as const

type Say = (name: keyof typeof SENTENCES) => string

const PAGE = 50

/** The figure of an order that explains a type of line. */
const FIGURE_OF = {
  principal: 'principal',
  shipping: 'shipping',
  points_granted: 'granted',
  points_returned: 'returned',
  referral_fee: 'fee',
  referral_fee_credit: 'fee',
  refunds: 'refunded',
  claims: 'refunded',
  chargebacks: 'refunded',
  adjustments: 'total',
} as const

/** Each order item with each type, and what they sum to. */
export function StatementItems({ path, label }: { readonly path: string; readonly label: string }) {
  const t = useText(SENTENCES)
  const said = useSaid(SENTENCES)
  const language = useLanguage()
  const follow = useFollow()
  const [at, setAt] = useState(1)
  const { data, error, refetch } = useQuery({
    queryKey: [path, 'lines'],
    queryFn: ({ signal }) => api<{ items: readonly StatementItem[] }>(`${path}/lines`, { signal }),
  })
  if (isLost(data, error)) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const { items } = data
  const sum = items.reduce((total, { amount }) => total + amount, 0)
  const byType = Map.groupBy(items, ({ type }) => type)
  const whySum = {
    title: t('amount'),
    rule: t('sumRule'),
    parts: [...byType].map(([type, some]) => ({
      label: STATEMENT_WORDS[type][language],
      text: yen(some.reduce((total, { amount }) => total + amount, 0)),
    })),
  }
  return (
    <Table
      variant="container"
      ariaLabels={{ tableLabel: label } as TableProps.AriaLabels<StatementItem>}
      items={items.slice((at - 1) * PAGE, at * PAGE)}
      empty={t('none')}
      wrapLines
      columnDefinitions={withNumbers(columnsOf(t, language, follow), 'amount')}
      footer={
        <strong>
          {said('sum', { n: items.length, sum: <Yen amount={sum} why={whySum} /> }, items.length)}
        </strong>
      }
      pagination={
        items.length > PAGE && (
          <Pagination
            currentPageIndex={at}
            pagesCount={Math.ceil(items.length / PAGE)}
            onChange={({ detail }) => setAt(detail.currentPageIndex)}
          />
        )
      }
    />
  )
}

function columnsOf(
  t: Say,
  language: Language,
  follow: ReturnType<typeof useFollow>,
): TableProps.ColumnDefinition<StatementItem>[] {
  return [
    {
      id: 'posted',
      header: t('posted'),
      minWidth: 150,
      cell: ({ lastAt }) => <time dateTime={lastAt}>{moment(lastAt, language)}</time>,
    },
    {
      id: 'order',
      header: t('order'),
      minWidth: 190,
      cell: ({ order }) =>
        order === null ? (
          '–'
        ) : (
          <Link href={`/seller/orders/${encodeURIComponent(order)}`} onFollow={follow}>
            {order}
          </Link>
        ),
    },
    { id: 'sku', header: t('sku'), minWidth: 110, cell: ({ sku }) => sku ?? '–' },
    {
      id: 'type',
      header: t('type'),
      minWidth: 150,
      cell: ({ type }) => STATEMENT_WORDS[type][language],
    },
    {
      id: 'amount',
      header: t('amount'),
      minWidth: 100,
      cell: ({ amount, order, line, type }) => (
        <Yen
          amount={amount}
          why={{
            ...{ title: STATEMENT_WORDS[type][language], rule: t('rule') },
            ...(order === null || line === null
              ? {}
              : { order, from: explanationOf(order, FIGURE_OF[type], line) }),
          }}
        />
      ),
    },
  ]
}
