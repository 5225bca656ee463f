import '../cart/lines.css'
import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'wouter'
import { api } from '../../kit/api.ts'
import { moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure, isLost } from '../../kit/problem.tsx'
import type { Order } from '../answers.ts'
import { ForBuyers } from '../frame/for-buyers.tsx'
import { Loading, Page } from '../frame/page.tsx'
import { Cancel } from './cancel.tsx'
import { Claims } from './claims.tsx'
import { OrderLine } from './order-line.tsx'
import { OrderSums } from './order-sums.tsx'
import { STATUS } from './order-words.ts'

const SENTENCES = {
  title: { ja: '注文', en: 'Order' },
  placed: { ja: 'ご注文ありがとうございます。', en: 'Thank you for your order.' },
  placedAt: { ja: '注文日時', en: 'Placed' },
  status: { ja: '状況', en: 'Status' },
  payment: { ja: 'お支払い方法', en: 'Payment' },
  prepaid: { ja: '前払い', en: 'Paid in advance' },
  cod: { ja: '代金引換', en: 'Cash on delivery' },
  items: { ja: '商品', en: 'Items' },
} as const

/** One order: what has shipped, what was paid, and what became of its points. */
export default function OrderPage({ reference }: { readonly reference: string }) {
  const t = useText(SENTENCES)
  const heading = (
    <>
      {t('title')} <span className="whole">{reference}</span>
    </>
  )
  return (
    <Page title={`${t('title')} ${reference}`} heading={heading}>
      <ForBuyers>{() => <Sheet reference={reference} />}</ForBuyers>
    </Page>
  )
}

function Sheet({ reference }: { readonly reference: string }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const [query] = useSearchParams()
  const { data, error, refetch } = useQuery({
    queryKey: ['order', reference, language],
    queryFn: ({ signal }) => api<Order>(`/v1/orders/${encodeURIComponent(reference)}`, { signal }),
  })
  if (isLost(data, error)) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const { placedAt, status, payment, lines } = data
  return (
    <>
      {query.has('placed') && (
        <p role="status" className="good">
          {t('placed')}
        </p>
      )}
      <div className="with-aside">
        <section className="stack">
          <dl className="card facts">
            <div>
              <dt>{t('placedAt')}</dt>
              <dd>
                <time dateTime={placedAt}>{moment(placedAt, language)}</time>
              </dd>
            </div>
            <div>
              <dt>{t('status')}</dt>
              <dd>
                <span className={`badge ${status}`}>{STATUS[status][language]}</span>
              </dd>
            </div>
            <div>
              <dt>{t('payment')}</dt>
              <dd>{t(payment)}</dd>
            </div>
          </dl>
          <ul className="lines" aria-label={t('items')}>
            {lines.map((line) => (
              <OrderLine key={line.line} order={data} line={line} />
            ))}
          </ul>
        </section>
        <aside className="card totals">
          <OrderSums order={data} />
          <Cancel order={data} />
          <Claims order={data} />
        </aside>
      </div>
    </>
  )
}
