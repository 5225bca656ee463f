import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type Pages, usePages } from '../../console/use-pages.ts'
import { useDestinations } from '../notifications/use-destinations.ts'
import type { Delivery } from './answers.ts'

export const DELIVERIES = '/v1/deliveries'
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
  const { data } = useDestinations()
  return data && new Map(data.map(({ id, name }) => [id, name]))
}
