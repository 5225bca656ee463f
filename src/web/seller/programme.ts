import { useQuery } from '@tanstack/react-query'
import type { Policy, SellerFacts } from '../../rules/index.ts'
import { instantOf } from '../../rules/time/instant.ts'
import { useSeller } from '../console/only-for.tsx'
import { api } from '../kit/api.ts'

/** What the rules need to know to preview: the policy of the moment and the seller's account. */
export interface Programme {
  readonly policy: Policy
  readonly facts: SellerFacts
  readonly marketplace: string
}

interface PolicyAnswer extends Omit<Policy, 'announcedAt' | 'effectiveFrom'> {
  readonly announcedAt: string
  readonly effectiveFrom: string
  readonly state: 'past' | 'current' | 'announced'
}

interface SellerAnswer extends Omit<SellerFacts, 'defaultBps'> {
  readonly marketplace: string
  readonly defaultPointsBps: number | null
}

/** The address of something of the seller at work, such as `listings`. */
export const useOwnPath = (): ((path: string) => string) => {
  const seller = encodeURIComponent(useSeller())
  return (path) => `/v1/sellers/${seller}/${path}`
}

/** Undefined until both are known. */
export function useProgramme(): Programme | undefined {
  const seller = encodeURIComponent(useSeller())
  const policies = useQuery({
    queryKey: ['/v1/policies'],
    queryFn: ({ signal }) => api<{ items: readonly PolicyAnswer[] }>('/v1/policies', { signal }),
  })
  const account = useQuery({
    queryKey: [`/v1/sellers/${seller}`],
    queryFn: ({ signal }) => api<SellerAnswer>(`/v1/sellers/${seller}`, { signal }),
  })
  const current = policies.data?.items.find(({ state }) => state === 'current')
  if (!current || !account.data) return undefined
  const { plan, agreementVersion, standing, defaultPointsBps, marketplace } = account.data
  return {
    policy: {
      ...current,
      announcedAt: instantOf(Date.parse(current.announcedAt)),
      effectiveFrom: instantOf(Date.parse(current.effectiveFrom)),
    },
    facts: { plan, agreementVersion, standing, defaultBps: defaultPointsBps },
    marketplace,
  }
}
