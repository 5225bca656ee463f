import { type Yen, yen } from '../money/amount.ts'
import { mulDiv, WHOLE_BPS } from '../money/ratio.ts'
import type { Policy } from '../policy/policy.ts'

/**
 * The competitive price threshold ‡: the landed price above which no offer on a product is
 * featured. A share, by the policy, of the reference price that the operator keeps for the product;
 * a fraction of a yen is dropped. Null: there is no threshold.
 */
export function competitivePrice(reference: Yen | null, policy: Policy): Yen | null {
  const { competitivePriceBps } = policy.terms.featuredOffer
  if (reference === null || competitivePriceBps === 0) return null
  return yen(mulDiv(reference, competitivePriceBps, WHOLE_BPS, 'floor'))
}
