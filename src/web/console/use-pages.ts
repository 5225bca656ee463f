import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Ask, api } from '../kit/api.ts'

/** A page of a list, as the API answers it. */
export interface Listed<Item> {
  readonly items: readonly Item[]
  readonly next: string | null
}

/** A list that is read page by page, at one of its pages. */
export interface Pages<Item> {
  /** Undefined until the first answer came. */
  readonly items: readonly Item[] | undefined
  readonly error: unknown
  readonly retry: () => void
  /** The page shown, from 1, and how many are known so far. */
  readonly at: number
  readonly known: number
  /** Whether there are more than the known ones. */
  readonly isOpen: boolean
  readonly go: (page: number) => void
  /** While the next page, or another question, is on its way; the old rows are still there. */
  readonly isOld: boolean
}

interface Place {
  readonly question: string
  /** Where each page begins; the first at the beginning. */
  readonly cursors: readonly (string | null)[]
  readonly at: number
}

/**
 * Reads a list of the API by its cursors. Another path or query begins at the first page again. To
 * have every page of a list asked anew after a write, invalidate `[path]`.
 */
export function usePages<Item>(
  path: string,
  query: NonNullable<Ask['query']>,
  size: number,
): Pages<Item> {
  const question = JSON.stringify([path, query, size])
  const begin: Place = { question, cursors: [null], at: 1 }
  const [kept, setPlace] = useState(begin)
  const place = kept.question === question ? kept : begin
  const cursor = place.cursors[place.at - 1] ?? undefined
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: [path, query, size, cursor],
    queryFn: ({ signal }) =>
      api<Listed<Item>>(path, {
        query: { ...query, limit: size, ...(cursor ? { cursor } : {}) },
        signal,
      }),
    placeholderData: keepPreviousData,
  })
  const next = isPlaceholderData ? null : (data?.next ?? null)
  const cursors =
    next !== null && place.cursors.length === place.at ? [...place.cursors, next] : place.cursors
  return {
    items: data?.items,
    error,
    retry: () => void refetch(),
    at: place.at,
    known: cursors.length,
    isOpen: place.at === cursors.length ? next !== null : true,
    go: (at) => {
      if (at >= 1 && at <= cursors.length) setPlace({ question, cursors, at })
    },
    isOld: isPlaceholderData,
  }
}
