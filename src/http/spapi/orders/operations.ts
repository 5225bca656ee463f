import type { Operation } from '../operation.ts'
import { getOrders } from './list-v0.ts'
import { ORDERS_2026 } from './operations-2026.ts'
import { READ_ORDERS_V0 } from './read-v0.ts'
import { WRITE_ORDERS_V0 } from './write-v0.ts'

/** Orders v0 and 2026-01-01. */
export const ORDERS: readonly Operation[] = [
  getOrders,
  ...READ_ORDERS_V0,
  ...WRITE_ORDERS_V0,
  ...ORDERS_2026,
]
