import type { Figure } from './bench.ts'

const HEADER = ['', 'measured', 'reference', 'ratio', 'floor', 'goal', 'p50 / p99 ms', '']

/** How far a figure got: the goal, the floor, or neither. Empty where nothing was promised. */
export function verdict({ value, ratio, floor, goal, better }: Figure): string {
  const judged = ratio ?? value
  const reaches = (target: number) => (better === 'more' ? judged >= target : judged <= target)
  if (goal !== undefined && reaches(goal)) return 'goal'
  if (floor === undefined) return ''
  return reaches(floor) ? 'floor' : 'short'
}

/** The figures of a row as text, in columns. */
export function tableOf(title: string, figures: readonly Figure[]): string {
  const rows = [HEADER, ...figures.map(cells)]
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  return [`\n${title}`, ...rows.map((row) => `  ${line(row)}`)].join('\n')
}

function cells(figure: Figure): string[] {
  const { what, value, unit, reference, ratio, ownRatio, floor, goal, p50, p99, note } = figure
  const times = ratio === undefined ? '' : '×'
  const target = (number: number | undefined) => (number === undefined ? '' : `${number}${times}`)
  return [
    note === undefined ? what : `${what} (${note})`,
    `${show(value)} ${unit}`,
    reference === undefined ? '' : `${show(reference.value)} ${reference.name}`,
    ratio === undefined
      ? ''
      : `${show(ratio)}×${ownRatio === undefined ? '' : ` (${show(ownRatio)}×)`}`,
    target(floor),
    target(goal),
    p50 === undefined || p99 === undefined ? '' : `${show(p50)} / ${show(p99)}`,
    verdict(figure),
  ]
}

/** Three digits are all that such figures are good for. */
export function show(number: number): string {
  if (Number.isNaN(number)) return '?'
  if (Math.abs(number) >= 100) return Math.round(number).toLocaleString('en')
  return String(Number(number.toPrecision(3)))
}
