import { CATALOG } from './catalog/operations.ts'
import { FEEDS } from './feeds/operations.ts'
import { FEES } from './fees/operations.ts'
import { FINANCES } from './finances/operations.ts'
import { LISTINGS } from './listings/operations.ts'
import { DESTINATIONS } from './notifications/destinations.ts'
import { SUBSCRIPTIONS } from './notifications/subscriptions.ts'
import type { Operation } from './operation.ts'
import { ORDERS } from './orders/operations.ts'
import { PRICING_2022 } from './pricing-2022/operations.ts'
import { PRICING_V0 } from './pricing-v0/operations.ts'
import { REPORTS } from './reports/operations.ts'
import { SELLERS } from './sellers/operations.ts'
import { createRestrictedDataToken } from './tokens/restricted-data-token.ts'

/**
 * Every operation that is served, API by API. Routes, throttling, docs/sp-api.md and the tests of
 * every operation go by this table.
 */
export const OPERATIONS: readonly Operation[] = [
  ...SELLERS,
  createRestrictedDataToken,
  ...CATALOG,
  ...LISTINGS,
  ...PRICING_V0,
  ...PRICING_2022,
  ...FEES,
  ...ORDERS,
  ...FINANCES,
  ...FEEDS,
  ...REPORTS,
  ...DESTINATIONS,
  ...SUBSCRIPTIONS,
]
