import type { OrderId, SellerId } from '../ids.ts'
import type { Points, Yen } from '../money/amount.ts'
import type { Instant } from '../time/instant.ts'
import { type Account, unitOf } from './accounts.ts'

/** What a movement is, as a statement names it. */
export const POSTING_KINDS = [
  'principal',
  'shipping',
  'referral_fee',
  'referral_fee_credit',
  'points_granted',
  'points_returned',
  'points_shortfall',
  'points_vested',
  'points_held',
  'points_released',
  'points_redeemed',
  'points_restored',
  'points_expired',
  'points_clawed_back',
  'refund_principal',
  'refund_shipping',
  'claim_principal',
  'claim_shipping',
  'chargeback_principal',
  'chargeback_shipping',
  'promotion',
  'adjustment',
  'disbursement',
] as const

export type PostingKind = (typeof POSTING_KINDS)[number]

/** One movement: a positive amount from the debited to the credited account of the same unit. */
export interface Posting {
  readonly debit: Account
  readonly credit: Account
  readonly amount: Yen | Points
  readonly kind: PostingKind
  /** Whose proceeds move, when `seller_proceeds` is on either side; null otherwise. */
  readonly seller: SellerId | null
  /** The order and line it is about; null when it is about none. */
  readonly order: OrderId | null
  readonly line: number | null
  readonly at: Instant
  readonly policyVersion: number
}

/** Where and under which rules the movements of one decision happen. */
export interface PostingContext {
  readonly at: Instant
  readonly policyVersion: number
  readonly seller?: SellerId
  readonly order?: OrderId
  readonly line?: number
}

/**
 * A posting, or nothing for an amount of zero. Throws for a negative amount or mixed units: bugs.
 */
export function move(
  debit: Account,
  credit: Account,
  amount: Yen | Points,
  kind: PostingKind,
  context: PostingContext,
): Posting[] {
  if (amount === 0) return []
  if (amount < 0) throw new RangeError(`${kind}: a movement of ${amount}`)
  if (unitOf(debit) !== unitOf(credit)) throw new TypeError(`${kind}: ${debit} to ${credit}`)
  const ofSeller = debit === 'seller_proceeds' || credit === 'seller_proceeds'
  if (ofSeller && context.seller === undefined) throw new TypeError(`${kind}: whose proceeds?`)
  return [
    {
      debit,
      credit,
      amount,
      kind,
      seller: ofSeller ? (context.seller as SellerId) : null,
      order: context.order ?? null,
      line: context.line ?? null,
      at: context.at,
      policyVersion: context.policyVersion,
    },
  ]
}
