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

  /** Adds pieces as they would stand in a template. */
  add(...pieces: readonly (string | number | null)[]): void {
    for (const piece of pieces) {
      if (typeof piece === 'number' && Number.isSafeInteger(piece) && piece >= 0)
        this.#digits(piece)
      else this.#text(typeof piece === 'string' ? piece : String(piece))
    }
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

  #digits(value: number): void {
    this.#makeRoom(16)
    let end = this.#length + 1
    for (let left = value; left > 9; left = Math.floor(left / 10)) end++
    this.#length = end
    let left = value
    do {
      const rest = Math.floor(left / 10)
      this.#bytes[--end] = 48 + (left - 10 * rest)
      left = rest
    } while (left > 0)
  }

  #makeRoom(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const larger = Buffer.allocUnsafeSlow(2 * (this.#length + more))
    this.#bytes.copy(larger)
    this.#bytes = larger
  }
}
