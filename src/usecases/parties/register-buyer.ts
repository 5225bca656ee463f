import { transaction } from '../../database/connect.ts'
import type { BuyerId } from '../../rules/ids.ts'
import type { Engine } from '../engine.ts'

export interface NewBuyer {
  /** The operator's own id of the buyer, 1–64 characters. */
  readonly reference: string
  readonly name?: string
}

/**
 * Makes buyers known and opens their books; those known already stay as they are. So it can be
 * repeated at will. Returns how many were new.
 */
export async function registerBuyers(engine: Engine, buyers: readonly NewBuyer[]): Promise<number> {
  return transaction(engine.pool, async (sql) => {
    const { rows } = await sql.query<{ id: BuyerId }>(
      `insert into buyer (reference, name, created_at)
        select r, n, to_timestamp($3::float8 / 1000) from unnest($1::text[], $2::text[]) as b (r, n)
        on conflict (reference) do nothing returning id`,
      [
        buyers.map((buyer) => buyer.reference),
        buyers.map((buyer) => buyer.name ?? null),
        engine.clock.now(),
      ],
    )
    await sql.query('insert into book (id) select unnest($1::bigint[])', [
      rows.map((row) => row.id),
    ])
    return rows.length
  })
}
