import { randomFillSync } from 'node:crypto'

const POOL = Buffer.alloc(16 * 1_024)
let used = POOL.length

/**
 * A random key of 32 hex digits, as callers make them. Unlike a UUID made here it is one piece of
 * memory, as is a key that came over the wire.
 */
export function freshKey(): string {
  if (used === POOL.length) {
    randomFillSync(POOL)
    used = 0
  }
  used += 16
  return POOL.toString('hex', used - 16, used)
}
