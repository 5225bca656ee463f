import { type Sql, transaction } from '../../database/connect.ts'
import type { Accepted } from '../../ledger/command.ts'
import type { BuyerId } from '../../rules/ids.ts'
import type { Refusal } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { badText, LONGEST } from '../text.ts'

export interface NewBuyer {
  /** The operator's own id of the buyer, 1–64 characters. */
  readonly reference: string
  readonly name?: string
}

/**
 * Makes buyers known and opens their books; those known already stay as they are. So it can be
 * repeated at will. Returns how many were new.
 */
export const registerBuyers = (engine: Engine, buyers: readonly NewBuyer[]): Promise<number> =>
  transaction(engine.pool, (sql) => insertBuyers(sql, buyers, engine.clock.now()))

/** Makes one buyer known, once for a key. Refusal: `text_out_of_range`. */
export const registerBuyer = (
  engine: Engine,
  intent: Intent,
  ask: NewBuyer,
): Promise<Refusal | Accepted<{ readonly buyer: string; readonly isNew: boolean }>> =>
  once(engine, intent, 'buyer.registered', ask, async ({ sql, now }) => {
    const { reference, name } = ask
    const bad = badText({ reference: [reference, LONGEST.reference], name: [name, LONGEST.name] })
    if (bad) return bad
    return { buyer: reference, isNew: (await insertBuyers(sql, [ask], now)) === 1 }
  })

async function insertBuyers(sql: Sql, buyers: readonly NewBuyer[], now: Instant): Promise<number> {
  const { rows } = await sql.query<{ id: BuyerId }>(
    `insert into buyer (reference, name, created_at)
      select r, n, to_timestamp($3::float8 / 1000) from unnest($1::text[], $2::text[]) as b (r, n)
      on conflict (reference) do nothing returning id`,
    [buyers.map((buyer) => buyer.reference), buyers.map((buyer) => buyer.name ?? null), now],
  )
  await sql.query('insert into book (id) select unnest($1::bigint[])', [rows.map((row) => row.id)])
  return rows.length
}
