import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { withNumbers } from '../../console/numbers.tsx'
import { Page } from '../../console/page.tsx'
import { Pt, Yen } from '../../kit/amount.tsx'
import { count, pt, yen } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { titleOf } from '../../kit/product-words.ts'
import { Answered, useAnswer } from '../common/answered.tsx'
import { At } from '../common/at.tsx'
import { useHome } from '../common/home.ts'
import { ButtonTo, To } from '../common/to.tsx'
import type { Order, OrderLine } from './answers.ts'
import { Undo } from './undo.tsx'
import { STATUS } from './words.ts'

const SENTENCES = {
  title: { ja: '注文 {order}', en: 'Order {order}' },
  orders: { ja: '注文', en: 'Orders' },
  entries: { ja: '台帳の仕訳', en: 'Postings in the ledger' },
  placed: { ja: '注文日時', en: 'Placed' },
  status: { ja: '状況', en: 'Status' },
  buyer: { ja: '購入者', en: 'Buyer' },
  total: { ja: '合計', en: 'Total' },
  redeemed: { ja: 'ポイント利用', en: 'Redeemed' },
  cash: { ja: '現金での支払い', en: 'Paid in cash' },
  rules: { ja: '適用ルール', en: 'Rules' },
  version: { ja: 'バージョン{version}', en: 'Version {version}' },
  lines: { ja: '明細', en: 'Lines' },
  line: { ja: '商品', en: 'Product' },
  seller: { ja: '出品者', en: 'Seller' },
  quantity: { ja: '数量（発送済み）', en: 'Quantity (shipped)' },
  price: { ja: '価格', en: 'Price' },
  granted: { ja: '付与ポイント', en: 'Granted' },
  fee: { ja: '販売手数料', en: 'Referral fee' },
  refunded: { ja: '返金', en: 'Refunded' },
  rule: {
    ja: '注文時に固定された価格・ポイント・ルールから計算されます。',
    en: 'Computed from the price, points and rules that were frozen when the order was placed.',
  },
} as const

/** One order with all that is known of it, and the ways to undo it. */
export default function OrderPage({ order }: { readonly order: string }) {
  const t = useText(SENTENCES)
  const answer = useAnswer<Order>(`/v1/orders/${encodeURIComponent(order)}`)
  return (
    <Page
      title={t('title', { order })}
      above={[useHome(), { text: t('orders'), href: '/operator/orders' }]}
      actions={
        <ButtonTo href={`/operator/ledger?${new URLSearchParams({ order })}`}>
          {t('entries')}
        </ButtonTo>
      }
    >
      <Answered answer={answer}>
        {(found) => (
          <SpaceBetween size="l">
            <Facts order={found} />
            <Lines order={found} />
            <Undo order={found} />
          </SpaceBetween>
        )}
      </Answered>
    </Page>
  )
}

/** An address that explains a figure of an order. */
const from = (order: string, figure: string, line?: number) =>
  `/v1/orders/${encodeURIComponent(order)}/explanation?figure=${figure}${line ? `&line=${line}` : ''}`

function Facts({ order }: { readonly order: Order }) {
  const t = useText(SENTENCES)
  const status = useText(STATUS)
  const why = (figure: 'total' | 'redeemed') => ({
    title: t(figure),
    rule: t('rule'),
    order: order.order,
    from: from(order.order, figure),
  })
  const paid = {
    title: t('cash'),
    rule: t('rule'),
    parts: [
      { label: t('total'), text: yen(order.total) },
      { label: t('redeemed'), text: pt(order.redeemed) },
    ],
    order: order.order,
    policyVersion: order.policyVersion,
  }
  const { buyer, policyVersion, placedAt } = order
  return (
    <Container>
      <KeyValuePairs
        columns={4}
        items={[
          { label: t('placed'), value: <At at={placedAt} /> },
          { label: t('status'), value: status(order.status) },
          {
            label: t('buyer'),
            value: <To href={`/operator/buyers/${encodeURIComponent(buyer)}`}>{buyer}</To>,
          },
          { label: t('rules'), value: t('version', { version: policyVersion }) },
          { label: t('total'), value: <Yen amount={order.total} why={why('total')} /> },
          { label: t('redeemed'), value: <Pt amount={order.redeemed} why={why('redeemed')} /> },
          { label: t('cash'), value: <Yen amount={order.cash} why={paid} /> },
        ]}
      />
    </Container>
  )
}

function Lines({ order }: { readonly order: Order }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const why = (title: string, { line }: OrderLine, figure: string) => ({
    title,
    rule: t('rule'),
    order: order.order,
    from: from(order.order, figure, line),
  })
  const frozen = {
    title: t('price'),
    rule: t('rule'),
    order: order.order,
    policyVersion: order.policyVersion,
  }
  return (
    <Table
      header={<Header variant="h2">{t('lines')}</Header>}
      ariaLabels={{ tableLabel: t('lines') }}
      items={order.lines}
      wrapLines
      columnDefinitions={withNumbers<OrderLine>(
        [
          {
            id: 'line',
            header: t('line'),
            cell: (line) => titleOf(line, language),
            isRowHeader: true,
            minWidth: 160,
          },
          {
            id: 'seller',
            header: t('seller'),
            cell: ({ seller, sellerName }) => (
              <To href={`/operator/sellers/${encodeURIComponent(seller)}`}>{sellerName}</To>
            ),
            minWidth: 120,
          },
          {
            id: 'quantity',
            header: t('quantity'),
            cell: ({ quantity, shippedQuantity }) =>
              `${count(quantity)} (${count(shippedQuantity)})`,
            minWidth: 130,
          },
          {
            id: 'price',
            header: t('price'),
            minWidth: 90,
            cell: (line) => <Yen amount={line.price} why={frozen} />,
          },
          {
            id: 'granted',
            header: t('granted'),
            minWidth: 106,
            cell: (line) => (
              <Pt amount={line.pointsGranted} why={why(t('granted'), line, 'granted')} />
            ),
          },
          {
            id: 'fee',
            header: t('fee'),
            minWidth: 90,
            cell: (line) => (
              <Yen amount={line.feeCharged - line.feeCredited} why={why(t('fee'), line, 'fee')} />
            ),
          },
          {
            id: 'refunded',
            header: t('refunded'),
            minWidth: 90,
            cell: (line) => (
              <Yen
                amount={line.refundedPrincipal + line.refundedShipping}
                why={why(t('refunded'), line, 'refunded')}
              />
            ),
          },
        ],
        'quantity',
        'price',
        'granted',
        'fee',
        'refunded',
      )}
    />
  )
}
