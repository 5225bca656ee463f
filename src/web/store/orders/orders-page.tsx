import '../cart/lines.css'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { Yen } from '../../kit/amount.tsx'
import { api } from '../../kit/api.ts'
import { moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { titleOf } from '../../kit/product-words.ts'
import type { Page as Answer, Order } from '../answers.ts'
import { ForBuyers } from '../frame/for-buyers.tsx'
import { Empty, Loading, Page } from '../frame/page.tsx'
import { EarnedPoints } from './earned-points.tsx'
import { STATUS } from './order-words.ts'

const SENTENCES = {
  title: { ja: '注文履歴', en: 'Orders' },
  none: { ja: 'まだご注文はありません。', en: 'You have not ordered anything yet.' },
  look: { ja: '商品を見る', en: 'Look around' },
  total: { ja: '合計', en: 'Total' },
  totalRule: {
    ja: '発送済みとこれから発送する商品の、価格と配送料の合計です。',
    en: 'Prices and shipping of what has shipped and of what still will.',
  },
  more: { ja: 'さらに表示', en: 'Show more' },
} as const

export default function OrdersPage() {
  const t = useText(SENTENCES)
  return (
    <Page title={t('title')}>
      <ForBuyers>{(buyer) => <Orders buyer={buyer} />}</ForBuyers>
    </Page>
  )
}

function Orders({ buyer }: { readonly buyer: string }) {
  const t = useText(SENTENCES)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    {
      queryKey: ['orders', buyer],
      queryFn: ({ pageParam, signal }) =>
        api<Answer<Order>>('/v1/orders', {
          query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) },
          signal,
        }),
      initialPageParam: null as string | null,
      getNextPageParam: ({ next }) => next,
    },
  )
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const orders = data.pages.flatMap((page) => page.items)
  if (orders.length === 0) {
    return (
      <Empty>
        <p>{t('none')}</p>
        <Link href="/" className="kit-primary">
          {t('look')}
        </Link>
      </Empty>
    )
  }
  return (
    <>
      <ul className="orders">
        {orders.map((order) => (
          <OrderCard key={order.order} order={order} />
        ))}
      </ul>
      {error && <Failure error={error} retry={() => void fetchNextPage()} />}
      {hasNextPage && (
        <p className="more">
          <button
            type="button"
            className="quiet"
            aria-disabled={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            {t('more')}
          </button>
        </p>
      )}
    </>
  )
}

function OrderCard({ order }: { readonly order: Order }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { order: reference, status, placedAt, total, policyVersion, lines } = order
  return (
    <li className="card order">
      <div className="head">
        <h2>
          <Link href={`/orders/${encodeURIComponent(reference)}`}>{reference}</Link>
        </h2>
        <span className={`badge ${status}`}>{STATUS[status][language]}</span>
      </div>
      <p className="soft small">
        <time dateTime={placedAt}>{moment(placedAt, language)}</time>
      </p>
      <p>{lines.map((line) => titleOf(line, language) || line.sku).join('、')}</p>
      <p className="sums-line">
        <span>
          {t('total')}{' '}
          <Yen
            amount={total}
            why={{
              ...{ title: t('total'), rule: t('totalRule'), order: reference, policyVersion },
              from: `/v1/orders/${encodeURIComponent(reference)}/explanation?figure=total`,
            }}
          />
        </span>
        <EarnedPoints order={order} />
      </p>
    </li>
  )
}
