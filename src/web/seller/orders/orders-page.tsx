import '../common/seller.css'
import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import type { TableProps } from '@cloudscape-design/components/table'
import { useFollow } from '../../console/follow.ts'
import { withNumbers } from '../../console/numbers.tsx'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { Yen } from '../../kit/amount.tsx'
import { count, moment, yen } from '../../kit/format.ts'
import { type Language, useLanguage, useText } from '../../kit/language.ts'
import { canRefund, explanationOf, type Order, openUnits, titleOf } from './answers.ts'
import { OrderFilters } from './order-filters.tsx'
import { queryOf, useOrderSearch } from './use-search.ts'
import { Payment, Status } from './words.tsx'

const SENTENCES = {
  title: { ja: '注文管理', en: 'Orders' },
  about: {
    ja: '発送の確認、キャンセル、返金はここから。ポイントは発送を確認したときに購入者へ付与されます。',
    en:
      'Confirm shipments, cancel and refund. ' +
      'Buyers earn their points when a shipment is confirmed.',
  },
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
  prepaid: { ja: '前払い額', en: 'Prepaid' },
  prepaidRule: {
    ja: '購入者がすでに支払った金額です。お届け時には集金しません。',
    en: 'What the buyer has paid already, and is not to be collected.',
  },
  collect: { ja: '集金額', en: 'To collect' },
  collectRule: {
    ja: 'お届け時に集金する金額です。商品代金と配送料の合計から前払い額を引いた額です。',
    en: 'What is to be collected on delivery: price and shipping less what is prepaid.',
  },
  refunded: { ja: '返金', en: 'Refunded' },
  refundedRule: {
    ja: '返品、返金、保証申請などで返した商品代金と配送料の合計です。',
    en: 'What was given back of prices and shipping by refunds, returns and claims.',
  },
  refund: { ja: '返金する', en: 'Refund' },
  none: { ja: '該当する注文はありません。', en: 'No order fits.' },
} as const

type Say = (name: keyof typeof SENTENCES, facts?: { readonly n: number }) => string

const PAGE = 25

/** A seller's orders, newest first. */
export default function OrdersPage() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const follow = useFollow()
  const search = useOrderSearch()
  const pages = usePages<Order>('/v1/orders', queryOf(search.filter), PAGE)
  return (
    <Page title={t('title')} about={t('about')}>
      <PagedTable
        pages={pages}
        label={t('title')}
        trackBy="order"
        wrapLines
        empty={t('none')}
        columnDefinitions={withNumbers(columnsOf(t, language, follow), 'total', 'refunded')}
        filter={<OrderFilters search={search} />}
      />
    </Page>
  )
}

/** With cash on delivery: what is prepaid, and what is to be collected. */
function OnDelivery({ order }: { readonly order: Order }) {
  const t = useText(SENTENCES)
  const { order: reference, policyVersion, total, prepaid, collect } = order
  if (prepaid === undefined || collect === undefined) return null
  const parts = [
    { label: t('total'), text: yen(total) },
    { label: t('prepaid'), text: `− ${yen(prepaid)}` },
  ]
  const rows = [
    ['prepaid', prepaid, {}],
    ['collect', collect, { parts }],
  ] as const
  return (
    <dl className="desk-pairs">
      {rows.map(([name, amount, more]) => (
        <div key={name}>
          <dt>{t(name)}</dt>
          <dd>
            <Yen
              amount={amount}
              why={{
                ...{ title: t(name), rule: t(`${name}Rule`), order: reference, policyVersion },
                ...more,
              }}
            />
          </dd>
        </div>
      ))}
    </dl>
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
      minWidth: 158,
      cell: ({ order }) => (
        <Link href={`/seller/orders/${encodeURIComponent(order)}`} onFollow={follow}>
          {order}
        </Link>
      ),
    },
    {
      id: 'placed',
      header: t('placed'),
      minWidth: 108,
      cell: ({ placedAt }) => <time dateTime={placedAt}>{moment(placedAt, language)}</time>,
    },
    {
      id: 'status',
      header: t('status'),
      minWidth: 140,
      cell: ({ status }) => <Status status={status} />,
    },
    {
      id: 'items',
      header: t('items'),
      minWidth: 100,
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
      minWidth: 70,
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
      minWidth: 125,
      cell: (order) => (
        <>
          <Payment payment={order.payment} />
          <OnDelivery order={order} />
        </>
      ),
    },
    {
      id: 'refunded',
      header: t('refunded'),
      minWidth: 90,
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
