import type { Policy, SellerFacts } from '../../../rules/index.ts'
import { useAccount } from './use-account.ts'
import { currentOf, policyOf, usePolicies } from './use-policy.ts'

/** What the rules need to know to preview: the policy of the moment and the seller's account. */
export interface Programme {
  readonly policy: Policy
  readonly facts: SellerFacts
  readonly marketplace: string
}

/** Undefined until both are known. */
export function useProgramme(): Programme | undefined {
  const { data: policies } = usePolicies()
  const { data: account } = useAccount()
  const current = policies && currentOf(policies.items)
  if (!current || !account) return undefined
  const { plan, agreementVersion, standing, defaultPointsBps, marketplace } = account
  return {
    policy: policyOf(current),
    facts: { plan, agreementVersion, standing, defaultBps: defaultPointsBps },
    marketplace,
  }
}
