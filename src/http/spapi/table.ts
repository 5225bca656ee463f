import { FEEDS } from './feeds/operations.ts'
import { FINANCES } from './finances/operations.ts'
import type { Operation } from './operation.ts'
import { ORDERS } from './orders/operations.ts'
import { REPORTS } from './reports/operations.ts'
import { getMarketplaceParticipations } from './sellers/participations.ts'
import { createRestrictedDataToken } from './tokens/restricted-data-token.ts'

/**
 * Every operation that is served, API by API. Routes, throttling, docs/sp-api.md and the tests of
 * every operation go by this table.
 */
export const OPERATIONS: readonly Operation[] = [
  getMarketplaceParticipations,
  createRestrictedDataToken,
  ...ORDERS,
  ...FINANCES,
  ...FEEDS,
  ...REPORTS,
]
