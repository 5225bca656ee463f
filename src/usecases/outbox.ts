import type { Sql } from '../database/connect.ts'
import { texts } from '../ledger/arrays.ts'
import type { Instant } from '../rules/time/instant.ts'

/** An effect to come, written in the transaction of its cause. */
export interface Effect {
  readonly topic: string
  readonly payload: object
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
    text: `insert into outbox (topic, payload, event_at, recorded_at)
      select t, p, to_timestamp($3::float8 / 1000), to_timestamp($4::float8 / 1000)
      from unnest($1::text[], $2::json[]) as n (t, p)`,
    values: [
      texts(effects.map((effect) => effect.topic)),
      texts(effects.map((effect) => JSON.stringify(effect.payload))),
      at,
      now,
    ],
  })
}
