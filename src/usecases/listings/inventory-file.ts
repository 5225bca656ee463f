import { Decoder, type Encoding, NotText } from '../../files/decoder.ts'
import { asUnicode } from '../../files/japanese.ts'
import { type Delimiter, RecordReader, type Row } from '../../files/records.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Language } from '../sentence.ts'
import { type Layout, layoutOf } from './columns.ts'
import type { Batch } from './import-batch.ts'
import { type RowAsk, type RowProblem, readRow } from './row.ts'
import { SeenSkus } from './seen-skus.ts'

/** A seller's inventory as a file: TSV or CSV with a header line, Japanese or English. */
export class InventoryFile {
  readonly #bytes: AsyncIterable<Uint8Array>
  readonly #decoder: Decoder
  readonly #reader = new RecordReader()
  readonly #seen = new SeenSkus()
  readonly #language: Language | undefined
  #layout: Refusal | Layout | undefined

  constructor(
    bytes: AsyncIterable<Uint8Array>,
    encoding: Encoding | 'auto' | undefined,
    language: Language | undefined,
  ) {
    this.#bytes = bytes
    this.#decoder = new Decoder(encoding)
    this.#language = language
  }

  /** Why the file as a whole can not be read; undefined as long as it can. */
  get refusal(): Refusal | undefined {
    return this.#layout && isRefusal(this.#layout) ? this.#layout : undefined
  }

  /** What the header says; only for a file whose rows are being read. */
  get layout(): Layout {
    if (!this.#layout || isRefusal(this.#layout)) throw new Error('no header was read')
    return this.#layout
  }

  /** As far as it is known: what is read later may be the first that is not ASCII. */
  get encoding(): Encoding {
    return this.#decoder.encoding
  }

  get delimiter(): Delimiter {
    return this.#reader.delimiter
  }

  /** The language of reasons: the header's, unless another was named. */
  get language(): Language {
    return this.#language ?? this.layout.language
  }

  /** The rows below the header. Ends early, with a `refusal`, when the file can not be read. */
  async *batches(rowsMax: number): AsyncGenerator<Batch> {
    let batch: Batch[number][] = []
    for await (const rows of this.#rows()) {
      for (const row of rows) {
        this.#layout ??= layoutOf(row)
        if (isRefusal(this.#layout)) return
        if (row.line === this.#layout.line) continue
        batch.push({ row, read: this.#read(row, this.#layout) })
        if (batch.length < rowsMax) continue
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

  #read(row: Row, layout: Layout): RowAsk | RowProblem {
    const read = readRow(row, layout, this.encoding)
    if (read.problem) return read
    const { sku } = read.ask
    const first = this.#seen.note(sku, row.line)
    if (first === undefined) {
      const otherSku = this.encoding === 'shift_jis' ? asUnicode(sku) : sku
      return otherSku === sku ? read : { ...read, otherSku }
    }
    return { problem: refuse('row_repeats_sku', { sku, line: first }), column: 'sku' }
  }
}
