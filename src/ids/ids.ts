import { randomBytes, randomInt, randomUUID } from 'node:crypto'

/** A fresh idempotency key, or any other opaque name. */
export const newKey = (): string => randomUUID()

/** An order's public id in the three groups that sellers' tools expect: `250-1234567-1234567`. */
export function newOrderReference(): string {
  const digits = (length: number) => String(randomInt(10 ** length)).padStart(length, '0')
  return `${250 + randomInt(8)}-${digits(7)}-${digits(7)}`
}

/** A secret of 32 random bytes, URL-safe. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/**
 * Ten signs, as the codes of products that a marketplace makes itself: `B0` and eight at random.
 */
export const newAsin = (): string => {
  const signs = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  return `B0${Array.from({ length: 8 }, () => signs[randomInt(signs.length)]).join('')}`
}
