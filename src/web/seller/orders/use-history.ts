import { useQuery } from '@tanstack/react-query'
import { api } from '../../kit/api.ts'
import type { Happening } from './answers.ts'

/** What happened to an order, oldest first. */
export function useOrderHistory(reference: string) {
  const path = `/v1/orders/${encodeURIComponent(reference)}/history`
  return useQuery({
    queryKey: ['/v1/orders', reference, 'history'],
    queryFn: async ({ signal }) =>
      (await api<{ items: readonly Happening[] }>(path, { signal })).items,
  })
}
