import type { Bench, Figure } from './bench.ts'
import type { Load } from './load.ts'
import { median } from './stats.ts'

/** Something whose rate is measured against TPC-B. */
export interface Subject extends Pick<Figure, 'what' | 'unit' | 'floor' | 'goal'> {
  readonly load: (seconds: number) => Promise<Load>
}

interface Turn extends Load {
  readonly tps: number
  readonly own: number | undefined
}

/**
 * Measures the reference and every subject in turn, several rounds long: what else the machine is
 * doing then falls on all of them alike. The ratio is the median of the rounds' ratios.
 */
export async function againstTpcb(
  bench: Bench,
  subjects: readonly Subject[],
): Promise<readonly Figure[]> {
  const turns = new Map<Subject, Turn[]>(subjects.map((subject) => [subject, []]))
  for (const subject of subjects) await subject.load(bench.seconds / 2)
  let source = ''
  for (let round = 0; round < bench.rounds; round++) {
    bench.say(`round ${round + 1} of ${bench.rounds}`)
    await bench.server.settleDown()
    const { pgbench, own } = await bench.reference.measure(bench.seconds)
    source = pgbench === undefined ? 'TPC-B tps, own client' : 'TPC-B tps'
    const tps = pgbench ?? own ?? Number.NaN
    for (const subject of round % 2 === 0 ? subjects : subjects.toReversed()) {
      // Otherwise it would have to write what the reference has left unwritten.
      await bench.server.settleDown()
      const load = await subject.load(bench.seconds)
      turns.get(subject)?.push({ ...load, tps, own: pgbench === undefined ? undefined : own })
    }
  }
  return subjects.map((subject) => figure(subject, turns.get(subject) ?? [], source))
}

function figure(subject: Subject, turns: readonly Turn[], source: string): Figure {
  const { what, unit, floor, goal } = subject
  const of = (pick: (turn: Turn) => number) => median(turns.map(pick))
  const own = turns.some((turn) => turn.own !== undefined)
  return {
    what,
    unit,
    better: 'more',
    value: of((turn) => turn.rate),
    reference: { name: source, value: of((turn) => turn.tps) },
    ratio: of((turn) => turn.rate / turn.tps),
    ...(own ? { ownRatio: of((turn) => turn.rate / (turn.own ?? Number.NaN)) } : {}),
    p50: of((turn) => turn.p50),
    p99: of((turn) => turn.p99),
    ...(floor === undefined ? {} : { floor }),
    ...(goal === undefined ? {} : { goal }),
  }
}
