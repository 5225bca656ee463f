import type { Sql } from '../database/connect.ts'
import { numbers, texts } from '../ledger/arrays.ts'
import type { Instant } from '../rules/time/instant.ts'

/** An effect to come, written in the transaction of its cause. */
export interface Effect {
  readonly topic: string
  readonly payload: object
  /** The sellers concerned; absent, the one that the payload names. */
  readonly sellers?: readonly number[]
}

/** Adds effects that belong to no buyer's book to the outbox. */
export async function announceEffects(
  sql: Sql,
  effects: readonly Effect[],
  at: Instant,
  now: Instant,
): Promise<void> {
  if (effects.length === 0) return
  await sql.query({
    name: 'announce-effects',
    text: `insert into outbox (topic, payload, sellers, event_at, recorded_at)
      select t, p, s::bigint[], to_timestamp($3::float8 / 1000), to_timestamp($4::float8 / 1000)
      from unnest($1::text[], $2::json[], $5::text[]) as n (t, p, s)`,
    values: [
      texts(effects.map((effect) => effect.topic)),
      texts(effects.map((effect) => JSON.stringify(effect.payload))),
      at,
      now,
      texts(effects.map(({ sellers }) => (sellers ? numbers(sellers) : null))),
    ],
  })
}
