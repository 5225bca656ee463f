import type { PoolClient } from '../../database/connect.ts'
import type { Instant } from '../../rules/time/instant.ts'

/** An event of the log, as its readers need it. */
export interface LoggedEvent {
  readonly id: number
  readonly type: string
  readonly bookId: number | null
  readonly version: number | null
  readonly orderId: number | null
  /** Null for a buyer's command: its outcome is in the journal. */
  readonly payload: Readonly<Record<string, unknown>> | null
  readonly at: Instant
}

/** Something that follows the log of events. */
export interface EventReader {
  readonly name: string
  /** The events it wants; all others are passed over. */
  readonly types: readonly string[]
  /** How many events, wanted or not, are looked at in one transaction. */
  readonly page: number
  /**
   * Does what events bring about, in the transaction that moves the reader on; may stop early, and
   * then says which event was its last.
   */
  react(sql: PoolClient, events: readonly LoggedEvent[]): Promise<{ readonly last?: number }>
}
