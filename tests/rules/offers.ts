import type { SellerId } from '../../src/rules/ids.ts'
import { points, yen } from '../../src/rules/money/amount.ts'
import type { PointsSetting, SellerFacts } from '../../src/rules/offers/offer.ts'
import { JAPAN } from '../../src/rules/policy/presets.ts'
import { offerAt, type PricedOffer } from '../../src/rules/pricing/at-price.ts'
import { NOON, policyWith } from './given.ts'

const seed = policyWith({}, 'seed-2020')
const facts: SellerFacts = {
  plan: 'professional',
  agreementVersion: 1,
  standing: 'good',
  defaultBps: null,
}

export const TEN_PERCENT: PointsSetting = { by: 'percentage', bps: 1_000 }

/** A seller's offer that can be featured, without shipping and points unless said otherwise. */
export const offer = (
  seller: number,
  price: number,
  some: Partial<PricedOffer> = {},
): PricedOffer =>
  offerAt(
    {
      seller: seller as SellerId,
      sku: `S${seller}`,
      price: yen(price),
      shipping: yen(0),
      points: points(0),
      status: 'active',
      stock: 1,
      standing: 'good',
      listedAt: NOON,
      marketplace: JAPAN,
      pointsSet: null,
      facts,
      ...some,
    },
    yen(price),
    seed,
  )
