import { readOlist } from '../../usecases/replay/olist-input.ts'
import { type ReplayPhase, type ReplayResult, replay } from '../../usecases/replay/replay.ts'
import { checkOut } from '../../usecases/replay/report.ts'
import type { Language } from '../../usecases/sentence.ts'
import { countOption } from '../amounts.ts'
import type { Sentence } from '../language.ts'
import { REPLAY_LABELS } from '../messages/replay-labels.ts'
import type { Progress } from '../progress.ts'
import { withDatabase } from '../session.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { unsound } from './verify.ts'

export interface ReplayOptions {
  readonly repeat: string
  readonly out?: string
}

const PHASES: Readonly<Record<ReplayPhase, Sentence>> = {
  orders: { en: 'Orders      ', ja: '注文' },
  settlement: { en: 'Settlement  ', ja: '決済' },
  verification: { en: 'Verification', ja: '検証' },
}

/** `replay olist FOLDER`: real orders through the engine, in a database of their own. */
export async function replayOlist(
  terminal: Terminal,
  folder: string,
  { repeat: times, out }: ReplayOptions,
): Promise<void> {
  const repeat = countOption('--repeat', times, 1_000)
  // The input is read and checked whole before a database is even started for it.
  if (out !== undefined) await checkOut(out)
  const input = await readOlist(folder)
  await withDatabase(terminal, async (access) => {
    const phases = phasesOf(terminal)
    const options = { repeat, progress: phases.update, ...(out === undefined ? {} : { out }) }
    const result = await replay(access, input, options).finally(phases.stop)
    const { verify } = result
    terminal.print(result, () => shown(result, terminal.language))
    if (verify !== 'clean') throw unsound(verify)
  })
}

const shown = (result: ReplayResult, language: Language): string =>
  table(
    Object.entries(REPLAY_LABELS).map(([name, label]) => {
      const value = result[name as keyof ReplayResult]
      return [label[language], typeof value === 'object' ? 'unsound' : value]
    }),
  )

/** One bar at a time: that of the phase heard of last. */
function phasesOf(terminal: Terminal) {
  let current: { readonly phase: ReplayPhase; readonly bar: Progress } | undefined
  return {
    update(phase: ReplayPhase, done: number, total: number) {
      if (current?.phase !== phase) {
        current?.bar.stop()
        current = { phase, bar: terminal.progress(PHASES[phase]) }
      }
      current.bar.update(done, total)
    },
    stop: () => current?.bar.stop(),
  }
}
