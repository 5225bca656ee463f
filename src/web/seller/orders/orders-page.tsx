import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { TableProps } from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { useFollow } from '../../console/follow.ts'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { Yen } from '../../kit/amount.tsx'
import { count, moment } from '../../kit/format.ts'
import { type Language, useLanguage, useText } from '../../kit/language.ts'
import { canRefund, explanationOf, type Order, openUnits, titleOf } from './answers.ts'
import { Payment, STATUS, Status } from './words.tsx'

const SENTENCES = {
  title: { ja: '注文管理', en: 'Orders' },
  about: {
    ja: '発送の確認、キャンセル、返金はここから。ポイントは発送を確認したときに購入者へ付与されます。',
    en:
      'Confirm shipments, cancel and refund. ' +
      'Buyers earn their points when a shipment is confirmed.',
  },
  all: { ja: 'すべて', en: 'All' },
  show: { ja: '表示する注文', en: 'Orders shown' },
  find: { ja: '注文番号で開く', en: 'Open an order by its number' },
  order: { ja: '注文番号', en: 'Order' },
  placed: { ja: '注文日時', en: 'Placed' },
  items: { ja: '商品', en: 'Items' },
  open: { ja: '未発送{n}点', en: '{n} to ship' },
  status: { ja: '状況', en: 'Status' },
  total: { ja: '商品代金＋配送料', en: 'Price + shipping' },
  totalRule: {
    ja: 'キャンセル分を除く、商品代金と配送料の合計です。',
    en: 'Prices and shipping of everything that was not cancelled.',
  },
  payment: { ja: '支払い', en: 'Payment' },
  refunded: { ja: '返金', en: 'Refunded' },
  refundedRule: {
    ja: '返品、返金、保証申請などで返した商品代金と配送料の合計です。',
    en: 'What was given back of prices and shipping by refunds, returns and claims.',
  },
  refund: { ja: '返金する', en: 'Refund' },
  none: { ja: '該当する注文はありません。', en: 'No order fits.' },
} as const

type Say = (name: keyof typeof SENTENCES, facts?: { readonly n: number }) => string

const STATES = ['all', 'unshipped', 'partially_shipped', 'shipped', 'cancelled'] as const
const PAGE = 25

/** A seller's orders, newest first. */
export default function OrdersPage() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const [, go] = useLocation()
  const follow = useFollow()
  const [query, setQuery] = useSearchParams()
  const [wanted, setWanted] = useState('')
  const asked = query.get('status')
  const status = STATES.find((state) => state === asked) ?? 'all'
  const pages = usePages<Order>('/v1/orders', status === 'all' ? {} : { status }, PAGE)
  const open = () => {
    const number = wanted.normalize('NFKC').trim()
    if (number !== '') go(`/seller/orders/${encodeURIComponent(number)}`)
  }
  return (
    <Page title={t('title')} about={t('about')}>
      <PagedTable
        pages={pages}
        label={t('title')}
        trackBy="order"
        wrapLines
        empty={t('none')}
        columnDefinitions={columnsOf(t, language, follow)}
        filter={
          <SpaceBetween size="s">
            <SegmentedControl
              label={t('show')}
              selectedId={status}
              options={STATES.map((id) => ({
                id,
                text: id === 'all' ? t('all') : STATUS[id][language],
              }))}
              onChange={({ detail }) =>
                setQuery(detail.selectedId === 'all' ? {} : { status: detail.selectedId })
              }
            />
            <form
              onSubmit={(event) => {
                event.preventDefault()
                open()
              }}
            >
              <TextFilter
                filteringText={wanted}
                filteringAriaLabel={t('find')}
                filteringPlaceholder={t('find')}
                onChange={({ detail }) => setWanted(detail.filteringText)}
              />
            </form>
          </SpaceBetween>
        }
      />
    </Page>
  )
}

const refundedOf = ({ lines }: Order): number =>
  lines.reduce((sum, line) => sum + line.refundedPrincipal + line.refundedShipping, 0)

function columnsOf(
  t: Say,
  language: Language,
  follow: ReturnType<typeof useFollow>,
): TableProps.ColumnDefinition<Order>[] {
  return [
    {
      id: 'order',
      header: t('order'),
      isRowHeader: true,
      minWidth: 180,
      cell: ({ order }) => (
        <Link href={`/seller/orders/${encodeURIComponent(order)}`} onFollow={follow}>
          {order}
        </Link>
      ),
    },
    {
      id: 'placed',
      header: t('placed'),
      minWidth: 115,
      cell: ({ placedAt }) => <time dateTime={placedAt}>{moment(placedAt, language)}</time>,
    },
    {
      id: 'status',
      header: t('status'),
      minWidth: 150,
      cell: ({ status }) => <Status status={status} />,
    },
    {
      id: 'items',
      header: t('items'),
      minWidth: 180,
      cell: ({ lines }) => (
        <>
          {lines.map((line) => (
            <div key={line.line}>
              {titleOf(line, language)} × {count(line.quantity)}
              {openUnits(line) > 0 && openUnits(line) < line.quantity && (
                <Box variant="small"> {t('open', { n: openUnits(line) })}</Box>
              )}
            </div>
          ))}
        </>
      ),
    },
    {
      id: 'total',
      header: t('total'),
      minWidth: 110,
      cell: (order) => (
        <Yen
          amount={order.total}
          why={{
            ...{ title: t('total'), rule: t('totalRule'), order: order.order },
            ...{ policyVersion: order.policyVersion, from: explanationOf(order.order, 'total') },
          }}
        />
      ),
    },
    {
      id: 'payment',
      header: t('payment'),
      minWidth: 100,
      cell: ({ payment }) => <Payment payment={payment} />,
    },
    {
      id: 'refunded',
      header: t('refunded'),
      minWidth: 95,
      cell: (order) =>
        refundedOf(order) === 0 ? (
          canRefund(order) ? (
            <Link
              href={`/seller/orders/${encodeURIComponent(order.order)}/refund`}
              onFollow={follow}
            >
              {t('refund')}
            </Link>
          ) : (
            '–'
          )
        ) : (
          <Yen
            amount={refundedOf(order)}
            why={{
              ...{ title: t('refunded'), rule: t('refundedRule'), order: order.order },
              from: explanationOf(order.order, 'refunded'),
            }}
          />
        ),
    },
  ]
}
