import type { Policy } from '../../rules/policy/policy.ts'
import { type ExpectedPrice, expectedPrice } from '../../rules/pricing/expected-price.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import { type OfferGroup, offersOn, type ProductOffer } from '../products/offers.ts'

export interface OwnOffer {
  readonly refused?: never
  readonly asin: string
  readonly policy: Policy
  readonly own: ProductOffer
  /** What it competes with, itself included. */
  readonly group: OfferGroup
}

/**
 * A seller's offer under a SKU, among those that buyers compare it with, now.
 * Refusals: `seller_not_found`, `listing_not_found`.
 */
export async function ownOffer(
  engine: Engine,
  seller: string,
  sku: string,
): Promise<Refusal | OwnOffer> {
  const id = await engine.directory.seller(seller)
  if (id === undefined) return refuse('seller_not_found')
  const { rows } = await engine.pool.query<{ asin: string }>({
    name: 'asin-of-sku',
    text: 'select asin from listing where seller_id = $1 and sku = $2',
    values: [id, sku],
  })
  const asin = rows[0]?.asin
  const offers = asin === undefined ? undefined : (await offersOn(engine, [asin])).get(asin)
  for (const group of offers?.groups ?? []) {
    const found = group.standings.find(({ offer }) => offer.seller === id && offer.sku === sku)
    if (found && asin !== undefined && offers)
      return { asin, policy: offers.policy, own: found.offer, group }
  }
  return refuse('listing_not_found', { sku })
}

export interface ExpectedOffer extends OwnOffer {
  readonly expected: ExpectedPrice<ProductOffer>
}

/**
 * The featured offer expected price of a SKU: at which price it would be featured, against whom.
 * Refusals: `seller_not_found`, `listing_not_found`.
 */
export async function expectedPriceOf(
  engine: Engine,
  seller: string,
  sku: string,
): Promise<Refusal | ExpectedOffer> {
  const found = await ownOffer(engine, seller, sku)
  if (found.refused !== undefined) return found
  const { own, group, policy } = found
  const others = group.standings.map(({ offer }) => offer).filter((offer) => offer !== own)
  return { ...found, expected: expectedPrice(own, others, policy, group.threshold) }
}
