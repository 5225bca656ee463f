import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Listed } from '../../../console/use-pages.ts'
import { api } from '../../../kit/api.ts'
import { useLanguage } from '../../../kit/language.ts'
import { useOwnPath } from '../../common/own-path.ts'
import { isUnderway, type StartedChange } from './answers.ts'

const EVERY_MS = 700

/** Asks for the listings anew when a change that was under way is over. */
function useFreshListings(isMoving: boolean): void {
  const client = useQueryClient()
  const own = useOwnPath()
  const was = useRef(isMoving)
  useEffect(() => {
    if (was.current && !isMoving) {
      for (const path of ['listings', 'listing-counts', 'listing-changes']) {
        void client.invalidateQueries({ queryKey: [own(path)] })
      }
    }
    was.current = isMoving
  })
}

/** One change over a filter; asked again while the server is at work on it. */
export function useChange(id: number) {
  const language = useLanguage()
  const path = useOwnPath()(`listing-changes/${id}`)
  const query = useQuery({
    queryKey: [path, language],
    queryFn: ({ signal }) => api<StartedChange>(path, { signal }),
    refetchInterval: ({ state }) => (state.data && isUnderway(state.data) ? EVERY_MS : false),
  })
  useFreshListings(query.data !== undefined && isUnderway(query.data))
  return query
}

/** The newest changes over filters that the server is at work on, whoever started them. */
export function useUnderway(): readonly StartedChange[] {
  const path = useOwnPath()('listing-changes')
  const { data } = useQuery({
    queryKey: [path, 'newest'],
    queryFn: ({ signal }) => api<Listed<StartedChange>>(path, { query: { limit: 5 }, signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderway) ? EVERY_MS : false),
  })
  const underway = (data?.items ?? []).filter(isUnderway)
  useFreshListings(underway.length > 0)
  return underway
}
