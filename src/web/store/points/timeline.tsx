import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { Pt, type Reason } from '../../kit/amount.tsx'
import { api } from '../../kit/api.ts'
import { moment, pt } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import type { Page as Answer, PointsEntry } from '../answers.ts'
import { Empty, Loading } from '../frame/page.tsx'
import { ENTRIES, type EntryName } from './entry-words.ts'

const SENTENCES = {
  title: { ja: 'ポイントの履歴', en: 'History' },
  none: { ja: 'ポイントの履歴はまだありません。', en: 'Nothing has happened yet.' },
  more: { ja: 'さらに表示', en: 'Show more' },
  reason: { ja: '理由：{reason}', en: 'Reason: {reason}' },
  order: { ja: '注文 {order}', en: 'Order {order}' },
  after: { ja: '残高', en: 'Balance' },
  afterRule: {
    ja: 'この記録の直後に利用できたポイントです。',
    en: 'What could be spent right after this.',
  },
  before: { ja: '直前の残高', en: 'Before' },
} as const

/** Everything that ever moved the points, newest first, each with its reason. */
export function Timeline({ buyer }: { readonly buyer: string }) {
  const t = useText(SENTENCES)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    {
      queryKey: ['points', buyer, 'history'],
      queryFn: ({ pageParam, signal }) =>
        api<Answer<PointsEntry>>(`/v1/buyers/${encodeURIComponent(buyer)}/points/history`, {
          query: { limit: 30, ...(pageParam ? { cursor: pageParam } : {}) },
          signal,
        }),
      initialPageParam: null as string | null,
      getNextPageParam: ({ next }) => next,
    },
  )
  const entries = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section className="timeline">
      <h2>{t('title')}</h2>
      {error && <Failure error={error} retry={() => void (data ? fetchNextPage() : refetch())} />}
      {!data && !error && <Loading />}
      {data && entries.length === 0 && (
        <Empty>
          <p>{t('none')}</p>
        </Empty>
      )}
      <ol>
        {entries.map((entry) => (
          <Entry key={entry.id} buyer={buyer} entry={entry} />
        ))}
      </ol>
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
    </section>
  )
}

/** Which number of its order an entry belongs to. */
const FIGURE_OF: Readonly<Record<string, string>> = {
  points_granted: 'granted',
  points_vested: 'granted',
  points_held: 'redeemed',
  points_released: 'redeemed',
  points_redeemed: 'redeemed',
  points_restored: 'refunded',
  points_clawed_back: 'returned',
}

function Entry({ buyer, entry }: { readonly buyer: string; readonly entry: PointsEntry }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { what, change, order, line, reason, at, balanceAfter, policyVersion } = entry
  const words = ENTRIES[what as EntryName] ?? ENTRIES.adjustment
  // What can be spent is what counts; what moves elsewhere leaves the balance as it is.
  const amount = change.available || change.unvested || change.held
  const figure = FIGURE_OF[what]
  const ofLine = line === null ? '' : `&line=${line}`
  const from =
    order !== null && figure
      ? `/v1/orders/${encodeURIComponent(order)}/explanation?figure=${figure}${ofLine}`
      : `/v1/buyers/${encodeURIComponent(buyer)}/points/explanation?figure=available`
  const why: Reason = {
    ...{ title: words.title[language], rule: words.rule[language], policyVersion, from },
    ...(order === null ? {} : { order }),
  }
  const whyAfter: Reason = {
    ...{ title: t('after'), rule: t('afterRule'), policyVersion },
    parts: [
      { label: t('before'), text: pt(balanceAfter.available - change.available) },
      { label: words.title[language], text: pt(change.available) },
    ],
  }
  return (
    <li className={change.available === 0 ? 'still' : amount < 0 ? 'loss' : 'gain'}>
      <time dateTime={at}>{moment(at, language)}</time>
      <div>
        <strong>{words.title[language]}</strong>
        <p className="soft small">{words.rule[language]}</p>
        <p className="small">
          {order !== null && (
            <Link href={`/orders/${encodeURIComponent(order)}`}>{t('order', { order })}</Link>
          )}{' '}
          {reason !== null && <span className="soft">{t('reason', { reason })}</span>}
        </p>
      </div>
      <p className="change">
        <span className="amount">
          {amount > 0 && change.available !== 0 && '+'}
          <Pt amount={change.available === 0 ? Math.abs(amount) : amount} why={why} />
        </span>
        <span className="soft small">
          {t('after')} <Pt amount={balanceAfter.available} why={whyAfter} />
        </span>
      </p>
    </li>
  )
}
