import { setTimeout as sleep } from 'node:timers/promises'
import { quantile } from './stats.ts'

/** What a load did while it was watched. Latencies in milliseconds. */
export interface Load {
  /** Pieces of work answered in a second. */
  readonly rate: number
  readonly p50: number
  readonly p99: number
}

/** Counts and times one piece of work. */
export type Watch = <T>(work: () => Promise<T>) => Promise<T>

/** Ends the cycle of a client that finds that time is up. */
class TimeIsUp extends Error {}

/** Before this, caches fill and the clients fall out of step. */
const LEAD_IN_MS = 500

/**
 * As many clients at the same time, each beginning its next cycle when the last has ended: what
 * the system can do at most.
 */
export async function closedLoop(
  clients: number,
  seconds: number,
  cycle: (watch: Watch) => Promise<void>,
): Promise<Load> {
  const latencies: number[] = []
  let phase: 'lead in' | 'watched' | 'over' = 'lead in'
  // Of its own it does as little as can be: the clients share a processor with what they measure.
  const watch: Watch = (work) => {
    if (phase === 'over') return Promise.reject(new TimeIsUp())
    const start = performance.now()
    return work().then((done) => {
      if (phase === 'watched') latencies.push(performance.now() - start)
      return done
    })
  }
  const client = async () => {
    while (phase !== 'over') await cycle(watch)
  }
  const running = Array.from({ length: clients }, () =>
    client().catch((error: unknown) => {
      if (!(error instanceof TimeIsUp)) throw error
    }),
  )
  // A client that fails ends the measurement at once.
  const failed = Promise.all(running)
  await Promise.race([sleep(LEAD_IN_MS), failed])
  phase = 'watched'
  const start = performance.now()
  await Promise.race([sleep(seconds * 1_000), failed])
  phase = 'over'
  const elapsed = (performance.now() - start) / 1_000
  const rate = latencies.length / elapsed
  await failed
  return { rate, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) }
}

/**
 * Work arrives at a steady rate, whatever became of the work before: how long an answer takes for
 * those who do not wait for each other. A latency counts from the moment of arrival.
 */
export async function openLoop(
  rate: number,
  seconds: number,
  work: () => Promise<unknown>,
): Promise<Load> {
  const latencies: number[] = []
  const flying = new Set<Promise<unknown>>()
  const start = performance.now()
  let arrived = 0
  for (let now = start; now - start < seconds * 1_000; now = performance.now()) {
    for (; arrived < ((now - start) * rate) / 1_000; arrived++) {
      const due = start + (arrived * 1_000) / rate
      const one = work().finally(() => {
        flying.delete(one)
        latencies.push(performance.now() - due)
      })
      flying.add(one)
    }
    await sleep(1)
  }
  await Promise.all(flying)
  const elapsed = (performance.now() - start) / 1_000
  return {
    rate: latencies.length / elapsed,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
  }
}
