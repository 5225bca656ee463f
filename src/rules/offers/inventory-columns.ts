import { type Refusal, refuse } from '../refusal.ts'

/**
 * What an inventory can show of an offer, in the order it does unless a seller decides otherwise.
 */
export const INVENTORY_COLUMNS = [
  'product',
  'sku',
  'price',
  'points',
  'landed',
  'proceeds',
  'stock',
  'status',
  'condition',
  'shipping',
  'fee',
  'updated',
] as const

export type InventoryColumn = (typeof INVENTORY_COLUMNS)[number]

/** A column's place in the inventory, and whether it is shown there. */
export interface ColumnChoice {
  readonly column: InventoryColumn
  readonly shown: boolean
}

interface Columns {
  readonly refused?: never
  readonly columns: readonly ColumnChoice[]
}

const HIDDEN_AT_FIRST: ReadonlySet<InventoryColumn> = new Set([
  'condition',
  'shipping',
  'fee',
  'updated',
])

export const DEFAULT_COLUMNS: readonly ColumnChoice[] = INVENTORY_COLUMNS.map((column) => ({
  column,
  shown: !HIDDEN_AT_FIRST.has(column),
}))

/**
 * Takes a seller's choice of columns, completed by those that it does not name, which follow as
 * they are by default. The points column can be moved but never hidden §: who changes a price has
 * to see the points that go with it. So can neither what says which offer it is.
 * Refusals, in order: `column_named_twice`, `column_locked`.
 */
export function decideColumns(choices: readonly ColumnChoice[]): Refusal | Columns {
  const named = new Set<InventoryColumn>()
  for (const { column, shown } of choices) {
    if (named.has(column)) return refuse('column_named_twice', { column })
    if (!shown && isLocked(column)) return refuse('column_locked', { column })
    named.add(column)
  }
  const others = DEFAULT_COLUMNS.filter(({ column }) => !named.has(column))
  return { columns: [...choices, ...others] }
}

export const isLocked = (column: InventoryColumn): boolean =>
  column === 'points' || column === 'sku'
