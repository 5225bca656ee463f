import { useQuery } from '@tanstack/react-query'
import { api } from '../../kit/api.ts'
import { useOwnPath } from '../common/own-path.ts'
import type { ConnectedApp } from './answers.ts'

/** The apps that the seller has let in, those in force first. */
export function useConnectedApps() {
  const path = useOwnPath()('providers')
  return useQuery({
    queryKey: [path],
    queryFn: async ({ signal }) =>
      (await api<{ items: readonly ConnectedApp[] }>(path, { signal })).items,
  })
}
