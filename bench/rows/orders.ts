import type { Row } from '../kit/bench.ts'
import { freshKey } from '../kit/keys.ts'
import { closedLoop } from '../kit/load.ts'
import { clientsFor, engineOn, openMarket } from '../kit/market.ts'
import { random } from '../kit/random.ts'
import { againstTpcb } from '../kit/rounds.ts'
import { orderShapes, type Shape, termsOf } from '../kit/shapes.ts'
import { tradeOn } from '../kit/trade.ts'

const LANES = 4

/** An order counts when it has shipped: two commands and all their postings. */
export const orders: Row = {
  name: 'orders',
  title: 'Whole orders: place with all the points there are, then ship',
  async measure(bench) {
    const { source, shapes, sellers } = await orderShapes()
    const market = await openMarket(bench.server, 'bench_orders', { buyers: 100_000, sellers })
    const engine = engineOn(market.database, LANES)
    const trade = tradeOn(engine)
    const pick = random(9)
    const figures = await againstTpcb(bench, [
      {
        what: source,
        unit: 'orders/s',
        floor: 0.7,
        goal: 2,
        load: (seconds) =>
          closedLoop(clientsFor(LANES), seconds, async (watch) => {
            const buyer = `buyer-${1 + pick(market.buyers)}`
            const order = freshKey()
            const shape = shapes[pick(shapes.length)] as Shape
            await watch(async () => {
              await trade.hold(buyer, order, termsOf(shape, market.buyers + 1))
              await trade.capture(order)
            })
          }),
      },
    ])
    await engine.close()
    await market.close()
    return figures
  },
}
