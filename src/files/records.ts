/** One row of a delimited file. */
export interface Row {
  /** The line it starts in; the first is 1. */
  readonly line: number
  readonly cells: readonly string[]
  /** Why the row could not be taken apart; `cells` is then the line as it stands. */
  readonly problem?: 'quote_broken' | 'row_too_long'
}

export type Delimiter = '\t' | ','

/** Characters of a row, beyond which it is given up; also bounds what is kept in memory. */
export const ROW_MAX = 32_768

/** The delimiter of a file, from its first line. */
export const delimiterOf = (line: string): Delimiter => (line.includes('\t') ? '\t' : ',')

/**
 * Text to rows, piece by piece: TSV or CSV with quoted cells, any line ends, empty lines left out.
 *
 * A cell that begins with a quotation mark ends with one, may hold delimiters and line ends, and
 * doubles the marks inside. A row that breaks this, or is too long, is given back as a problem, and
 * reading goes on in the next line: one broken row harms no other.
 */
export class RecordReader {
  #delimiter: Delimiter | undefined
  #rest = ''
  #line = 1
  /** Inside a line that is too long: nothing of it is kept. */
  #skipping = false

  constructor(delimiter?: Delimiter) {
    this.#delimiter = delimiter
  }

  /** Known once the first line is. */
  get delimiter(): Delimiter {
    return this.#delimiter ?? '\t'
  }

  push(text: string): Row[] {
    return this.#read(this.#rest + text, false)
  }

  end(): Row[] {
    const rest = this.#rest
    return rest === '' ? [] : this.#read(rest.endsWith('\n') ? rest : `${rest}\n`, true)
  }

  #read(text: string, last: boolean): Row[] {
    const records: Row[] = []
    let start = this.#skipping ? this.#skip(text) : 0
    let quote = text.indexOf('"', start)
    for (;;) {
      const end = text.indexOf('\n', start)
      if (end === -1) break
      this.#delimiter ??= delimiterOf(text.slice(start, end))
      if (quote !== -1 && quote < start) quote = text.indexOf('"', start)
      if (quote === -1 || quote > end) {
        const line = withoutReturn(text, start, end)
        if (line !== '') records.push(this.#plain(line))
        this.#line += 1
        start = end + 1
        continue
      }
      const quoted = this.#quoted(text, start, end, last)
      if (quoted === undefined) break
      records.push({ line: this.#line, ...quoted.row })
      this.#line += quoted.lines
      start = quoted.next
    }
    this.#rest = text.slice(start)
    if (this.#rest.length > ROW_MAX && !this.#rest.includes('\n')) {
      records.push({ line: this.#line, cells: [''], problem: 'row_too_long' })
      this.#rest = ''
      this.#skipping = true
    }
    return records
  }

  /** Leaves out the rest of a line that was too long. */
  #skip(text: string): number {
    const end = text.indexOf('\n')
    if (end === -1) return text.length
    this.#skipping = false
    this.#line += 1
    return end + 1
  }

  #plain(text: string): Row {
    const line = this.#line
    if (text.length > ROW_MAX) return { line, cells: [''], problem: 'row_too_long' }
    return { line, cells: text.split(this.delimiter) }
  }

  /** A row with quotation marks; undefined when more text is needed to tell where it ends. */
  #quoted(text: string, start: number, lineEnd: number, last: boolean) {
    const broken = (problem: Row['problem']) => ({
      row: { cells: [withoutReturn(text, start, lineEnd)], ...(problem ? { problem } : {}) },
      lines: 1,
      next: lineEnd + 1,
    })
    const cells: string[] = []
    let at = start
    let lines = 1
    for (;;) {
      if (text[at] !== '"') {
        const end = cellEnd(text, at, this.delimiter)
        if (end === -1) return last ? broken('quote_broken') : undefined
        cells.push(text[end] === '\n' ? withoutReturn(text, at, end) : text.slice(at, end))
        if (text[end] === '\n') return { row: { cells }, lines, next: end + 1 }
        at = end + 1
        continue
      }
      const close = closingQuote(text, at)
      if (close === -1) {
        const hopeless = last || text.length - start > ROW_MAX
        return hopeless ? broken('quote_broken') : undefined
      }
      if (close - start > ROW_MAX) return broken('quote_broken')
      const cell = text.slice(at + 1, close)
      cells.push(cell.replaceAll('""', '"'))
      lines += cell.split('\n').length - 1
      const after = text.startsWith('\r\n', close + 1) ? close + 2 : close + 1
      // The text may end between a mark and what says whether it closes anything.
      const untold = after >= text.length || (text[after] === '\r' && after + 1 === text.length)
      if (untold) return last ? broken('quote_broken') : undefined
      if (text[after] === '\n') return { row: { cells }, lines, next: after + 1 }
      if (text[after] !== this.delimiter) return broken('quote_broken')
      at = after + 1
    }
  }
}

const withoutReturn = (text: string, start: number, end: number): string =>
  text.slice(start, end > start && text[end - 1] === '\r' ? end - 1 : end)

/** Where an unquoted cell ends: at a delimiter or a line's end; -1 when neither is there yet. */
function cellEnd(text: string, start: number, delimiter: Delimiter): number {
  const line = text.indexOf('\n', start)
  if (line === -1) return -1
  const next = text.indexOf(delimiter, start)
  return next === -1 || next > line ? line : next
}

/** The mark that closes a cell; doubled marks close nothing. -1 when it is not there yet. */
function closingQuote(text: string, open: number): number {
  let at = open + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote === -1 || text[quote + 1] !== '"') return quote
    at = quote + 2
  }
}

/** A row as text, with its line end. Cells that need it are quoted. */
export function formatRecord(cells: readonly string[], delimiter: Delimiter): string {
  const needsQuotes = delimiter === '\t' ? /["\t\r\n]/ : /[",\r\n]/
  const written = cells.map((cell) =>
    needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
  )
  return `${written.join(delimiter)}\r\n`
}
