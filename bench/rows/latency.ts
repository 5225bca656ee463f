import type { Row } from '../kit/bench.ts'
import { closedLoop, openLoop } from '../kit/load.ts'
import { clientsFor, engineOn, openMarket } from '../kit/market.ts'
import { random } from '../kit/random.ts'
import { median, quantile } from '../kit/stats.ts'
import { tradeOn } from '../kit/trade.ts'
import { life } from './commands.ts'

const LANES = 4

/** Commands in one life of `commands.ts`. */
const COMMANDS = 6

/** How long one command takes while half of what is possible arrives, evenly and unasked. */
export const latency: Row = {
  name: 'latency',
  title: 'One command at half the peak rate (open loop, the commands of the first row)',
  async measure(bench) {
    const market = await openMarket(bench.server, 'bench_calm', { buyers: 100_000, sellers: 1_000 })
    const engine = engineOn(market.database, LANES)
    const trade = tradeOn(engine)
    const pick = random(5)
    const peak = (seconds: number) =>
      closedLoop(clientsFor(LANES), seconds, (watch) => life(trade, market, pick, watch))
    await peak(bench.seconds / 2)
    const turns: { rate: number; p50: number; p99: number }[] = []
    for (let round = 0; round < bench.rounds; round++) {
      bench.say(`round ${round + 1} of ${bench.rounds}`)
      const { rate } = await peak(bench.seconds)
      await bench.server.settleDown()
      // A life arrives; its commands follow each other, each timed from when it is asked.
      const latencies = await steadyLives(rate / 2 / COMMANDS, bench.seconds * 2)
      turns.push({ rate, ...latencies })
    }
    await engine.close()
    await market.close()
    return [
      {
        what: 'p99 of one command',
        value: median(turns.map(({ p99 }) => p99)),
        unit: 'ms',
        floor: 30,
        goal: 10,
        better: 'less',
        p50: median(turns.map(({ p50 }) => p50)),
        p99: median(turns.map(({ p99 }) => p99)),
        note: `at ${Math.round(median(turns.map(({ rate }) => rate)) / 2)} commands/s`,
      },
    ]

    async function steadyLives(livesPerSecond: number, seconds: number) {
      const taken: number[] = []
      await openLoop(livesPerSecond, seconds, () =>
        life(trade, market, pick, async (work) => {
          const start = performance.now()
          const done = await work()
          taken.push(performance.now() - start)
          return done
        }),
      )
      return { p50: quantile(taken, 0.5), p99: quantile(taken, 0.99) }
    }
  },
}
