/** Numbers below `limit`, the same sequence for the same seed, so that runs can be compared. */
export type Random = (limit: number) => number

/** Mulberry32: small, fast, and good enough to pick buyers. */
export function random(seed: number): Random {
  let state = seed >>> 0
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
}
