import { useQuery } from '@tanstack/react-query'
import type { Policy, Terms } from '../../../rules/policy/policy.ts'
import type { FieldChange } from '../../console/policy/words.ts'
import { api } from '../../kit/api.ts'

export interface PolicyAnswer {
  readonly version: number
  readonly name: string
  readonly nameEn?: string
  readonly message?: { readonly ja: string; readonly en: string }
  readonly announcedAt: string
  readonly effectiveFrom: string
  readonly terms: Terms
  readonly state: 'past' | 'current' | 'announced'
  readonly changes: readonly FieldChange[]
}

/** Every version of the programme's rules. */
export function usePolicies() {
  return useQuery({
    queryKey: ['/v1/policies'],
    queryFn: ({ signal }) => api<{ items: readonly PolicyAnswer[] }>('/v1/policies', { signal }),
  })
}

/** A version as the rules take it. */
export const policyOf = ({ version, name, nameEn, terms, ...at }: PolicyAnswer): Policy => ({
  ...{ version, name, terms },
  ...(nameEn === undefined ? {} : { nameEn }),
  announcedAt: Date.parse(at.announcedAt) as Policy['announcedAt'],
  effectiveFrom: Date.parse(at.effectiveFrom) as Policy['effectiveFrom'],
})

export const currentOf = (items: readonly PolicyAnswer[]): PolicyAnswer | undefined =>
  items.find(({ state }) => state === 'current')
