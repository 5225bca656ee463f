import { useQuery } from '@tanstack/react-query'
import { api } from '../../kit/api.ts'
import { DESTINATIONS, type Destination } from './answers.ts'

/** The seller's own destinations. */
export function useDestinations() {
  return useQuery({
    queryKey: [DESTINATIONS],
    queryFn: async ({ signal }) =>
      (await api<{ items: readonly Destination[] }>(DESTINATIONS, { signal })).items,
  })
}
