import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useFollow } from '../../console/follow.ts'
import { Page } from '../../console/page.tsx'
import { Yen } from '../../kit/amount.tsx'
import { api } from '../../kit/api.ts'
import { moment, yen } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { useSaid } from '../../kit/said.tsx'
import { Loading } from '../common/loading.tsx'
import { canRefund, explanationOf, type Order, openUnits } from './answers.ts'
import { CancelUnits } from './cancel-units.tsx'
import { ConfirmShipment } from './confirm-shipment.tsx'
import { OrderHistory } from './order-history.tsx'
import { OrderLines } from './order-lines.tsx'
import { Payment, Status } from './words.tsx'

const SENTENCES = {
  orders: { ja: '注文管理', en: 'Orders' },
  title: { ja: '注文 {reference}', en: 'Order {reference}' },
  facts: { ja: '注文の内容', en: 'The order' },
  placed: { ja: '注文日時', en: 'Placed' },
  status: { ja: '状況', en: 'Status' },
  payment: { ja: '支払い', en: 'Payment' },
  prepaidOnly: { ja: '前払い（全額支払い済み）', en: 'Prepaid in full' },
  total: { ja: '商品代金＋配送料', en: 'Price + shipping' },
  totalRule: {
    ja: '発送済みとこれから発送する商品の、商品代金と配送料の合計です。',
    en: 'Prices and shipping of what has shipped and of what still will.',
  },
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
  cod: {
    ja: '代金引換の注文です。お届け時に{amount}を集金してください。',
    en: 'This order is paid on delivery. Collect {amount}.',
  },
  ship: { ja: '発送を確認', en: 'Confirm a shipment' },
  cancel: { ja: '未発送分をキャンセル', en: 'Cancel what has not shipped' },
  refund: { ja: '返金・返品', en: 'Refund or take back' },
  lines: { ja: '商品', en: 'Items' },
  history: { ja: '経過', en: 'What happened' },
} as const

/** One order of a seller: what to do with it, what it brought, and what became of it. */
export default function OrderPage({ order: reference }: { readonly order: string }) {
  const t = useText(SENTENCES)
  const { data, error, refetch } = useOrder(reference)
  const title = t('title', { reference })
  const above = [{ text: t('orders'), href: '/seller/orders' }]
  if (!data) {
    return (
      <Page title={title} above={above}>
        {error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />}
      </Page>
    )
  }
  return <Sheet order={data} title={title} above={above} />
}

export function useOrder(reference: string) {
  const path = `/v1/orders/${encodeURIComponent(reference)}`
  return useQuery({
    queryKey: ['/v1/orders', reference],
    queryFn: ({ signal }) => api<Order>(path, { signal }),
  })
}

function Sheet({
  order,
  title,
  above,
}: {
  readonly order: Order
  readonly title: string
  readonly above: readonly { readonly text: string; readonly href: string }[]
}) {
  const t = useText(SENTENCES)
  const follow = useFollow()
  const [open, setOpen] = useState<'ship' | 'cancel' | null>(null)
  const close = () => setOpen(null)
  const said = useSaid(SENTENCES)
  const collect = { title: t('collect'), rule: t('collectRule'), order: order.order }
  const isOpen = order.lines.some((line) => openUnits(line) > 0)
  const actions: ReactNode = (
    <SpaceBetween direction="horizontal" size="xs">
      {isOpen && (
        <Button onClick={() => setOpen('cancel')} key="cancel">
          {t('cancel')}
        </Button>
      )}
      {canRefund(order) && (
        <Button
          href={`/seller/orders/${encodeURIComponent(order.order)}/refund`}
          onFollow={follow}
          key="refund"
        >
          {t('refund')}
        </Button>
      )}
      {isOpen && (
        <Button variant="primary" onClick={() => setOpen('ship')} key="ship">
          {t('ship')}
        </Button>
      )}
    </SpaceBetween>
  )
  return (
    <Page title={title} above={above} actions={actions}>
      <SpaceBetween size="l">
        {order.collect !== undefined && isOpen && (
          <Alert type="info">
            {said('cod', { amount: <Yen amount={order.collect} why={collect} /> })}
          </Alert>
        )}
        <Facts order={order} />
        <OrderLines order={order} label={t('lines')} />
        <Container header={<Header variant="h2">{t('history')}</Header>}>
          <OrderHistory order={order} />
        </Container>
      </SpaceBetween>
      {open === 'ship' && <ConfirmShipment order={order} onClose={close} />}
      {open === 'cancel' && <CancelUnits order={order} onClose={close} />}
    </Page>
  )
}

function Facts({ order }: { readonly order: Order }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { order: reference, placedAt, status, payment, policyVersion, total } = order
  const from = explanationOf(reference, 'total')
  const why = (name: 'total' | 'prepaid' | 'collect') => ({
    ...{ title: t(name), rule: t(`${name}Rule`), order: reference, policyVersion },
  })
  const sums = [
    { label: t('total'), text: yen(total) },
    { label: t('prepaid'), text: `− ${yen(order.prepaid ?? 0)}` },
  ]
  return (
    <Container header={<Header variant="h2">{t('facts')}</Header>}>
      <KeyValuePairs
        columns={4}
        minColumnWidth={150}
        items={[
          {
            label: t('placed'),
            value: <time dateTime={placedAt}>{moment(placedAt, language)}</time>,
          },
          { label: t('status'), value: <Status status={status} /> },
          {
            label: t('payment'),
            value: payment === 'prepaid' ? t('prepaidOnly') : <Payment payment={payment} />,
          },
          { label: t('total'), value: <Yen amount={total} why={{ ...why('total'), from }} /> },
          ...(order.prepaid === undefined || order.collect === undefined
            ? []
            : [
                {
                  label: t('prepaid'),
                  value: <Yen amount={order.prepaid} why={why('prepaid')} />,
                },
                {
                  label: t('collect'),
                  value: <Yen amount={order.collect} why={{ ...why('collect'), parts: sums }} />,
                },
              ]),
        ]}
      />
    </Container>
  )
}
