import type { Reach } from '../../net/addresses.ts'
import type { AwsAccess } from '../../net/aws.ts'
import type { Instant } from '../../rules/time/instant.ts'

/** What deliveries need of the world outside. */
export interface Outside {
  /** How Amazon's queues and event buses are reached; null where that is not set up. */
  readonly aws: AwsAccess | null
  /** Where webhooks may lead. */
  readonly reach: Reach
  /** How long an answer is waited for; ms. */
  readonly patience: number
  /** The machine's own time: a receiver compares a signature's with its own. */
  readonly machineNow: () => Instant
}

/** What a destination gets: longer than that, an answer is none; ms. */
export const PATIENCE = 10_000
