import { useQuery } from '@tanstack/react-query'
import type { Standing } from '../../../rules/offers/offer.ts'
import type { Plan } from '../../../rules/policy/policy.ts'
import { api } from '../../kit/api.ts'
import { useOwnPath } from './own-path.ts'

/** A seller's account, as the server answers it. */
export interface Account {
  readonly seller: string
  readonly name: string
  readonly plan: Plan
  readonly standing: Standing
  readonly marketplace: string
  readonly agreementVersion: number | null
  readonly agreedAt: string | null
  readonly agreedBy: string | null
  readonly defaultPointsBps: number | null
  readonly createdAt: string
}

export function useAccount() {
  const own = useOwnPath()
  return useQuery({
    queryKey: [own()],
    queryFn: ({ signal }) => api<Account>(own(), { signal }),
  })
}
