import { Presets, SingleBar } from 'cli-progress'

/** How far long work has come. */
export interface Progress {
  update(done: number, total: number): void
  stop(): void
}

export const SILENT: Progress = { update: () => {}, stop: () => {} }

/** A bar on stderr. It appears with the first update, so quick work never shows one. */
export function progressBar(label: string): Progress {
  const format = `${label} {bar} {percentage} % · {value}/{total} · {eta_formatted}`
  const bar = new SingleBar(
    { format, stream: process.stderr, hideCursor: true, clearOnComplete: true, etaBuffer: 100 },
    Presets.shades_classic,
  )
  let total = 0
  return {
    update(done, of) {
      if (total === 0) bar.start(of, done)
      else if (of !== total) bar.setTotal(of)
      total = of
      bar.update(done)
    },
    stop() {
      if (total > 0) bar.stop()
      total = 0
    },
  }
}
