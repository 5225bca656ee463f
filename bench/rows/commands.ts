import type { SellerId } from '../../src/rules/ids.ts'
import type { Bench, Figure, Row } from '../kit/bench.ts'
import { freshKey } from '../kit/keys.ts'
import { closedLoop, type Watch } from '../kit/load.ts'
import { clientsFor, engineOn, type Market, openMarket } from '../kit/market.ts'
import { type Random, random } from '../kit/random.ts'
import { againstTpcb, type Subject } from '../kit/rounds.ts'
import { plainLine, type Trade, tradeOn } from '../kit/trade.ts'

/** Each command durable and idempotent, with its journal row, postings, order lines and outbox. */
export const commands: Row = {
  name: 'commands',
  title: 'Commands: earn, hold, capture, return, hold, release, in equal numbers',
  measure: async (bench) => [...(await few(bench)), ...(await many(bench))],
}

/** A buyer earns, buys with points, gets it, sends it back, buys again and cancels. */
export async function life(trade: Trade, market: Market, pick: Random, watch: Watch) {
  const buyer = `buyer-${1 + pick(market.buyers)}`
  const [first, second] = [freshKey(), freshKey()]
  const lines = () => [plainLine((market.buyers + 1 + pick(market.sellers)) as SellerId)]
  await watch(() => trade.earn(buyer))
  await watch(() => trade.hold(buyer, first, lines()))
  await watch(() => trade.capture(first))
  await watch(() => trade.giveBack(first))
  await watch(() => trade.hold(buyer, second, lines()))
  await watch(() => trade.release(second))
}

async function few(bench: Bench): Promise<readonly Figure[]> {
  bench.say('1,000 buyers')
  const market = await openMarket(bench.server, 'bench_few', { buyers: 1_000, sellers: 1_000 })
  const [one, four] = [engineOn(market.database, 1), engineOn(market.database, 4)]
  const trade = tradeOn(four)
  const pick = random(1)
  const earning: Subject = {
    what: 'earn alone, 4 lanes, 1,000 buyers',
    unit: 'commands/s',
    load: (seconds) =>
      closedLoop(clientsFor(4), seconds, async (watch) => {
        await watch(() => trade.earn(`buyer-${1 + pick(market.buyers)}`))
      }),
  }
  const target = { floor: 6, goal: 12 }
  const subjects = [mixed(market, one, 1), { ...mixed(market, four, 4), ...target }, earning]
  const figures = await againstTpcb(bench, subjects)
  await Promise.all([one.close(), four.close()])
  await market.close()
  return figures
}

async function many(bench: Bench): Promise<readonly Figure[]> {
  const buyers = bench.quick ? 200_000 : 1_000_000
  bench.say(`${buyers.toLocaleString('en')} buyers`)
  const market = await openMarket(bench.server, 'bench_many', { buyers, sellers: 10_000 })
  const [one, four] = [engineOn(market.database, 1), engineOn(market.database, 4)]
  const target = { floor: 3, goal: 7 }
  const subjects = [mixed(market, one, 1), { ...mixed(market, four, 4), ...target }]
  const figures = await againstTpcb(bench, subjects)
  await Promise.all([one.close(), four.close()])
  await market.close()
  return figures
}

function mixed(market: Market, engine: Parameters<typeof tradeOn>[0], lanes: number): Subject {
  const trade = tradeOn(engine)
  const pick = random(lanes)
  return {
    what: `${lanes} lane${lanes === 1 ? '' : 's'}, ${market.buyers.toLocaleString('en')} buyers`,
    unit: 'commands/s',
    load: (seconds) =>
      closedLoop(clientsFor(lanes), seconds, (watch) => life(trade, market, pick, watch)),
  }
}
