import type { SellerId } from '../../src/rules/ids.ts'
import { points, yen } from '../../src/rules/money/amount.ts'
import type { LineTerms } from '../../src/rules/orders/order.ts'
import type { Engine, Intent } from '../../src/usecases/engine.ts'
import { cancelOrder } from '../../src/usecases/orders/cancel.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { refundOrder } from '../../src/usecases/orders/refund.ts'
import { shipOrder } from '../../src/usecases/orders/ship.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { freshKey } from './keys.ts'
import { accepted } from './market.ts'

/** The commands of a buyer's life, each with a fresh key, through the use cases that HTTP calls. */
export interface Trade {
  readonly earn: (buyer: string) => Promise<unknown>
  readonly hold: (buyer: string, order: string, lines: readonly LineTerms[]) => Promise<unknown>
  readonly capture: (order: string) => Promise<unknown>
  readonly release: (order: string) => Promise<unknown>
  readonly giveBack: (order: string) => Promise<unknown>
}

export function tradeOn(engine: Engine): Trade {
  const intent = (): Intent => ({ caller: 'bench', key: freshKey() })
  return {
    earn: (buyer) =>
      accepted(grantPoints(engine, intent(), { buyer, points: 100, reason: 'campaign' })),
    hold: (buyer, reference, lines) =>
      accepted(
        placeOrder(engine, intent(), {
          buyer,
          reference,
          lines,
          redeem: 'max',
          payment: 'prepaid',
        }),
      ),
    capture: (order) => accepted(shipOrder(engine, intent(), { order, units: 'all' })),
    release: (order) => accepted(cancelOrder(engine, intent(), { order, units: 'all' })),
    giveBack: (order) =>
      accepted(refundOrder(engine, intent(), { order, lines: 'full', cause: 'return' })),
  }
}

/** One unit at 3,000 yen, 500 for shipping, 10 % points. */
export const plainLine = (seller: SellerId): LineTerms => ({
  seller,
  sku: 'SKU-1',
  asin: 'B000000001',
  category: null,
  productType: null,
  quantity: 1,
  price: yen(3_000),
  shipping: yen(500),
  pointsPerUnit: points(300),
})
