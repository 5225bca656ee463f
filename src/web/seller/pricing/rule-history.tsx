import '../common/seller.css'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Listed } from '../../console/use-pages.ts'
import { api } from '../../kit/api.ts'
import { moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure, isLost } from '../../kit/problem.tsx'
import { Loading } from '../common/loading.tsx'
import type { RuleHappening } from './answers.ts'
import { Move } from './rule-amounts.tsx'
import { becauseOf } from './words.ts'

const SENTENCES = {
  title: { ja: '経過', en: 'What it did, and why' },
  none: { ja: 'まだ何も起きていません。', en: 'Nothing has happened yet.' },
  more: { ja: 'さらに表示', en: 'Show more' },
} as const

/** What was done to the rule and what it did, newest first, with reasons. */
export function RuleHistory({ path }: { readonly path: string }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const entries = useInfiniteQuery({
    queryKey: [`${path}/history`],
    queryFn: ({ pageParam, signal }) =>
      api<Listed<RuleHappening>>(`${path}/history`, {
        query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  const { error, refetch } = entries
  const data = entries.data?.pages.flatMap(({ items }) => items)
  return (
    <Container header={<Header variant="h2">{t('title')}</Header>}>
      {isLost(data, error) ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.length === 0 ? (
        <Box color="text-body-secondary">{t('none')}</Box>
      ) : (
        <ul className="desk-history">
          {data.map(({ id, at, because, priceBefore, price }) => (
            <li key={id}>
              <time dateTime={at}>{moment(at, language)}</time>
              <div>
                {becauseOf(because, language)}
                {priceBefore !== null && price !== null && (
                  <>
                    {' '}
                    <Move before={priceBefore} price={price} because={because} />
                  </>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {entries.hasNextPage && (
        <Button loading={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Container>
  )
}
