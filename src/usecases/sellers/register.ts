import { transaction } from '../../database/connect.ts'
import { texts } from '../../ledger/arrays.ts'
import type { Accepted } from '../../ledger/command.ts'
import type { SellerId } from '../../rules/ids.ts'
import type { Plan } from '../../rules/policy/policy.ts'
import { JAPAN } from '../../rules/policy/presets.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once, type Work } from '../once.ts'
import { badText, LONGEST, unknownWord } from '../text.ts'
import { recordSellerEvents } from './seller-history.ts'

export const PLANS = ['professional', 'individual'] as const satisfies readonly Plan[]

export interface NewSeller {
  /** The operator's own id of the seller, 1–64 characters. */
  readonly reference: string
  readonly name: string
  readonly plan: Plan
  /** Japan's, unless told otherwise: the only one with points. */
  readonly marketplace?: string
}

/** Opens a seller's account. Refusals: `text_out_of_range`, `value_unknown`, `seller_exists`. */
export const registerSeller = (
  engine: Engine,
  intent: Intent,
  ask: NewSeller,
): Promise<Refusal | Accepted<{ readonly seller: string }>> =>
  once(engine, intent, 'seller.registered', ask, async (work) => {
    const made = await insertSellers(work, [ask])
    if (isRefusal(made)) return made
    if (made.length === 0) return refuse('seller_exists', { seller: ask.reference })
    return { seller: ask.reference }
  })

/**
 * Makes sellers known; those known already stay as they are, so it can be repeated at will.
 * Returns how many were new. Refusals: `text_out_of_range`, `value_unknown`.
 */
export async function registerSellers(
  engine: Engine,
  caller: string,
  sellers: readonly NewSeller[],
): Promise<Refusal | { readonly refused?: never; readonly registered: number }> {
  return transaction(engine.pool, async (sql) => {
    const now = engine.clock.now()
    const made = await insertSellers({ sql, caller, at: now, now }, sellers)
    return isRefusal(made) ? made : { registered: made.length }
  })
}

interface MadeSeller {
  readonly id: SellerId
  readonly reference: string
  readonly plan: Plan
}

async function insertSellers(
  work: Work,
  sellers: readonly NewSeller[],
): Promise<Refusal | readonly MadeSeller[]> {
  for (const { reference, name, plan, marketplace } of sellers) {
    const bad = badText({
      reference: [reference, LONGEST.reference],
      name: [name, LONGEST.name],
      marketplace: [marketplace, LONGEST.reference],
    })
    const no = bad ?? unknownWord('plan', plan, PLANS)
    if (no) return no
  }
  const { rows } = await work.sql.query<MadeSeller>(
    `insert into seller (reference, name, plan, marketplace, created_at)
      select r, n, p, m, to_timestamp($5::float8 / 1000)
      from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as s (r, n, p, m)
      on conflict (reference) do nothing returning id, reference, plan`,
    [
      texts(sellers.map((seller) => seller.reference)),
      texts(sellers.map((seller) => seller.name)),
      texts(sellers.map((seller) => seller.plan)),
      texts(sellers.map((seller) => seller.marketplace ?? JAPAN)),
      work.now,
    ],
  )
  if (rows.length > 0) {
    const happenings = rows.map(({ id, reference, plan }) => ({
      ...{ seller: id, reference, what: 'registered' as const },
      facts: { plan },
    }))
    await recordSellerEvents(work, happenings)
  }
  return rows
}
