import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatUtc, type Instant } from '../../src/rules/time/instant.ts'
import type { Figure } from './bench.ts'
import { show, verdict } from './table.ts'

const FOLDER = fileURLToPath(new URL('..', import.meta.url))

export interface Report {
  readonly at: Instant
  readonly quick: boolean
  readonly postgresql: string
  readonly reference: string
  readonly rows: Readonly<Record<string, readonly Figure[]>>
}

/** Writes all figures to `results/`, and the ratios of a full run to the history. */
export async function writeReport(report: Report): Promise<string> {
  const at = formatUtc(report.at)
  const machine = { cores: cpus().length, memoryMb: Math.round(totalmem() / 2 ** 20) }
  const { node } = process.versions
  const whole = { ...report, at, node, machine }
  const file = path.join(FOLDER, 'results', `${at.slice(0, 16).replace(':', '')}.json`)
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(whole, null, 2)}\n`)
  const summary = Object.entries(report.rows).flatMap(([name, figures]) =>
    figures.map((figure) => [`${name}: ${figure.what}`, summaryOf(figure)] as const),
  )
  const line = { at, quick: report.quick, cores: machine.cores, ...Object.fromEntries(summary) }
  await appendFile(path.join(FOLDER, 'history.jsonl'), `${JSON.stringify(line)}\n`)
  return file
}

const summaryOf = (figure: Figure): string =>
  `${show(figure.ratio ?? figure.value)}${figure.ratio === undefined ? ` ${figure.unit}` : '×'} ` +
  verdict(figure)
