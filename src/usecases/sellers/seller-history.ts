import { numbers, texts, words } from '../../ledger/arrays.ts'
import type { SellerId } from '../../rules/ids.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import type { Work } from '../once.ts'
import { announceEffects } from '../outbox.ts'

export type SellerEvent =
  | 'registered'
  | 'agreement_accepted'
  | 'plan_changed'
  | 'standing_changed'
  | 'default_points_changed'
  | 'provider_authorised'
  | 'provider_revoked'
  | 'bank_account_changed'

export interface SellerHappening {
  readonly seller: SellerId
  readonly reference: string
  readonly what: SellerEvent
  readonly facts: object
}

/** Records what happened to sellers, and tells others: topic `seller.` + what. */
export async function recordSellerEvents(
  { sql, caller, at, now }: Work,
  happenings: readonly SellerHappening[],
): Promise<void> {
  await sql.query({
    name: 'record-seller-events',
    text: `insert into seller_history (seller_id, what, caller, facts, event_at, recorded_at)
      select s, w, $4, f, to_timestamp($5::float8 / 1000), to_timestamp($6::float8 / 1000)
      from unnest($1::bigint[], $2::seller_event[], $3::json[]) as n (s, w, f)`,
    values: [
      numbers(happenings.map((one) => one.seller)),
      words(happenings.map((one) => one.what)),
      texts(happenings.map((one) => JSON.stringify(one.facts))),
      caller,
      at,
      now,
    ],
  })
  const effects = happenings.map(({ reference, what, facts }) => ({
    topic: `seller.${what}`,
    payload: { seller: reference, by: caller, ...facts },
  }))
  await announceEffects(sql, effects, at, now)
}

export interface SellerHistoryEntry {
  readonly n: number
  readonly what: SellerEvent
  readonly by: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly at: Instant
}

/** What happened to a seller's account, newest first; `before` is the last `n` already seen. */
export async function sellerHistory(
  engine: Engine,
  ask: { readonly seller: string; readonly before?: number; readonly limit?: number },
): Promise<Refusal | readonly SellerHistoryEntry[]> {
  const seller = await engine.directory.seller(ask.seller)
  if (seller === undefined) return refuse('seller_not_found')
  const { rows } = await engine.pool.query<SellerHistoryEntry>({
    name: 'seller-history',
    text: `select n, what, caller as by, facts, event_at as at from seller_history
      where seller_id = $1 and ($2::bigint is null or n < $2) order by n desc limit $3`,
    values: [seller, ask.before ?? null, ask.limit ?? 50],
  })
  return rows
}
