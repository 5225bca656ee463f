import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type Pages, usePages } from '../../console/use-pages.ts'
import { api } from '../../kit/api.ts'
import type { Delivery, Destination } from './answers.ts'

export const DELIVERIES = '/v1/deliveries'
const DESTINATIONS = '/v1/destinations'
const EVERY_MS = 2_000

/** Deliveries page by page; while one of those shown is on its way, looks again how far it is. */
export function useDeliveries(query: { readonly state?: string }): Pages<Delivery> {
  const client = useQueryClient()
  const pages = usePages<Delivery>(DELIVERIES, query, 25)
  const isMoving = pages.items?.some(({ state }) => state === 'waiting') ?? false
  useEffect(() => {
    if (!isMoving) return
    const look = () => void client.invalidateQueries({ queryKey: [DELIVERIES] })
    const timer = setInterval(look, EVERY_MS)
    return () => clearInterval(timer)
  }, [isMoving, client])
  return pages
}

/** The names of the seller's own destinations, by their ids; undefined until they are known. */
export function useDestinationNames(): ReadonlyMap<string, string> | undefined {
  const { data } = useQuery({
    queryKey: [DESTINATIONS],
    queryFn: ({ signal }) => api<{ items: readonly Destination[] }>(DESTINATIONS, { signal }),
  })
  return data && new Map(data.items.map(({ id, name }) => [id, name]))
}
