import type { Accepted } from '../../ledger/command.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import type { ListingFilter } from '../listings/filter.ts'
import type { ListingSort } from '../listings/search.ts'
import { once } from '../once.ts'
import { lockSeller } from '../sellers/account.ts'
import { badText } from '../text.ts'

/** A filter and an order of the inventory that a seller gave a name. */
export interface InventoryView {
  readonly name: string
  readonly filter: ListingFilter
  readonly sort: ListingSort
  readonly descending: boolean
}

/** Most views of a seller, and characters of a name. */
const VIEWS_MAX = 50
export const VIEW_NAME_MAX = 60

/** A seller's views, by name. Refusal: `seller_not_found`. */
export async function listViews(
  engine: Engine,
  reference: string,
): Promise<Refusal | { readonly refused?: never; readonly views: readonly InventoryView[] }> {
  const seller = await engine.directory.seller(reference)
  if (seller === undefined) return refuse('seller_not_found')
  const { rows } = await engine.pool.query<{ name: string; view: Omit<InventoryView, 'name'> }>({
    name: 'inventory-views',
    text: 'select name, view from inventory_view where seller_id = $1 order by name',
    values: [seller],
  })
  return { views: rows.map(({ name, view }) => ({ name, ...view })) }
}

/**
 * Keeps a view under its name, in the place of the one that had it.
 * Refusals, in order: `text_out_of_range`, `seller_not_found`, `views_too_many`.
 */
export const keepView = (
  engine: Engine,
  intent: Intent,
  ask: InventoryView & { readonly seller: string },
): Promise<Refusal | Accepted<InventoryView>> =>
  once(engine, intent, 'inventory.view_kept', ask, async (work) => {
    const { seller: reference, name, ...view } = ask
    const bad = badText({ name: [name, VIEW_NAME_MAX] })
    if (bad) return bad
    const seller = await lockSeller(work, reference)
    if (!seller) return refuse('seller_not_found')
    await work.sql.query(
      `insert into inventory_view (seller_id, name, view, changed_by, event_at)
        values ($1, $2, $3, $4, to_timestamp($5::float8 / 1000))
        on conflict (seller_id, name) do update set view = excluded.view,
          changed_by = excluded.changed_by, event_at = excluded.event_at`,
      [seller.id, name, JSON.stringify(view), work.caller, work.at],
    )
    const { rows } = await work.sql.query<{ n: number }>(
      'select count(*) as n from inventory_view where seller_id = $1',
      [seller.id],
    )
    if ((rows[0]?.n ?? 0) > VIEWS_MAX) return refuse('views_too_many', { maximum: VIEWS_MAX })
    return { name, ...view }
  })

/** Forgets a view. Refusals, in order: `seller_not_found`, `view_not_found`. */
export const dropView = (
  engine: Engine,
  intent: Intent,
  ask: { readonly seller: string; readonly name: string },
): Promise<Refusal | Accepted<{ readonly name: string }>> =>
  once(engine, intent, 'inventory.view_dropped', ask, async (work) => {
    const seller = await lockSeller(work, ask.seller)
    if (!seller) return refuse('seller_not_found')
    const { rowCount } = await work.sql.query(
      'delete from inventory_view where seller_id = $1 and name = $2',
      [seller.id, ask.name],
    )
    return rowCount === 0 ? refuse('view_not_found', { name: ask.name }) : { name: ask.name }
  })
