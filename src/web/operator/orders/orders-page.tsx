import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { TableProps } from '@cloudscape-design/components/table'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { withNumbers } from '../../console/numbers.tsx'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { Pt, Yen } from '../../kit/amount.tsx'
import { useText } from '../../kit/language.ts'
import { At } from '../common/at.tsx'
import { useHome } from '../common/home.ts'
import { To } from '../common/to.tsx'
import type { Order } from './answers.ts'
import { STATUS } from './words.ts'

const SENTENCES = {
  title: { ja: '注文', en: 'Orders' },
  about: {
    ja: '注文を開くと、返金・保証・チャージバックの影響を確認して実行できます。',
    en: 'Open one to grant a claim or record a chargeback, with a preview of who pays.',
  },
  number: { ja: '注文番号', en: 'Order number' },
  open: { ja: '開く', en: 'Open' },
  status: { ja: '状況', en: 'Status' },
  any: { ja: 'すべて', en: 'Any' },
  placed: { ja: '注文日時', en: 'Placed' },
  buyer: { ja: '購入者', en: 'Buyer' },
  total: { ja: '合計', en: 'Total' },
  redeemed: { ja: 'ポイント利用', en: 'Redeemed' },
  totalRule: { ja: '商品代金と配送料の合計です。', en: 'Prices and shipping of all lines.' },
  redeemedRule: {
    ja: '支払いに充てられたポイントです。出品者には表示されません。',
    en: 'Points that pay for a part of it. Sellers never see this.',
  },
} as const

const STATUSES = ['unshipped', 'partially_shipped', 'shipped', 'cancelled'] as const

/** All orders, the newest first, and a way to one whose number is known. */
export default function OrdersPage() {
  const t = useText(SENTENCES)
  const name = useText(STATUS)
  const [, go] = useLocation()
  const [number, setNumber] = useState('')
  const [status, setStatus] = useState('')
  const pages = usePages<Order>('/v1/orders', { status }, 25)
  const options = [
    { value: '', label: t('any') },
    ...STATUSES.map((value) => ({ value, label: name(value) })),
  ]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (number.trim()) go(`/operator/orders/${encodeURIComponent(number.trim())}`)
  }
  return (
    <Page title={t('title')} about={t('about')} above={[useHome()]}>
      <SpaceBetween size="l">
        <form onSubmit={submit}>
          <div className="operator-inline">
            <FormField label={t('number')}>
              <Input value={number} onChange={({ detail }) => setNumber(detail.value)} />
            </FormField>
            <Button formAction="submit">{t('open')}</Button>
            <FormField label={t('status')}>
              <Select
                options={options}
                selectedOption={options.find(({ value }) => value === status) ?? null}
                onChange={({ detail }) => setStatus(detail.selectedOption.value ?? '')}
              />
            </FormField>
          </div>
        </form>
        <PagedTable
          pages={pages}
          label={t('title')}
          trackBy="order"
          columnDefinitions={withNumbers(useColumns(), 'total', 'redeemed')}
        />
      </SpaceBetween>
    </Page>
  )
}

function useColumns(): TableProps.ColumnDefinition<Order>[] {
  const t = useText(SENTENCES)
  const status = useText(STATUS)
  const why = ({ order, policyVersion }: Order, figure: 'total' | 'redeemed') => ({
    title: `${t(figure)} – ${order}`,
    rule: t(`${figure}Rule`),
    ...{ order, policyVersion },
  })
  return [
    {
      id: 'order',
      header: t('number'),
      isRowHeader: true,
      cell: ({ order }) => <To href={`/operator/orders/${encodeURIComponent(order)}`}>{order}</To>,
    },
    { id: 'placed', header: t('placed'), cell: ({ placedAt }) => <At at={placedAt} /> },
    { id: 'status', header: t('status'), cell: (order) => status(order.status) },
    {
      id: 'buyer',
      header: t('buyer'),
      cell: ({ buyer }) => <To href={`/operator/buyers/${encodeURIComponent(buyer)}`}>{buyer}</To>,
    },
    {
      id: 'total',
      header: t('total'),
      cell: (order) => <Yen amount={order.total} why={why(order, 'total')} />,
    },
    {
      id: 'redeemed',
      header: t('redeemed'),
      cell: (order) => <Pt amount={order.redeemed} why={why(order, 'redeemed')} />,
    },
  ]
}
