import { UNDECODABLE } from '../../files/decoder.ts'
import { ROW_MAX, type Row } from '../../files/records.ts'
import { isAmount } from '../../rules/money/amount.ts'
import { CONDITIONS } from '../../rules/offers/offer.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import { DAY, type Instant, parseInstant } from '../../rules/time/instant.ts'
import { readCondition, readWhole } from '../listings/cells.ts'
import type { ListingAsk } from '../listings/decide.ts'
import type { FlatColumn, FlatLayout } from './columns.ts'
import type { FlatFileType } from './types.ts'

/** What a row of a flat file says, cell by cell. */
export type FlatCells = Readonly<Partial<Record<FlatColumn, string>>>

/** The cells of a row by their columns, empty ones left out; or why they can not be told. */
export function cellsOf(row: Row, { columns, headers }: FlatLayout): Refusal | FlatCells {
  if (row.problem) return refuse(row.problem, { maximum: ROW_MAX })
  const extra = row.cells.slice(columns.length).some((cell) => cell !== '')
  if (extra) return refuse('row_length', { found: row.cells.length, expected: columns.length })
  const cells: Partial<Record<FlatColumn, string>> = {}
  for (const [index, column] of columns.entries()) {
    const cell = (row.cells[index] ?? '').trim()
    if (cell === '' || column === 'ignored') continue
    if (cell.includes(UNDECODABLE)) {
      return refuse('cell_undecodable', { encoding: headers[index] as string })
    }
    cells[column] = cell
  }
  return cells
}

export interface RowRead {
  readonly asks: Refusal | ListingAsk
  readonly notes: readonly Refusal[]
}

/** Files without a place for a product: a SKU that is not listed is a mistake in them. */
const MAKES_NONE: ReadonlySet<FlatFileType> = new Set([
  'POST_FLAT_FILE_OFFER_POINTS_PREFERENCE_DATA',
  'POST_FLAT_FILE_PRICEANDQUANTITYONLY_UPDATE_DATA',
])

type Draft = { -readonly [Field in keyof ListingAsk]?: ListingAsk[Field] }

/**
 * What a row asks of a listing. A cell that is empty asks for nothing, so a price without points
 * does to them what the policy says. A sale's price and points count while the sale is on.
 */
export function readFlatRow(type: FlatFileType, cells: FlatCells, now: Instant): RowRead {
  const notes: Refusal[] = []
  const { sku } = cells
  if (sku === undefined) return { asks: refuse('cell_empty'), notes }
  const draft: Draft = { sku, ...(MAKES_NONE.has(type) ? { listed: true } : {}) }
  const problem =
    type === 'POST_FLAT_FILE_OFFER_POINTS_PREFERENCE_DATA'
      ? preference(cells, draft)
      : (offer(cells, draft, notes, now) ?? inventory(cells, draft))
  return { asks: problem ?? (draft as ListingAsk), notes }
}

/** Whole percents, 0 for none. */
function preference(cells: FlatCells, draft: Draft): Refusal | undefined {
  const percent = cells['points-percent']
  if (percent === undefined) return refuse('cell_empty')
  const whole = readWhole(percent)
  if (whole === undefined) return refuse('cell_not_whole')
  draft.points = { by: 'percentage', bps: Math.min(whole, 1_000_000) * 100 }
  return undefined
}

function offer(
  cells: FlatCells,
  draft: Draft,
  notes: Refusal[],
  now: Instant,
): Refusal | undefined {
  if (cells.currency !== undefined && cells.currency.toUpperCase() !== 'JPY') {
    return refuse('value_unknown', { field: 'currency', allowed: 'JPY' })
  }
  const onSale = saleOf(cells, now)
  if (typeof onSale === 'object') return onSale
  if (cells['sale-price'] !== undefined && !onSale) notes.push(refuse('feed_sale_not_now'))
  const price = readPrice(onSale ? cells['sale-price'] : cells.price)
  if (typeof price === 'object') return price
  if (price !== undefined) draft.price = price
  return points(cells, onSale, draft)
}

function points(cells: FlatCells, onSale: boolean, draft: Draft): Refusal | undefined {
  const amount = onSale ? cells['sale-points'] : cells.points
  const percent = onSale ? undefined : cells['points-percent']
  if (amount !== undefined && percent !== undefined) return refuse('points_named_twice')
  if (percent !== undefined) return preference(cells, draft)
  if (amount === undefined) return undefined
  const whole = readWhole(amount)
  if (whole === undefined) return refuse('cell_not_whole')
  draft.points = { by: 'amount', points: whole }
  return undefined
}

function readPrice(cell: string | undefined): Refusal | number | undefined {
  if (cell === undefined) return undefined
  const price = readWhole(cell.replace(/\.0{1,2}$/, ''))
  if (price === undefined) return refuse('cell_not_whole')
  return isAmount(price) && price >= 1 ? price : refuse('amount_out_of_range')
}

const DATE = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/

/** Midnight in Tokyo of a day as these files write it. */
function readDay(cell: string): Instant | undefined {
  const [, year, month = '', day = ''] = DATE.exec(cell) ?? []
  if (year === undefined) return parseInstant(cell)
  return parseInstant(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T00:00:00+09:00`)
}

/** Whether the row has a sale that is on. A sale without days is on. */
function saleOf(cells: FlatCells, now: Instant): Refusal | boolean {
  if (cells['sale-price'] === undefined) return false
  const days = [cells['sale-from'], cells['sale-through']].map((cell) =>
    cell === undefined ? null : readDay(cell),
  )
  const [from, through] = days
  if (from === undefined || through === undefined) {
    return refuse('feed_message_invalid', { field: 'sale-from-date', expected: '2020-06-01' })
  }
  return (from === null || from <= now) && (through === null || now < through + DAY)
}

/** `a` sells, `d` and `x` stop selling: a SKU that was ever listed keeps its history. */
const STATUS = { a: 'active', d: 'inactive', x: 'inactive' } as const

function inventory(cells: FlatCells, draft: Draft): Refusal | undefined {
  if (cells.quantity !== undefined) {
    const stock = readWhole(cells.quantity)
    if (stock === undefined) return refuse('cell_not_whole')
    draft.stock = stock
  }
  const status = cells['add-delete']?.toLowerCase()
  if (status !== undefined) {
    if (!Object.hasOwn(STATUS, status)) {
      return refuse('value_unknown', { field: 'add-delete', allowed: 'a, d, x' })
    }
    draft.status = STATUS[status as keyof typeof STATUS]
  }
  return product(cells, draft)
}

function product(cells: FlatCells, draft: Draft): Refusal | undefined {
  const kind = cells['id-type']
  if (kind !== undefined && kind !== '1' && kind.toUpperCase() !== 'ASIN') {
    return refuse('value_unknown', { field: 'product-id-type', allowed: 'ASIN, 1' })
  }
  if (cells.asin !== undefined) draft.asin = cells.asin
  if (cells.condition === undefined) return undefined
  const condition = readCondition(cells.condition)
  if (!condition) {
    return refuse('value_unknown', { field: 'item-condition', allowed: CONDITIONS.join(', ') })
  }
  draft.condition = condition
  return undefined
}
