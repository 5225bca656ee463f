const BILLION = 1_000_000_000

/**
 * Text put together as UTF-8 in one buffer, piece by piece. For what is digested with every command:
 * as strings, its pieces would be most of what the collector has to clean up.
 */
export class TextBytes {
  #bytes = Buffer.allocUnsafeSlow(1 << 14)
  #length = 0

  clear(): void {
    this.#length = 0
  }

  /** What has been put together; true only until the next `clear`. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  /** Adds a piece as it would stand in a template, after what parts it from the one before. */
  add(separator: string, piece: string | number | null): this {
    this.#text(separator)
    if (typeof piece === 'string') this.#text(piece)
    else if (piece !== null && Number.isSafeInteger(piece) && piece >= 0) this.#number(piece)
    else this.#text(String(piece))
    return this
  }

  #text(text: string): void {
    // A UTF-16 unit becomes at most three bytes.
    this.#makeRoom(3 * text.length)
    if (text.length > 40) {
      this.#length += this.#bytes.write(text, this.#length)
      return
    }
    const start = this.#length
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code > 127) {
        this.#length = start + this.#bytes.write(text, start)
        return
      }
      this.#bytes[this.#length++] = code
    }
  }

  #number(value: number): void {
    this.#makeRoom(16)
    if (value < BILLION) {
      let count = 1
      for (let most = 10; most <= value; most *= 10) count++
      this.#digits(value, count)
    } else {
      const billions = Math.floor(value / BILLION)
      this.#number(billions)
      this.#digits(value - billions * BILLION, 9)
    }
  }

  /** The last digits of a number below a billion, which is small enough for fast arithmetic. */
  #digits(value: number, count: number): void {
    let left = value | 0
    this.#length += count
    for (let at = this.#length - 1; at >= this.#length - count; at--) {
      const rest = (left / 10) | 0
      this.#bytes[at] = 48 + (left - 10 * rest)
      left = rest
    }
  }

  #makeRoom(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const larger = Buffer.allocUnsafeSlow(2 * (this.#length + more))
    this.#bytes.copy(larger)
    this.#bytes = larger
  }
}
