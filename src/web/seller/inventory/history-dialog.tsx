import Button from '@cloudscape-design/components/button'
import Spinner from '@cloudscape-design/components/spinner'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Modal } from '../../console/modal.tsx'
import type { Listed } from '../../console/use-pages.ts'
import { api } from '../../kit/api.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { useOwnPath } from '../common/own-path.ts'
import type { Listing } from './answers.ts'
import { HistoryEntry, type Told } from './history-entry.tsx'
import { UndoReset } from './undo-reset.tsx'

const SENTENCES = {
  title: { ja: '{sku}の変更履歴', en: 'History of {sku}' },
  more: { ja: 'さらに表示', en: 'Show more' },
  loading: { ja: '読み込み中…', en: 'Loading…' },
} as const

/** Every change of an offer: who made it, how and why, and what it was before. */
export function HistoryDialog({
  listing,
  onClose,
}: {
  readonly listing: Pick<Listing, 'sku' | 'version' | 'pointsReset'>
  readonly onClose: () => void
}) {
  const t = useText(SENTENCES)
  const { sku, version, pointsReset } = listing
  const path = useOwnPath()(`listings/${encodeURIComponent(sku)}/history`)
  const changes = useInfiniteQuery({
    queryKey: [path],
    queryFn: ({ pageParam, signal }) =>
      api<Listed<Told>>(path, {
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
            <HistoryEntry key={change.version} change={change} />
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
