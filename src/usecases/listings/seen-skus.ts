/**
 * In which line of a file each SKU was first: 16 to 32 bytes a SKU, however long it is.
 *
 * SKUs are told apart by 64 bits of a hash. Among a million of them, the chance that any two share
 * those is below one in ten million; such a row would be refused as a repetition, never written
 * wrongly.
 */
export class SeenSkus {
  #size = 0
  #slots = 1 << 12
  #high = new Uint32Array(this.#slots)
  #low = new Uint32Array(this.#slots)
  /** 0 in an empty slot. */
  #line = new Uint32Array(this.#slots)

  /** The line where the SKU was first; undefined when it is new, and is now known to be here. */
  note(sku: string, line: number): number | undefined {
    if (this.#size * 4 >= this.#slots * 3) this.#grow()
    const [high, low] = hash(sku)
    const slot = this.#find(high, low)
    const first = this.#line[slot]
    if (first) return first
    this.#put(slot, high, low, line)
    this.#size += 1
    return undefined
  }

  #find(high: number, low: number): number {
    let slot = low & (this.#slots - 1)
    while (this.#line[slot] !== 0 && !(this.#high[slot] === high && this.#low[slot] === low)) {
      slot = (slot + 1) & (this.#slots - 1)
    }
    return slot
  }

  #put(slot: number, high: number, low: number, line: number): void {
    this.#high[slot] = high
    this.#low[slot] = low
    this.#line[slot] = line
  }

  #grow(): void {
    const before = { high: this.#high, low: this.#low, line: this.#line }
    this.#slots *= 2
    this.#high = new Uint32Array(this.#slots)
    this.#low = new Uint32Array(this.#slots)
    this.#line = new Uint32Array(this.#slots)
    before.line.forEach((line, slot) => {
      if (line === 0) return
      const [high, low] = [before.high[slot] ?? 0, before.low[slot] ?? 0]
      this.#put(this.#find(high, low), high, low, line)
    })
  }
}

/** Two 32-bit halves, each mixed from every character by its own odd constants. */
function hash(text: string): readonly [high: number, low: number] {
  let high = 0x9e3779b9
  let low = 0x85ebca6b
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    high = Math.imul(high ^ unit, 0x27d4eb2d)
    low = Math.imul(low ^ unit, 0x165667b1)
    high ^= low >>> 15
    low ^= high >>> 13
  }
  return [mix(high, 0x2c1b3c6d), mix(low, 0x297a2d39)]
}

function mix(half: number, odd: number): number {
  const mixed = Math.imul(half ^ (half >>> 16), odd)
  return (mixed ^ (mixed >>> 15)) >>> 0
}
