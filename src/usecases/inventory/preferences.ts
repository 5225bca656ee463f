import type { Accepted } from '../../ledger/command.ts'
import {
  type ColumnChoice,
  DEFAULT_COLUMNS,
  decideColumns,
} from '../../rules/offers/inventory-columns.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { lockSeller } from '../sellers/account.ts'

export const DENSITIES = ['comfortable', 'compact'] as const

/** How a seller sees its inventory §: what one of its people chose is the default of all. */
export interface InventoryPreferences {
  readonly columns: readonly ColumnChoice[]
  /** Listings on a page. */
  readonly pageSize: number
  readonly density: (typeof DENSITIES)[number]
}

export const DEFAULT_PREFERENCES: InventoryPreferences = {
  columns: DEFAULT_COLUMNS,
  pageSize: 50,
  density: 'comfortable',
}

/** What a seller chose, or the default before it chose anything. Refusal: `seller_not_found`. */
export async function readPreferences(
  engine: Engine,
  reference: string,
): Promise<Refusal | InventoryPreferences> {
  const seller = await engine.directory.seller(reference)
  if (seller === undefined) return refuse('seller_not_found')
  const { rows } = await engine.pool.query<{ preferences: InventoryPreferences }>({
    name: 'inventory-preferences',
    text: 'select preferences from inventory_preference where seller_id = $1',
    values: [seller],
  })
  const kept = rows[0]?.preferences
  if (!kept) return DEFAULT_PREFERENCES
  // A column that came later stands where it does by default.
  const decided = decideColumns(kept.columns)
  return { ...kept, columns: isRefusal(decided) ? DEFAULT_COLUMNS : decided.columns }
}

/** Keeps a seller's choice. Refusals, in order: those of `decideColumns`, `seller_not_found`. */
export const keepPreferences = (
  engine: Engine,
  intent: Intent,
  ask: InventoryPreferences & { readonly seller: string },
): Promise<Refusal | Accepted<InventoryPreferences>> =>
  once(engine, intent, 'inventory.preferences_kept', ask, async (work) => {
    const decided = decideColumns(ask.columns)
    if (isRefusal(decided)) return decided
    const seller = await lockSeller(work, ask.seller)
    if (!seller) return refuse('seller_not_found')
    const { pageSize, density } = ask
    const preferences = { columns: decided.columns, pageSize, density }
    await work.sql.query(
      `insert into inventory_preference (seller_id, preferences, changed_by, event_at)
        values ($1, $2, $3, to_timestamp($4::float8 / 1000))
        on conflict (seller_id) do update set preferences = excluded.preferences,
          changed_by = excluded.changed_by, event_at = excluded.event_at`,
      [seller.id, JSON.stringify(preferences), work.caller, work.at],
    )
    return preferences
  })
