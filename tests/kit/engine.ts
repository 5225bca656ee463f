import { ManualClock } from '../../src/clock/clock.ts'
import { connect } from '../../src/database/connect.ts'
import type { LanesOptions } from '../../src/ledger/batch/lanes.ts'
import type { SellerId } from '../../src/rules/ids.ts'
import { points, yen } from '../../src/rules/money/amount.ts'
import type { LineTerms } from '../../src/rules/orders/order.ts'
import { tokyo } from '../../src/rules/time/instant.ts'
import { buildEngine, type Engine } from '../../src/usecases/engine.ts'
import type { TestDatabase } from './database.ts'

export const START = tokyo(2020, 6, 1)

export interface TestEngine extends Engine {
  readonly clock: ManualClock
  readonly close: () => Promise<void>
}

/** An engine on a test database, with a clock that stands still. */
export function testEngine(db: TestDatabase, options: LanesOptions = {}): TestEngine {
  const clock = new ManualClock(START)
  const commandPool = connect(db.url, { name: 'lanes', max: options.lanes ?? 4, pipeline: true })
  const engine = buildEngine(db.pool, commandPool, clock, options)
  return { ...engine, clock, close: () => commandPool.end() }
}

/** Line terms of one unit at 1,000 yen with 200 points, unless told otherwise. */
export const terms = (seller: number, changes: Partial<LineTerms> = {}): LineTerms => ({
  seller: seller as SellerId,
  sku: 'SKU-1',
  asin: 'B000000001',
  category: null,
  productType: null,
  quantity: 1,
  price: yen(1_000),
  shipping: yen(0),
  pointsPerUnit: points(200),
  ...changes,
})
