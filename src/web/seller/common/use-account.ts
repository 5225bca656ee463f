import { useQuery } from '@tanstack/react-query'
import type { Standing } from '../../../rules/offers/offer.ts'
import type { Plan } from '../../../rules/policy/policy.ts'
import { useSeller } from '../../console/only-for.tsx'
import { api } from '../../kit/api.ts'

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

/** An address below the seller's own. */
export const useOwnPath = (): ((rest?: string) => string) => {
  const seller = encodeURIComponent(useSeller())
  return (rest = '') => `/v1/sellers/${seller}${rest}`
}

export function useAccount() {
  const own = useOwnPath()
  return useQuery({
    queryKey: [own()],
    queryFn: ({ signal }) => api<Account>(own(), { signal }),
  })
}
