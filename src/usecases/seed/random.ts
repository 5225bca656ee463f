/** Draws that come out the same for the same seed, so that every sandbox begins alike. */
export interface Draw {
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number
  /** True in `percent` of a hundred draws. */
  chance(percent: number): boolean
  of<Item>(items: readonly Item[]): Item
}

/** A linear congruential generator on 31 bits: even enough for an invented market. */
export function drawFrom(seed: number): Draw {
  let state = BigInt(seed)
  const below = (limit: number) => {
    state = (state * 1_103_515_245n + 12_345n) & 0x7fffffffn
    return Number(((state >> 8n) * BigInt(limit)) >> 23n)
  }
  return {
    below,
    chance: (percent) => below(100) < percent,
    of: (items) => items[below(items.length)] as (typeof items)[number],
  }
}
