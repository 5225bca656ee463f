import type { Clock } from '../clock/clock.ts'
import type { Pool } from '../database/connect.ts'
import { Lanes, type LanesOptions } from '../ledger/batch/lanes.ts'
import { type Directory, directory } from '../ledger/directory.ts'
import { orderIds } from '../ledger/order-ids.ts'
import { timelineReader } from '../ledger/policies.ts'
import type { OrderId } from '../rules/ids.ts'
import type { Instant } from '../rules/time/instant.ts'
import type { Behalf } from './orders/behalf.ts'
import { type Turnstile, turnstile } from './turnstile.ts'

/** What every use case works with. Made once, in `main`. */
export interface Engine {
  /** For reads and for writes that are not buyer commands. */
  readonly pool: Pool
  readonly clock: Clock
  readonly lanes: Lanes
  readonly directory: Directory
  readonly nextOrderId: () => Promise<OrderId>
  /** The policy's timeline, read again only when there is a newer version. */
  readonly timelineOf: ReturnType<typeof timelineReader>
  /** Through here goes what sends a command while its own transaction is open. */
  readonly commanding: Turnstile
}

/** Of the pool's ten connections, most that may be held by work that needs another one. */
const COMMANDING = 2

/** Wires an engine to a database; `commandPool` serves the lanes alone, one connection each. */
export function buildEngine(
  pool: Pool,
  commandPool: Pool,
  clock: Clock,
  options: LanesOptions = {},
): Engine {
  return {
    pool,
    clock,
    lanes: new Lanes(commandPool, () => clock.now(), options),
    directory: directory(pool),
    nextOrderId: orderIds(pool),
    timelineOf: timelineReader(),
    commanding: turnstile(COMMANDING),
  }
}

/** Who wants something done, under which idempotency key, and when it happened. */
export interface Intent {
  readonly caller: string
  readonly key: string
  /** Absent for "now". */
  readonly at?: Instant
  /** When it was asked, if not now: for replays, whose clock is the events' own. */
  readonly askedAt?: Instant
  /** Digest of the request as sent; absent, the use case digests what it was given. */
  readonly fingerprint?: string
  /** Whose orders it may touch; absent, all of them. */
  readonly behalf?: Behalf
}
