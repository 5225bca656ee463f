import { Problem } from '../../database/problems.ts'
import { DAY, formatTokyo, HOUR, type Instant, MINUTE } from '../../rules/time/instant.ts'
import { type AdvanceAsk, advanceClock } from '../../usecases/clock/advance.ts'
import { nextEvent } from '../../usecases/clock/next-event.ts'
import { momentOption } from '../amounts.ts'
import { accepted } from '../failures.ts'
import { type Session, withEngine } from '../session.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

const TEXT = {
  progress: { en: 'Advancing', ja: '時刻を進めています' },
  now: { en: 'Now', ja: '現在' },
  mode: { en: 'Mode', ja: 'モード' },
  next: { en: 'Next event', ja: '次の予定' },
  what: { en: 'What', ja: '内容' },
  ripened: { en: 'Balances changed', ja: '変化した残高' },
  settled: { en: 'Periods settled', ja: '決済した期間' },
  points: { en: 'points vest, expire or are reminded of', ja: 'ポイントの確定・失効・通知' },
  policy: { en: 'a policy takes effect', ja: 'ポリシーの適用開始' },
  settlement: { en: 'a settlement period ends', ja: '決済期間の終了' },
}

/** `clock show`: what time it is here, and what happens next. */
export const showClock = (terminal: Terminal): Promise<void> =>
  withEngine(terminal, async ({ engine, clock, mode }) => {
    const now = clock.now()
    const next = await nextEvent(engine)
    const result = {
      now: formatTokyo(now),
      mode,
      next: { at: formatTokyo(next.at), what: next.what },
    }
    const say = (text: keyof typeof TEXT) => TEXT[text][terminal.language]
    terminal.print(result, () =>
      table([
        [say('now'), result.now],
        [say('mode'), mode],
        [say('next'), result.next.at],
        [say('what'), next.what.map(say).join(', ')],
      ]),
    )
  })

export interface AdvanceOptions {
  readonly to?: string
  readonly next?: true
}

/** `clock advance 3d`, `--to MOMENT` or `--next`: time passes, with all that it brings. */
export const advance = (
  terminal: Terminal,
  duration: string | undefined,
  options: AdvanceOptions,
): Promise<void> => {
  const asked = [duration, options.to, options.next].filter((ask) => ask !== undefined)
  if (asked.length !== 1) {
    throw new Problem('usage-invalid', 'give a duration such as 3d, or --to MOMENT, or --next')
  }
  const ask: AdvanceAsk | undefined =
    duration !== undefined
      ? { by: durationOf(duration) }
      : options.to !== undefined
        ? { to: momentOption('--to', options.to) }
        : undefined
  return withEngine(terminal, (session) => advanceIn(terminal, session, ask))
}

async function advanceIn(terminal: Terminal, { engine }: Session, asked: AdvanceAsk | undefined) {
  const ask = asked ?? { to: (await nextEvent(engine)).at }
  const bar = terminal.progress(TEXT.progress)
  const days = (from: Instant, to: Instant) => Math.ceil((to - from) / DAY)
  const done = await advanceClock(engine, ask, ({ from, at, to }) =>
    bar.update(days(from, at), days(from, to)),
  ).finally(() => bar.stop())
  const { from, to, ripened, settled } = accepted(done)
  const result = { from: formatTokyo(from), to: formatTokyo(to), ripened, settled }
  const say = (text: keyof typeof TEXT) => TEXT[text][terminal.language]
  terminal.print(result, () =>
    table([
      [say('now'), result.to],
      [say('ripened'), ripened],
      [say('settled'), settled],
    ]),
  )
}

const UNITS: Readonly<Record<string, number>> = { m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY }

/** `90m`, `12h`, `3d` or `2w` in milliseconds. */
function durationOf(text: string): number {
  const parts = /^(\d{1,5})([mhdw])$/.exec(text)
  if (!parts) {
    throw new Problem('usage-invalid', `"${text}" is no duration; write it like 90m, 12h, 3d or 2w`)
  }
  return Number(parts[1]) * (UNITS[parts[2] as string] as number)
}
