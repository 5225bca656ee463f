import { ManualClock } from '../../clock/clock.ts'
import { stopwatch } from '../../clock/stopwatch.ts'
import type { Access } from '../../database/access.ts'
import { connect } from '../../database/connect.ts'
import { fingerprintOf } from '../../ledger/journal.ts'
import { readTimeline } from '../../ledger/policies.ts'
import type { BadRow } from '../../ledger/verify/report.ts'
import { verify } from '../../ledger/verify/verify.ts'
import { periodAt } from '../../rules/settlement/periods.ts'
import { buildEngine, type Engine } from '../engine.ts'
import { settleThrough } from '../settlement/settle.ts'
import { OPENING, openMarketplace } from './marketplace.ts'
import { END, rateOf, replayEvents } from './olist-events.ts'
import type { OlistInput } from './olist-input.ts'
import { replayOlist } from './replay-olist.ts'
import { writeReport } from './report.ts'
import { openScratch } from './scratch.ts'
import { type ReplayTotals, replayTotals } from './totals.ts'

/** What a replay did. Everything but the times is the same however often it is run. */
export interface ReplayResult extends ReplayTotals {
  /** Settled periods. */
  readonly periods: number
  /** Commands in the journal. */
  readonly commands: number
  /** Wall time of the commands alone, of this run. */
  readonly seconds: number
  readonly commands_per_second: number
  readonly settle_seconds: number
  readonly verify_seconds: number
  readonly verify: 'clean' | BadRow
}

export type ReplayPhase = 'orders' | 'settlement' | 'verification'

export interface ReplayOptions {
  readonly repeat: number
  readonly progress: (phase: ReplayPhase, done: number, total: number) => void
  /** A folder for the figures of each seller, buyer and line. */
  readonly out?: string
}

/** Raised when the same input would lead to other commands than before. */
const EDITION = 1

/**
 * Replays real orders in a database of their own, settles every seller and adds up. Cut off at any
 * moment, the same call goes on where it stopped and comes to the same totals.
 */
export async function replay(
  access: Access,
  input: OlistInput,
  options: ReplayOptions,
): Promise<ReplayResult> {
  const { repeat, out } = options
  const named = fingerprintOf({ input: input.fingerprint, repeat, edition: EDITION })
  const scratch = await openScratch(access, named)
  const pool = connect(scratch.url, { name: 'tamaru replay' })
  const commandPool = connect(scratch.url, {
    name: 'tamaru replay lanes',
    max: LANES,
    pipeline: true,
  })
  const clock = new ManualClock(OPENING)
  const engine = buildEngine(pool, commandPool, clock, { lanes: LANES, patienceMs: 3_000 })
  try {
    const result = await run(engine, clock, input, options)
    if (out !== undefined) await writeReport(pool, out, result)
    return result
  } finally {
    await Promise.allSettled([pool.end(), commandPool.end()])
    await scratch.close()
  }
}

const LANES = 4

async function run(
  engine: Engine,
  clock: ManualClock,
  input: OlistInput,
  { repeat, progress }: ReplayOptions,
): Promise<ReplayResult> {
  await openMarketplace(engine, input, repeat)
  const events = replayEvents(input, repeat)
  clock.set(END)
  const running = stopwatch()
  const rates = new Map(input.sellers.map((seller, rank) => [seller, rateOf(rank)]))
  const answered = await replayOlist(engine, events, rates, (done) =>
    progress('orders', done, events.length),
  )
  const seconds = running()
  const settling = stopwatch()
  const periods = await settleAll(engine, clock, (done, total) =>
    progress('settlement', done, total),
  )
  const settle_seconds = settling()
  const verifying = stopwatch()
  const { firstBad } = await verify(engine.pool, ({ entries }) =>
    progress('verification', entries, Math.max(entries, answered)),
  )
  const verify_seconds = verifying()
  const read = input.orders.length * repeat
  const skipped = input.orders.filter((order) => order.lines.length === 0).length * repeat
  const totals = await replayTotals(engine.pool, { read, skipped })
  const { rows } = await engine.pool.query<{ commands: number }>(
    "select count(*) as commands from journal where caller <> 'settlement'",
  )
  return {
    ...totals,
    periods,
    commands: rows[0]?.commands ?? 0,
    seconds,
    commands_per_second: Math.round(answered / seconds),
    settle_seconds,
    verify_seconds,
    verify: firstBad ?? 'clean',
  }
}

/** Lets the period in which the clock ends come to its own end, so that it is settled too. */
async function settleAll(
  engine: Engine,
  clock: ManualClock,
  progress: (done: number, total: number) => void,
): Promise<number> {
  const timeline = await readTimeline(engine.pool)
  const last = periodAt(timeline, END)
  clock.set(last.end)
  await settleThrough(engine, last.end, ({ period }) => progress(period, last.index + 1))
  const { rows } = await engine.pool.query<{ periods: number }>(
    'select count(*) as periods from settlement',
  )
  return rows[0]?.periods ?? 0
}
