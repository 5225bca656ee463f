import type { SellerId } from '../../src/rules/ids.ts'
import type { Row } from '../kit/bench.ts'
import { freshKey } from '../kit/keys.ts'
import { closedLoop, type Load } from '../kit/load.ts'
import { clientsFor, engineOn, openMarket } from '../kit/market.ts'
import { random } from '../kit/random.ts'
import { median } from '../kit/stats.ts'
import { plainLine, tradeOn } from '../kit/trade.ts'

const LANES = 4

/** Only buyers are locked: a seller that everybody buys from must not slow anybody down. */
export const hotSeller: Row = {
  name: 'hot-seller',
  title: 'Hot seller: every order on one seller, against a thousand sellers',
  async measure(bench) {
    const size = { buyers: 10_000, sellers: 1_000 }
    const market = await openMarket(bench.server, 'bench_hot', size)
    const engine = engineOn(market.database, LANES)
    const trade = tradeOn(engine)
    const pick = random(3)
    const load = (sellers: number, seconds: number): Promise<Load> =>
      closedLoop(clientsFor(LANES), seconds, async (watch) => {
        const order = freshKey()
        const lines = [plainLine((market.buyers + 1 + pick(sellers)) as SellerId)]
        await watch(() => trade.hold(`buyer-${1 + pick(market.buyers)}`, order, lines))
        await watch(() => trade.capture(order))
      })
    await load(market.sellers, bench.seconds / 2)
    const turns: { readonly hot: Load; readonly spread: Load }[] = []
    for (let round = 0; round < bench.rounds; round++) {
      bench.say(`round ${round + 1} of ${bench.rounds}`)
      await bench.server.settleDown()
      const first = await load(round % 2 === 0 ? 1 : market.sellers, bench.seconds)
      const second = await load(round % 2 === 0 ? market.sellers : 1, bench.seconds)
      turns.push(round % 2 === 0 ? { hot: first, spread: second } : { hot: second, spread: first })
    }
    await engine.close()
    await market.close()
    return [
      {
        what: 'place and ship, all on one seller',
        value: median(turns.map(({ hot }) => hot.rate)),
        unit: 'commands/s',
        reference: { name: '1,000 sellers', value: median(turns.map(({ spread }) => spread.rate)) },
        ratio: median(turns.map(({ hot, spread }) => hot.rate / spread.rate)),
        floor: 0.9,
        goal: 1,
        better: 'more',
        p50: median(turns.map(({ hot }) => hot.p50)),
        p99: median(turns.map(({ hot }) => hot.p99)),
      },
    ]
  },
}
