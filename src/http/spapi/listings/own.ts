import { type Failure, unauthorized } from '../failure.ts'
import { wrongMarketplace } from '../marketplaces.ts'
import type { Ask } from '../operation.ts'

/** Why a request about a seller's listings is refused: they are another's, or on no marketplace. */
export function notOwn(
  seller: Ask['seller'],
  sellerId: string,
  marketplaceIds: readonly string[],
): Failure | undefined {
  if (sellerId !== seller.reference) {
    return unauthorized('The access token is for another seller.')
  }
  return wrongMarketplace(seller, marketplaceIds)
}
