import { Recent } from '../../ledger/recent.ts'
import type { Instant } from '../../rules/time/instant.ts'

interface Bucket {
  readonly tokens: number
  readonly at: Instant
}

/** Most buckets remembered; those used longest ago, which are full again, go first. */
const KEPT_MAX = 50_000

/** Rounding of sums of fractions must not cost a whole token. */
const EPSILON = 1e-9

/**
 * Token buckets, as Amazon describes its usage plans: a bucket holds `burst` tokens, each request
 * takes one, and `rate` tokens a second come back. In this process's memory.
 */
export class Buckets {
  readonly #buckets = new Recent<string, Bucket>(KEPT_MAX)

  /** Takes a token from the bucket of a key; false when there is none. */
  take(key: string, rate: number, burst: number, now: Instant): boolean {
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now }
    const seconds = Math.max(0, now - bucket.at) / 1_000
    const tokens = Math.min(burst, bucket.tokens + seconds * rate)
    const allowed = tokens >= 1 - EPSILON
    this.#buckets.set(key, { tokens: allowed ? Math.max(0, tokens - 1) : tokens, at: now })
    return allowed
  }
}
