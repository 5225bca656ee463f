import type { Accepted } from '../../ledger/command.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { wakeImports } from '../imports/wake.ts'
import { type BulkAsk, namesNothing } from '../listings/bulk.ts'
import { countListings } from '../listings/count.ts'
import { once } from '../once.ts'

/**
 * Has every listing changed that fits a filter: kept as work to be done, which then goes on by
 * itself, whoever looks on. Refusals: `nothing_named`, `seller_not_found`.
 */
export async function startChange(
  engine: Engine,
  intent: Intent,
  ask: BulkAsk,
): Promise<Refusal | Accepted<{ readonly id: number }>> {
  if (namesNothing(ask)) return refuse('nothing_named')
  const { seller, source, filter, change } = ask
  const fitting = await countListings(engine, { seller, ...filter })
  if (isRefusal(fitting)) return fitting
  const sellerId = await engine.directory.seller(seller)
  return once(engine, intent, 'listings.change_started', ask, async ({ sql, at }) => {
    const { rows } = await sql.query<{ id: number }>(
      `insert into listing_import
          (seller_id, state, name, whole, caller, author, source, rows, change, created_at)
        values ($1, 'applying', 'change', false, $2, $3, $4, $5, $6,
          to_timestamp($7::float8 / 1000)) returning id`,
      [
        ...[sellerId, intent.caller, ask.by ?? intent.caller, source, fitting.total],
        ...[JSON.stringify({ filter, change }), at],
      ],
    )
    await wakeImports(sql)
    return { id: rows[0]?.id as number }
  })
}
