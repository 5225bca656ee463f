import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Spinner from '@cloudscape-design/components/spinner'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Modal } from '../../console/modal.tsx'
import type { Listed } from '../../console/use-pages.ts'
import { api } from '../../kit/api.ts'
import { count, moment, percent, pt, yen } from '../../kit/format.ts'
import { type Sentences, useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { useOwnPath } from '../common/own-path.ts'
import type { Listing, Setting } from './answers.ts'
import { UndoReset } from './undo-reset.tsx'
import { REASONS, SOURCES, STATUSES } from './words.ts'

const SENTENCES = {
  title: { ja: '{sku}の変更履歴', en: 'History of {sku}' },
  more: { ja: 'さらに表示', en: 'Show more' },
  loading: { ja: '読み込み中…', en: 'Loading…' },
  price: { ja: '価格', en: 'Price' },
  shipping: { ja: '配送料', en: 'Shipping' },
  points: { ja: 'ポイント', en: 'Points' },
  stock: { ja: '在庫', en: 'Stock' },
  status: { ja: 'ステータス', en: 'Status' },
  none: { ja: 'なし', en: 'none' },
  unset: { ja: '設定なし', en: 'not set' },
  ofPrice: { ja: '{price}につき{points}', en: '{points} for {price}' },
  uncounted: { ja: '数えない', en: 'not counted' },
  rules: { ja: 'ルール バージョン{version}', en: 'rules version {version}' },
} as const

interface State {
  readonly price: number
  readonly shipping: number
  readonly points: Setting | null
  readonly stock: number | null
  readonly status: 'active' | 'inactive'
}

interface Change {
  readonly version: number
  readonly reason: string
  readonly by: string
  readonly source: keyof typeof SOURCES
  readonly policyVersion: number
  readonly at: string
  readonly before: State | null
  readonly after: State
}

/** Every change of an offer: who made it, how and why, and what it was before. */
export function HistoryDialog({
  listing,
  onClose,
}: {
  readonly listing: Listing
  readonly onClose: () => void
}) {
  const t = useText(SENTENCES)
  const { sku, version, pointsReset } = listing
  const path = useOwnPath()(`listings/${encodeURIComponent(sku)}/history`)
  const changes = useInfiniteQuery({
    queryKey: [path],
    queryFn: ({ pageParam, signal }) =>
      api<Listed<Change>>(path, {
        query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  return (
    <Modal size="large" header={t('title', { sku })} onClose={onClose}>
      {changes.error && <Failure error={changes.error} retry={() => void changes.refetch()} />}
      {changes.isPending && (
        <p role="status" className="loading">
          <Spinner /> {t('loading')}
        </p>
      )}
      {pointsReset && <UndoReset sku={sku} version={version} />}
      <ol className="history">
        {changes.data?.pages
          .flatMap(({ items }) => items)
          .map((change) => (
            <Entry key={change.version} change={change} />
          ))}
      </ol>
      {changes.hasNextPage && (
        <Button loading={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Modal>
  )
}

const FIELDS = ['price', 'points', 'shipping', 'stock', 'status'] as const

/** A field of an offer as it is read. */
function useWritten() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  return (state: State, name: (typeof FIELDS)[number]): string => {
    if (name === 'price' || name === 'shipping') return yen(state[name])
    if (name === 'stock') return state.stock === null ? t('uncounted') : count(state.stock)
    if (name === 'status') return STATUSES[state.status][language]
    const { points, price } = state
    if (points === null) return t('unset')
    if (points.by === 'percentage') return points.bps === 0 ? t('none') : percent(points.bps)
    return points.ofPrice === price
      ? pt(points.points)
      : t('ofPrice', { points: pt(points.points), price: yen(points.ofPrice) })
  }
}

function Entry({ change }: { readonly change: Change }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { reason, by, source, policyVersion, at, before, after } = change
  const say = (words: Sentences, name: string) => words[name]?.[language] ?? name
  const written = useWritten()
  const fields = FIELDS.flatMap((name) => {
    const [from, to] = [before && written(before, name), written(after, name)]
    return from === to ? [] : [{ name, from, to }]
  })
  return (
    <li>
      <div>
        <strong>{say(REASONS, reason)}</strong>{' '}
        {reason === 'points_reset' && <Badge color="red">{t('points')}</Badge>}
      </div>
      <Box color="text-body-secondary" fontSize="body-s">
        <time dateTime={at}>{moment(at, language)}</time>
        {` · ${SOURCES[source][language]} · ${by} · `}
        {t('rules', { version: policyVersion })}
      </Box>
      <dl>
        {fields.map(({ name, from, to }) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>
              {from !== null && <>{from} → </>}
              <strong>{to}</strong>
            </dd>
          </div>
        ))}
      </dl>
    </li>
  )
}
