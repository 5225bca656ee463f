import { explainPoints } from '../../rules/explain/points.ts'
import type { Step } from '../../rules/explain/steps.ts'
import type { Policy } from '../../rules/policy/policy.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import { productOffers } from './offers.ts'

export interface OfferAsk {
  readonly asin: string
  readonly seller: string
  readonly sku: string
}

/** Why one unit of an offer earns what it earns, now. Refusal: `listing_not_found`. */
export async function explainOffer(
  engine: Engine,
  { asin, seller, sku }: OfferAsk,
): Promise<
  Refusal | { readonly refused?: never; readonly policy: Policy; readonly steps: readonly Step[] }
> {
  const { policy, groups } = await productOffers(engine, asin)
  const offers = groups.flatMap(({ standings }) => standings.map(({ offer }) => offer))
  const offer = offers.find((one) => one.sellerReference === seller && one.sku === sku)
  if (!offer) return refuse('listing_not_found', { sku })
  const steps = offer.setting ? explainPoints(offer.price, offer.setting, 1, policy) : []
  // A premium cap can take points off; then these steps do not tell how the number came about.
  return { policy, steps: steps.at(-1)?.result === offer.points ? steps : [] }
}
