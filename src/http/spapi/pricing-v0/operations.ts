import type { Operation } from '../operation.ts'
import { getItemOffersBatch, getListingOffersBatch } from './batches.ts'
import { getCompetitivePricing } from './get-competitive-pricing.ts'
import { getItemOffers, getListingOffers } from './get-offers.ts'
import { getPricing } from './get-pricing.ts'

export const PRICING_V0: readonly Operation[] = [
  getPricing,
  getCompetitivePricing,
  getListingOffers,
  getItemOffers,
  getItemOffersBatch,
  getListingOffersBatch,
]
