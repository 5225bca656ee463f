import { formatTokyo } from '../../rules/time/instant.ts'
import { settleThrough } from '../../usecases/settlement/settle.ts'
import { momentOption } from '../amounts.ts'
import { withEngine } from '../session.ts'
import { grouped } from '../table.ts'
import type { Terminal } from '../terminal.ts'

const TEXT = {
  progress: { en: 'Settling', ja: '決済' },
  none: { en: 'Nothing to settle.', ja: '決済する期間はありません。' },
  sellers: { en: 'sellers', ja: '出品者' },
  disbursed: { en: 'JPY disbursed', ja: '円を支払い' },
}

/** `settle`: every period that has ended, for every seller. */
export const settle = (terminal: Terminal, options: { readonly until?: string }): Promise<void> => {
  const { until } = options
  const limit = until === undefined ? undefined : momentOption('--until', until)
  return withEngine(terminal, async ({ engine, clock }) => {
    const bar = terminal.progress(TEXT.progress)
    const settled = await settleThrough(engine, limit ?? clock.now(), ({ sellers }) =>
      bar.update(sellers, sellers),
    ).finally(() => bar.stop())
    const periods = settled.map(({ start, end, ...period }) => {
      return { ...period, start: formatTokyo(start), end: formatTokyo(end) }
    })
    const { language } = terminal
    terminal.print({ periods }, () =>
      periods.length === 0
        ? TEXT.none[language]
        : periods
            .map(
              ({ start, end, sellers, disbursed }) =>
                `${start.slice(0, 10)} – ${end.slice(0, 10)}: ` +
                `${grouped(sellers)} ${TEXT.sellers[language]}, ` +
                `${grouped(disbursed)} ${TEXT.disbursed[language]}`,
            )
            .join('\n'),
    )
  })
}
