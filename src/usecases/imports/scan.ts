import { Decoder, type Encoding, NotText } from '../../files/decoder.ts'
import { RecordReader, type Row } from '../../files/records.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import { type Layout, layoutOf } from '../listings/columns.ts'

/** Looks through a file as it arrives: its encoding, its header, how many rows it has. */
export class InventoryScan {
  readonly #decoder: Decoder
  readonly #reader = new RecordReader()
  readonly #rowsMax: number
  #layout: Refusal | Layout | undefined
  #rows = 0

  constructor(encoding: Encoding | 'auto' | undefined, rowsMax: number) {
    this.#decoder = new Decoder(encoding)
    this.#rowsMax = rowsMax
  }

  /** Of the whole file, once `end` was called. */
  get encoding(): Encoding {
    return this.#decoder.encoding
  }

  /** Rows below the header. */
  get rows(): number {
    return this.#rows
  }

  /** Refusals: those of `layoutOf`, `file_encoding_unsupported`, `file_too_many_rows`. */
  push(bytes: Uint8Array): Refusal | undefined {
    return this.#count(() => this.#reader.push(this.#decoder.write(bytes)))
  }

  /** As `push`, and `file_without_header`. */
  end(): Refusal | undefined {
    const rest = () => [...this.#reader.push(this.#decoder.end()), ...this.#reader.end()]
    return this.#count(rest) ?? (this.#layout ? undefined : refuse('file_without_header'))
  }

  #count(read: () => readonly Row[]): Refusal | undefined {
    try {
      for (const row of read()) {
        if (this.#layout) this.#rows += 1
        this.#layout ??= layoutOf(row)
        if (isRefusal(this.#layout)) return this.#layout
      }
    } catch (error) {
      if (error instanceof NotText) return refuse('file_encoding_unsupported')
      throw error
    }
    if (this.#rows <= this.#rowsMax) return undefined
    return refuse('file_too_many_rows', { maximum: this.#rowsMax })
  }
}
