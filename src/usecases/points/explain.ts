import type { Policy } from '../../rules/policy/policy.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import { currentPolicy } from '../current-policy.ts'
import type { Engine } from '../engine.ts'
import type { OrderEntry } from '../orders/order-entries.ts'

/** Where a buyer's points can be. */
export const PLACES = ['available', 'unvested', 'held'] as const

/** Movements shown; all of them are in the history. */
const ENTRIES_MAX = 50

type BalanceEntry = OrderEntry & { readonly order: string | null }

/**
 * The newest movements that made a balance what it is, newest first. Refusal: `buyer_not_found`.
 */
export async function explainBalance(
  engine: Engine,
  reference: string,
  place: (typeof PLACES)[number],
): Promise<
  | Refusal
  | {
      readonly refused?: never
      readonly policy: Policy
      readonly entries: readonly BalanceEntry[]
    }
> {
  const buyer = await engine.directory.buyer(reference)
  if (buyer === undefined) return refuse('buyer_not_found')
  const policy = await currentPolicy(engine, engine.pool, engine.clock.now())
  const { rows } = await engine.pool.query<BalanceEntry>({
    name: 'balance-entries',
    text: `select p.version || '-' || p.n as id, p.version, p.event_at as at, p.kind, p.debit,
        p.credit, p.unit, p.amount, p.line, p.policy_version as "policyVersion",
        o.reference as "order"
      from posting p left join orders o on o.buyer_id = p.book_id and o.id = p.order_id
      where p.book_id = $1 and $2::account in (p.debit, p.credit)
      order by p.version desc, p.n desc limit $3`,
    values: [buyer, `buyer_${place}`, ENTRIES_MAX],
  })
  return { policy, entries: rows }
}
