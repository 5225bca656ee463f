import type { Encoding } from '../../files/decoder.ts'
import { encode, startOf } from '../../files/encoder.ts'
import { type Delimiter, formatRecord, type Row } from '../../files/records.ts'
import type { WarningCode } from '../../rules/offers/warnings.ts'
import { isRefusal, type Refusal } from '../../rules/refusal.ts'
import { type Language, sentenceOf } from '../sentence.ts'
import { type Column, HEADERS, type Layout, nameIn } from './columns.ts'
import type { Batch, BatchDecided } from './import-batch.ts'
import { columnOf } from './row.ts'

/** Why a row was refused. */
export interface RowError extends Refusal {
  /** Where the row starts in the file; the header is line 1. */
  readonly line: number
  /** The column as the file names it; null when it is about the row as a whole. */
  readonly column: string | null
  readonly reason: string
}

export interface ImportCounts {
  /** Rows below the header. */
  readonly rows: number
  readonly created: number
  readonly changed: number
  readonly unchanged: number
  /** Rows that are empty or ask for nothing. */
  readonly skipped: number
  readonly refused: number
}

export interface ImportReport extends ImportCounts {
  /** Rows that were accepted with a warning, such as `points_reset`. */
  readonly warnings: Readonly<Partial<Record<WarningCode, number>>>
  /** The first refused rows; all of them are in the file of refused rows. */
  readonly errors: readonly RowError[]
  readonly encoding: Encoding
  readonly delimiter: Delimiter
  /** Whether the accepted rows are in the database now. */
  readonly written: boolean
}

/** Errors kept in the report. */
export const ERRORS_MAX = 1_000

/** Bytes go to a file or an answer; a promise is waited for. */
export type ByteSink = (bytes: Uint8Array) => void | Promise<void>

/** What a file looks like, as far as it is known. */
export interface Form {
  readonly layout: Layout
  readonly encoding: Encoding
  readonly delimiter: Delimiter
  /** The language of the reasons. */
  readonly language: Language
}

/** How a file of refused rows begins: the header as it was, and a column for the reason. */
export function refusedHeader({ layout, encoding, delimiter, language }: Form): Buffer {
  const { headers, columns } = layout
  const reason = columns.includes('reason') ? [] : [HEADERS[language].reason]
  const header = encode(formatRecord([...headers, ...reason], delimiter), encoding)
  return Buffer.concat([startOf(encoding), header])
}

/** Counts what became of rows, and writes the refused ones to a file as they were, with why. */
export class Tally {
  readonly #form: Form
  readonly #refusedTo: ByteSink | undefined
  readonly #counts = { rows: 0, created: 0, changed: 0, unchanged: 0, skipped: 0, refused: 0 }
  readonly #warnings: Partial<Record<WarningCode, number>> = {}
  readonly #errors: RowError[] = []
  #refusedRows = ''
  #begun: boolean

  /** With `begun`, the file of refused rows has its header already. */
  constructor(form: Form, refusedTo: ByteSink | undefined, begun = false) {
    this.#form = form
    this.#begun = begun
    this.#refusedTo = refusedTo
  }

  get counts(): ImportCounts {
    return { ...this.#counts }
  }

  /** Counts a batch, then hands its refused rows on: they need no memory here. */
  async add(batch: Batch, decided: BatchDecided): Promise<void> {
    let next = 0
    for (const { row, read } of batch) {
      if (read.problem) this.#refuse(row, read.problem, read.column)
      else this.#count(row, decided[next++] as BatchDecided[number])
    }
    this.#counts.rows += batch.length
    await this.#flush()
  }

  #count(row: Row, became: BatchDecided[number]): void {
    if (isRefusal(became)) {
      this.#refuse(row, became, columnOf(became, row, this.#form.layout))
      return
    }
    this.#counts[became.what] += 1
    for (const { warning } of became.warnings) {
      this.#warnings[warning] = (this.#warnings[warning] ?? 0) + 1
    }
  }

  #refuse(row: Row, refusal: Refusal, column: Column | null): void {
    if (refusal.refused === 'nothing_named') {
      this.#counts.skipped += 1
      return
    }
    this.#counts.refused += 1
    const { layout, delimiter, language } = this.#form
    const name = column && nameIn(layout, column)
    const sentence = sentenceOf(refusal, language)
    const reason = name ? `${name}: ${sentence}` : sentence
    if (this.#errors.length < ERRORS_MAX) {
      const { refused, facts } = refusal
      this.#errors.push({ line: row.line, column: name, refused, facts, reason })
    }
    if (!this.#refusedTo) return
    const at = layout.columns.indexOf('reason')
    const cells = layout.columns.map((_, i) => (i === at ? reason : (row.cells[i] ?? '')))
    this.#refusedRows += formatRecord(at === -1 ? [...cells, reason] : cells, delimiter)
  }

  async #flush(): Promise<void> {
    if (!this.#refusedTo || this.#refusedRows === '') return
    const { encoding } = this.#form
    if (!this.#begun) {
      this.#begun = true
      await this.#refusedTo(refusedHeader(this.#form))
    }
    const rows = this.#refusedRows
    this.#refusedRows = ''
    await this.#refusedTo(encode(rows, encoding))
  }

  report(written: boolean): ImportReport {
    const { encoding, delimiter } = this.#form
    const counts = { ...this.#counts, warnings: this.#warnings, errors: this.#errors }
    return { ...counts, encoding, delimiter, written }
  }
}
