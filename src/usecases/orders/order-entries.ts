import type { Account, Unit } from '../../rules/book/accounts.ts'
import type { PostingKind } from '../../rules/book/posting.ts'
import type { SellerId } from '../../rules/ids.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import type { Behalf } from './behalf.ts'
import type { OrderSheet } from './view.ts'

/** One movement in the ledger that is about an order. */
export interface OrderEntry {
  /**
   * The buyer's n-th command, and which of its movements: names it for good. A seller's own count.
   */
  readonly id: string
  readonly version: number
  readonly at: Instant
  readonly kind: PostingKind
  readonly debit: Account
  readonly credit: Account
  readonly unit: Unit
  readonly amount: number
  readonly line: number | null
  readonly policyVersion: number
}

type EntryRow = OrderEntry & { readonly seller: SellerId | null }

/**
 * What the ledger has of an order, oldest first: a buyer sees what moves its own points and
 * payments, a seller what moves its proceeds, the operator everything.
 */
export async function orderEntries(
  engine: Engine,
  order: Pick<OrderSheet, 'id' | 'reference'>,
  behalf: Behalf,
): Promise<readonly OrderEntry[]> {
  const key = await engine.directory.order(order.reference)
  const { rows } = await engine.pool.query<EntryRow>({
    name: 'order-entries',
    text: `select p.version || '-' || p.n as id, p.version, p.event_at as at, p.kind, p.debit,
        p.credit, p.unit, p.amount, p.line, p.policy_version as "policyVersion",
        p.seller_id as seller
      from posting p where p.book_id = $1 and p.order_id = $2 order by p.version, p.n`,
    values: [key?.buyer, order.id],
  })
  const own = rows.filter((entry) => isOwn(entry, behalf)).map(({ seller: _, ...entry }) => entry)
  return behalf.seller === undefined ? own : seenBySeller(own)
}

/**
 * What a seller sees of movements on its proceeds: numbered among themselves, because their place
 * among the buyer's would tell how much else moved; and what a refund returned of the points as
 * one, because how much of it was a shortfall tells what the buyer had left §.
 */
function seenBySeller(entries: readonly OrderEntry[]): readonly OrderEntry[] {
  const seen: OrderEntry[] = []
  for (const entry of entries) {
    const last = seen.at(-1)
    const shortfall = entry.kind === 'points_shortfall'
    const returned: OrderEntry = shortfall
      ? { ...entry, kind: 'points_returned', debit: 'points_funding' }
      : entry
    if (shortfall && last?.kind === 'points_returned' && isSameStep(last, entry)) {
      seen[seen.length - 1] = { ...last, amount: last.amount + entry.amount }
    } else seen.push({ ...returned, id: String(seen.length + 1) })
  }
  return seen
}

const isSameStep = (a: OrderEntry, b: OrderEntry): boolean =>
  a.version === b.version && a.line === b.line

function isOwn({ seller, debit, credit }: EntryRow, behalf: Behalf): boolean {
  if (behalf.seller !== undefined) return seller === behalf.seller
  if (behalf.buyer !== undefined) return debit.startsWith('buyer_') || credit.startsWith('buyer_')
  return true
}
