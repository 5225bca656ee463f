import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { type Sentences, useLanguage } from '../../kit/language.ts'
import type { Order, OrderStatus, RefundCause } from './answers.ts'

export const STATUS: Sentences<OrderStatus> = {
  unshipped: { ja: '未発送', en: 'Unshipped' },
  partially_shipped: { ja: '一部発送済み', en: 'Partly shipped' },
  shipped: { ja: '発送済み', en: 'Shipped' },
  cancelled: { ja: 'キャンセル', en: 'Cancelled' },
}

const LOOKS = {
  unshipped: 'warning',
  partially_shipped: 'in-progress',
  shipped: 'success',
  cancelled: 'stopped',
} as const

export function Status({ status }: { readonly status: OrderStatus }) {
  const language = useLanguage()
  return <StatusIndicator type={LOOKS[status]}>{STATUS[status][language]}</StatusIndicator>
}

/** How an order is paid, which is all that a seller learns of it. */
export const PAYMENT: Sentences<Order['payment']> = {
  prepaid: { ja: '前払い', en: 'Prepaid' },
  cod: { ja: '代金引換', en: 'Cash on delivery' },
}

export function Payment({ payment }: Pick<Order, 'payment'>) {
  return <span>{PAYMENT[payment][useLanguage()]}</span>
}

export const CAUSES: Sentences<RefundCause> = {
  refund: { ja: '返金', en: 'Refund' },
  return: { ja: '返品', en: 'Return' },
  goodwill: { ja: 'お詫びの返金', en: 'Goodwill refund' },
  guarantee_claim: { ja: '保証申請（A-to-z）', en: 'Guarantee claim (A-to-z)' },
  chargeback: { ja: 'チャージバック', en: 'Chargeback' },
}
