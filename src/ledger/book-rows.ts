import { points } from '../rules/money/amount.ts'
import type { BuyerBook, Lot } from '../rules/points/book.ts'
import type { Instant } from '../rules/time/instant.ts'

export interface BookRow {
  readonly id: number
  readonly version: number
  readonly chain: string
  readonly available: number
  readonly unvested: number
  readonly held: number
  readonly lots: readonly Lot[]
  readonly last_ordered_at: Instant | null
  readonly last_earned_at: Instant | null
  readonly grace_until: Instant | null
  readonly reminded_of: Instant | null
  readonly next_vest_at: Instant | null
  readonly matured_to: Instant | null
  readonly wake_at: Instant | null
}

export const BOOK_COLUMNS = `id, version, encode(chain, 'hex') as chain, available, unvested, held,
  lots, last_ordered_at, last_earned_at, grace_until, reminded_of, next_vest_at, matured_to,
  wake_at`

export const bookOf = (row: BookRow): BuyerBook => ({
  available: points(row.available),
  unvested: points(row.unvested),
  held: points(row.held),
  lots: row.lots,
  lastOrderedAt: row.last_ordered_at,
  lastEarnedAt: row.last_earned_at,
  graceUntil: row.grace_until,
  remindedOf: row.reminded_of,
  nextVestAt: row.next_vest_at,
  maturedTo: row.matured_to,
})
