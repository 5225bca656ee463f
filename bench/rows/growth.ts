import { ManualClock } from '../../src/clock/clock.ts'
import { connect } from '../../src/database/connect.ts'
import { buildEngine } from '../../src/usecases/engine.ts'
import { OPENING, openMarketplace } from '../../src/usecases/replay/marketplace.ts'
import { END, rateOf, replayEvents } from '../../src/usecases/replay/olist-events.ts'
import type { OlistInput } from '../../src/usecases/replay/olist-input.ts'
import { replayOlist } from '../../src/usecases/replay/replay-olist.ts'
import type { Bench, Row } from '../kit/bench.ts'
import { realOrders } from '../kit/shapes.ts'

const LANES = 4

/** The share of a replay, at its end, in which its cost is measured. */
const LAST = 0.25

/** What a command costs at the end of the real orders, and of many times as many. */
export const growth: Row = {
  name: 'growth',
  title: 'Growth: cost of a command at the end of a replay of real orders',
  async measure(bench) {
    const input = await realOrders()
    if (!input) {
      bench.say('left out: the real orders are not beside the checkout')
      return []
    }
    const many = bench.quick ? 4 : 20
    await replayed(bench, input, 1) // warms up
    const once = await replayed(bench, input, 2)
    const often = await replayed(bench, input, many)
    return [
      {
        what: `replay ×${many} (${often.commands.toLocaleString('en')} commands)`,
        value: often.micros,
        unit: 'µs a command',
        reference: { name: 'µs, replay ×2', value: once.micros },
        ratio: often.micros / once.micros,
        floor: 1.5,
        goal: 1.15,
        better: 'less',
      },
    ]
  },
}

async function replayed(bench: Bench, input: OlistInput, repeat: number) {
  bench.say(`replay ×${repeat}`)
  const database = await bench.server.database(`bench_replay_${repeat}`)
  const pool = connect(database.url, { name: 'bench' })
  const lanes = connect(database.url, { name: 'bench lanes', max: LANES, pipeline: true })
  const clock = new ManualClock(OPENING)
  const engine = buildEngine(pool, lanes, clock, { lanes: LANES })
  try {
    await openMarketplace(engine, input, repeat)
    const events = replayEvents(input, repeat)
    clock.set(END)
    const rates = new Map(input.sellers.map((seller, rank) => [seller, rateOf(rank)]))
    let late: { readonly at: number; readonly done: number } | undefined
    let end = { at: 0, done: 0 }
    const commands = await replayOlist(engine, events, rates, (done) => {
      end = { at: performance.now(), done }
      if (done >= events.length * (1 - LAST)) late ??= end
    })
    if (!late) throw new Error('the replay was too short')
    const events_us = (1_000 * (end.at - late.at)) / (end.done - late.done)
    return { commands, micros: (events_us * events.length) / commands }
  } finally {
    await Promise.all([pool.end(), lanes.end()])
    await database.drop()
  }
}
