import { useInfiniteQuery } from '@tanstack/react-query'
import { useWrite } from '../../console/use-write.ts'
import { api } from '../../kit/api.ts'
import { useLanguage } from '../../kit/language.ts'

export interface Notice {
  readonly id: number
  readonly kind: string
  readonly title: string
  readonly text: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly at: string
  readonly readAt: string | null
}

interface NoticePage {
  readonly items: readonly Notice[]
  readonly next: string | null
  readonly unread: number
}

const PATH = '/v1/notices'

/** Messages in the reader's language, newest first, and a way to say that they were read. */
export function useNotices() {
  const language = useLanguage()
  const query = useInfiniteQuery({
    queryKey: [PATH, language],
    queryFn: ({ pageParam, signal }) =>
      api<NoticePage>(PATH, {
        query: { limit: 30, lang: language, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  const read = useWrite<void>(() => ({ method: 'POST', path: '/v1/notices/read', body: {} }), {
    changes: [[PATH]],
  })
  return {
    ...query,
    notices: query.data?.pages.flatMap(({ items }) => items),
    unread: query.data?.pages[0]?.unread ?? 0,
    read,
  }
}
