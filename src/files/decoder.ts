import { isAscii } from 'node:buffer'
import iconv from 'iconv-lite'

/** The encodings that files come and go in; `shift_jis` is Windows' variant, cp932. */
export type Encoding = 'utf-8' | 'shift_jis'

/** Stands in the text for every byte that the encoding does not explain. */
export const UNDECODABLE = '\ufffd'

/** The bytes are no text in an encoding that is read here: UTF-16, a spreadsheet, an image. */
export class NotText extends Error {}

/** How much is looked at after the first byte that is not ASCII, to tell the encodings apart. */
const SAMPLE = 4_096

/**
 * Bytes to text, piece by piece. With `auto`, a byte order mark decides; else the first bytes that
 * are not ASCII, which are UTF-8 when they are valid as such. A file of ASCII alone is both.
 *
 * Undecodable bytes become `UNDECODABLE`, and delimiters after them stay what they are. Throws
 * `NotText`.
 */
export class Decoder {
  #encoding: Encoding | undefined
  #text: { write(bytes: Buffer): string; end(): string | undefined } | undefined
  #held: Buffer = Buffer.alloc(0)
  #atStart = true

  constructor(wanted: Encoding | 'auto' = 'auto') {
    if (wanted !== 'auto') this.#encoding = wanted
  }

  /** `utf-8` as long as everything was ASCII. */
  get encoding(): Encoding {
    return this.#encoding ?? 'utf-8'
  }

  write(bytes: Uint8Array): string {
    const chunk = Buffer.concat([this.#held, bytes])
    this.#held = Buffer.alloc(0)
    if (this.#atStart && chunk.length < 4) return this.#hold(chunk)
    return this.#decode(chunk, false)
  }

  end(): string {
    const rest = this.#decode(this.#held, true)
    return rest + (this.#text?.end() ?? '')
  }

  #decode(bytes: Buffer, last: boolean): string {
    const chunk = this.#atStart ? this.#open(bytes) : bytes
    this.#atStart = false
    if (this.#text) return this.#text.write(chunk)
    if (isAscii(chunk)) return chunk.toString('latin1')
    const first = chunk.findIndex((byte) => byte >= 0x80)
    if (!this.#encoding) {
      const sample = chunk.subarray(first)
      if (sample.length < SAMPLE && !last) {
        return chunk.toString('latin1', 0, first) + this.#hold(sample)
      }
      this.#encoding = isUtf8(sample, last) ? 'utf-8' : 'shift_jis'
    }
    this.#text = iconv.getDecoder(this.#encoding === 'utf-8' ? 'utf8' : 'cp932', {
      stripBOM: false,
    })
    return this.#text.write(chunk)
  }

  #hold(bytes: Buffer): string {
    this.#held = bytes
    return ''
  }

  /** Looks at the first bytes of the file; returns them without a byte order mark. */
  #open(bytes: Buffer): Buffer {
    const [a, b, c] = bytes
    if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) throw new NotText('UTF-16')
    if (bytes.subarray(0, SAMPLE).includes(0)) throw new NotText('binary')
    if (a !== 0xef || b !== 0xbb || c !== 0xbf) return bytes
    this.#encoding ??= 'utf-8'
    return bytes.subarray(3)
  }
}

function isUtf8(sample: Buffer, whole: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: !whole })
    return true
  } catch {
    return false
  }
}
