import type { PostingKind } from '../book/posting.ts'

/** Why a seller's proceeds moved. */
export type ProceedsCause = 'shipment' | 'refund' | 'claim' | 'chargeback' | 'adjustment'

/**
 * The cause of movements that happened together: what the buyer was given back of the price tells
 * a refund from a claim, and a price without that is a sale.
 */
export function causeOf(kinds: readonly PostingKind[]): ProceedsCause {
  const some = (prefix: string) => kinds.some((kind) => kind.startsWith(prefix))
  if (some('claim_')) return 'claim'
  if (some('chargeback_')) return 'chargeback'
  if (some('refund_')) return 'refund'
  return kinds.includes('principal') || kinds.includes('shipping') ? 'shipment' : 'adjustment'
}
