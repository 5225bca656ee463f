import type { Policy } from '../policy/policy.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { SellerFacts } from './offer.ts'

/**
 * Why a seller may not offer points in a marketplace; undefined when it may.
 *
 * Refusals, in order:
 * 1. `marketplace_without_points`: only marketplaces that have points (Japan §) take them;
 * 2. `plan_without_points`: the plan must be one that may offer points (announced change 1 §);
 * 3. `agreement_not_accepted`: the points service agreement comes before the first points offer §;
 * 4. `standing_not_good`: the account must be in good standing.
 */
export function mayOfferPoints(
  seller: SellerFacts,
  marketplace: string,
  policy: Policy,
): Refusal | undefined {
  const { marketplaces, plans, agreementVersion } = policy.terms
  if (!marketplaces.includes(marketplace)) {
    return refuse('marketplace_without_points', { marketplace })
  }
  if (!plans.includes(seller.plan)) return refuse('plan_without_points', { plan: seller.plan })
  if (seller.agreementVersion === null || seller.agreementVersion < agreementVersion) {
    return refuse('agreement_not_accepted', { version: agreementVersion })
  }
  if (seller.standing !== 'good') return refuse('standing_not_good', { standing: seller.standing })
  return undefined
}
