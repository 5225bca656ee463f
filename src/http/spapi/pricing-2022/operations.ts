import type { Operation } from '../operation.ts'
import { getCompetitiveSummary } from './competitive-summary.ts'
import { getFeaturedOfferExpectedPriceBatch } from './expected-price.ts'

export const PRICING_2022: readonly Operation[] = [
  getFeaturedOfferExpectedPriceBatch,
  getCompetitiveSummary,
]
