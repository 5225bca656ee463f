import Spinner from '@cloudscape-design/components/spinner'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type Ask, api } from '../../kit/api.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'

/** What the server says to a question, as far as it is known. */
export interface Answer<T> {
  readonly data: T | undefined
  readonly error: unknown
  readonly retry: () => void
}

interface More {
  readonly query?: Ask['query']
  /** Asks again every so many milliseconds. */
  readonly every?: number | false
  readonly enabled?: boolean
}

/** Asks the server; what is asked again after a write is named by `[path]`. */
export function useAnswer<T>(path: string, { query, every = false, enabled = true }: More = {}) {
  const { data, error, refetch } = useQuery({
    queryKey: [path, query],
    queryFn: ({ signal }) => api<T>(path, { signal, ...(query ? { query } : {}) }),
    refetchInterval: every,
    enabled,
  })
  return { data, error, retry: () => void refetch() } satisfies Answer<T>
}

const SENTENCES = { loading: { ja: '読み込み中…', en: 'Loading…' } } as const

/** Shows an answer when it is there, and meanwhile that it is coming or why it is not. */
export function Answered<T>({
  answer: { data, error, retry },
  children,
}: {
  readonly answer: Answer<T>
  readonly children: (data: T) => ReactNode
}) {
  const t = useText(SENTENCES)
  if (data !== undefined) return children(data)
  if (error) return <Failure error={error} retry={retry} />
  return (
    <p role="status" className="loading">
      <Spinner /> {t('loading')}
    </p>
  )
}
