import { Decoder, type Encoding, NotText } from '../../files/decoder.ts'
import { RecordReader, type Row } from '../../files/records.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import { SeenSkus } from '../listings/seen-skus.ts'
import { type FlatLayout, flatLayout } from './columns.ts'
import { cellsOf, readFlatRow } from './flat-row.ts'
import { BATCH, type FeedReading, type FeedRow } from './rows.ts'
import type { FlatFileType } from './types.ts'

/** The first cell of templates, whose header is the third line then. */
const TEMPLATE = /^TemplateType=/

/** A tab-separated feed: a header, or a template's three lines of it, and a row for each SKU. */
export class FlatFile implements FeedReading {
  readonly #type: FlatFileType
  readonly #bytes: AsyncIterable<Uint8Array>
  readonly #now: Instant
  readonly #decoder: Decoder
  readonly #reader = new RecordReader('\t')
  readonly #seen = new SeenSkus()
  #heads = 0
  #template = false
  #layout: Refusal | FlatLayout | undefined

  /** `now` decides which sales are on; `encoding` is what its author says, if anything. */
  constructor(
    type: FlatFileType,
    bytes: AsyncIterable<Uint8Array>,
    encoding: Encoding | 'auto',
    now: Instant,
  ) {
    this.#type = type
    this.#bytes = bytes
    this.#decoder = new Decoder(encoding)
    this.#now = now
  }

  get encoding(): Encoding {
    return this.#decoder.encoding
  }

  get refusal(): Refusal | undefined {
    return this.#layout && isRefusal(this.#layout) ? this.#layout : undefined
  }

  async *batches(): AsyncGenerator<readonly FeedRow[]> {
    let batch: FeedRow[] = []
    for await (const rows of this.#rows()) {
      for (const row of rows) {
        if (!this.#layout && this.#head(row)) continue
        if (!this.#layout || isRefusal(this.#layout)) return
        batch.push(this.#read(row, this.#layout))
        if (batch.length < BATCH) continue
        yield batch
        batch = []
      }
    }
    this.#layout ??= refuse('file_without_header')
    if (batch.length > 0) yield batch
  }

  async *#rows(): AsyncGenerator<Row[]> {
    try {
      for await (const bytes of this.#bytes) yield this.#reader.push(this.#decoder.write(bytes))
      yield this.#reader.push(this.#decoder.end())
    } catch (error) {
      if (!(error instanceof NotText)) throw error
      this.#layout = refuse('file_encoding_unsupported')
      return
    }
    yield this.#reader.end()
  }

  /** Whether a row was one of the header's. */
  #head(row: Row): boolean {
    this.#heads += 1
    if (this.#heads === 1 && TEMPLATE.test(row.cells[0] ?? '')) this.#template = true
    if (this.#template && this.#heads < 3) return true
    this.#layout = flatLayout(this.#type, row.cells)
    return !isRefusal(this.#layout)
  }

  #read(row: Row, layout: FlatLayout): FeedRow {
    const cells = cellsOf(row, layout)
    if (isRefusal(cells)) return { row: row.line, sku: '', asks: cells }
    const { sku = '' } = cells
    const first = sku === '' ? undefined : this.#seen.note(sku, row.line)
    if (first !== undefined) {
      return { row: row.line, sku, asks: refuse('row_repeats_sku', { sku, line: first }) }
    }
    const { asks, notes } = readFlatRow(this.#type, cells, this.#now)
    return { row: row.line, sku, asks, ...(notes.length > 0 ? { notes } : {}) }
  }
}
