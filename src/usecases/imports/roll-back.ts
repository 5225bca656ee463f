import { type PoolClient, transaction } from '../../database/connect.ts'
import { isRefusal } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import { applyToListings } from '../listings/apply.ts'
import { authorOf } from '../listings/author.ts'
import type { ListingAsk } from '../listings/decide.ts'
import { type PointsColumns, pointsOfColumns } from '../listings/listing.ts'
import { retried } from '../once.ts'
import type { Undone } from './batches.ts'
import type { KeptImport } from './import.ts'

/**
 * Gives every listing that an import wrote what it had before, as a new change of its own; those
 * that it made are stopped, for their history stays. A listing that somebody changed since, or
 * whose old points the policy no longer allows, is left as it is and named. What was sold since
 * stays sold.
 */
export async function rollBackRows(engine: Engine, kept: KeptImport): Promise<void> {
  const { rows } = await engine.pool.query<{ n: number }>(
    `select n from import_batch where import_id = $1 and phase = 'apply' and undone is null
      order by n desc`,
    [kept.id],
  )
  for (const { n } of rows) {
    await retried(() => transaction(engine.pool, (sql) => rollBackBatch(engine, sql, kept, n)))
  }
}

async function rollBackBatch(
  engine: Engine,
  sql: PoolClient,
  { id, seller, caller, author: by, source }: KeptImport,
  n: number,
): Promise<void> {
  const now = engine.clock.now()
  const work = { sql, caller, at: now, now, again: true }
  const author = await authorOf(engine, work, { seller, by, source })
  if (isRefusal(author)) throw new Error('the seller went missing')
  const asks = (await writtenBy(sql, id, n)).map(askOf)
  const decided = await applyToListings(work, author, asks, 'import_rolled_back')
  const kept = decided.flatMap((one, index) =>
    isRefusal(one) ? [{ sku: asks[index]?.sku ?? '', ...one }] : [],
  )
  const undone: Undone = { restored: asks.length - kept.length, kept }
  await sql.query(
    `update import_batch set undone = $3 where import_id = $1 and phase = 'apply' and n = $2`,
    [id, n, JSON.stringify(undone)],
  )
}

interface WrittenRow extends PointsColumns {
  readonly sku: string
  readonly version: number
  readonly created: boolean
  readonly stock_now: number | null
  readonly stock_after: number | null
  readonly stock: number | null
  readonly price: number
  readonly shipping: number
  readonly status: 'active' | 'inactive'
}

/** What a batch wrote, with what was there before. */
async function writtenBy(sql: PoolClient, id: number, n: number): Promise<WrittenRow[]> {
  const { rows } = await sql.query<WrittenRow>(
    `select l.sku, h.version, h.price_before is null as created, h.price_before as price,
        h.shipping_before as shipping, h.points_bps_before as points_bps,
        h.points_amount_before as points_amount, h.points_of_price_before as points_of_price,
        h.stock_before as stock, h.stock as stock_after, l.stock as stock_now,
        h.status_before as status
      from import_batch b cross join unnest(b.listings, b.versions) as w (listing_id, version)
      join listing_history h on h.listing_id = w.listing_id and h.version = w.version
      join listing l on l.id = w.listing_id
      where b.import_id = $1 and b.phase = 'apply' and b.n = $2
      order by l.id for no key update of l`,
    [id, n],
  )
  return rows
}

function askOf(row: WrittenRow): ListingAsk {
  const { sku, version } = row
  if (row.created) return { sku, version, status: 'inactive' }
  const points = pointsOfColumns(row) ?? ({ by: 'default' } as const)
  const stock = row.stock === row.stock_after ? {} : { stock: stockOf(row) }
  return {
    sku,
    version,
    price: row.price,
    shipping: row.shipping,
    points,
    ...stock,
    status: row.status,
  }
}

/** The stock before, less what was sold since. */
function stockOf({ stock, stock_after, stock_now }: WrittenRow): number | null {
  if (stock === null || stock_after === null || stock_now === null) return stock
  return Math.max(0, stock + stock_now - stock_after)
}
