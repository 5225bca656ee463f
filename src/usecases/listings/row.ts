import type { Encoding } from '../../files/decoder.ts'
import { UNDECODABLE } from '../../files/decoder.ts'
import { ROW_MAX, type Row } from '../../files/records.ts'
import { restore } from '../../files/spreadsheet.ts'
import { isAmount } from '../../rules/money/amount.ts'
import { CONDITIONS } from '../../rules/offers/offer.ts'
import { type Refusal, type RefusalCode, refuse } from '../../rules/refusal.ts'
import { badText, LONGEST } from '../text.ts'
import { isPercentSign, readCondition, readPercent, readStatus, readWhole } from './cells.ts'
import type { Column, Layout } from './columns.ts'
import { type ListingAsk, STATUSES } from './decide.ts'

/** What a row of a file asks for. */
export interface RowAsk {
  readonly problem?: never
  readonly ask: ListingAsk
  /** The SKU as it may have been before Shift_JIS gave it the only spelling it has. */
  readonly otherSku?: string
  /** For a product that does not exist yet; the title of one that does is left alone. */
  readonly title?: string
}

/** Why a row, or a cell of it, is refused. */
export interface RowProblem {
  readonly problem: Refusal
  readonly column: Column | null
}

/**
 * A row as what it asks of a listing. An empty cell asks for nothing, but the SKU must be there,
 * and a price where there is a column for it: a price forgotten should not go unnoticed.
 *
 * Problems, in order: of the row as a whole, then of its cells from left to right.
 */
export function readRow(row: Row, layout: Layout, encoding: Encoding): RowAsk | RowProblem {
  const broken = brokenRow(row, layout)
  if (broken) return { problem: broken, column: null }
  const draft: Draft = { ask: {} }
  for (const [index, column] of layout.columns.entries()) {
    const raw = row.cells[index] ?? ''
    if (raw.includes(UNDECODABLE)) {
      const problem = refuse('cell_undecodable', { encoding })
      return { problem, column }
    }
    const cell = restore(raw.trim())
    if (cell === '') {
      if (column === 'sku' || column === 'price') return { problem: refuse('cell_empty'), column }
      continue
    }
    const problem = READERS[column](cell, draft)
    if (problem) return { problem, column }
  }
  return { ...draft, ask: draft.ask as ListingAsk }
}

function brokenRow({ problem, cells }: Row, { columns }: Layout): Refusal | undefined {
  if (problem) return refuse(problem, { maximum: ROW_MAX })
  // Spreadsheets leave such rows behind.
  if (cells.every((cell) => cell.trim() === '')) return refuse('nothing_named')
  const found = cells.length
  const extra = cells.slice(columns.length).some((cell) => cell !== '')
  if (found >= columns.length && !extra) return undefined
  return refuse('row_length', { found, expected: columns.length })
}

interface Draft {
  ask: { -readonly [Field in keyof ListingAsk]?: ListingAsk[Field] }
  title?: string
}

type Read = (cell: string, draft: Draft) => Refusal | undefined

const READERS: Readonly<Record<Column, Read>> = {
  sku(cell, { ask }) {
    ask.sku = cell
    return undefined
  },
  asin(cell, { ask }) {
    ask.asin = cell
    return undefined
  },
  title(cell, draft) {
    draft.title = cell
    return badText({ title: [cell, LONGEST.title] })
  },
  condition(cell, { ask }) {
    const condition = readCondition(cell)
    if (!condition)
      return refuse('value_unknown', { field: 'condition', allowed: CONDITIONS.join(', ') })
    ask.condition = condition
    return undefined
  },
  price(cell, { ask }) {
    const price = readWhole(cell)
    if (price === undefined) return refuse('cell_not_whole')
    if (!isAmount(price) || price < 1) return refuse('amount_out_of_range')
    ask.price = price
    return undefined
  },
  shipping(cell, { ask }) {
    const shipping = readWhole(cell)
    if (shipping === undefined) return refuse('cell_not_whole')
    if (!isAmount(shipping)) return refuse('amount_out_of_range')
    ask.shipping = shipping
    return undefined
  },
  points_percent: readPercentage,
  points(cell, draft) {
    if (isPercentSign(cell)) return readPercentage(cell, draft)
    if (draft.ask.points) return refuse('points_named_twice')
    const points = readWhole(cell)
    if (points === undefined) return refuse('cell_not_whole')
    draft.ask.points = { by: 'amount', points }
    return undefined
  },
  quantity(cell, { ask }) {
    const stock = readWhole(cell)
    if (stock === undefined) return refuse('cell_not_whole')
    ask.stock = stock
    return undefined
  },
  status(cell, { ask }) {
    const status = readStatus(cell)
    if (!status) return refuse('value_unknown', { field: 'status', allowed: STATUSES.join(', ') })
    ask.status = status
    return undefined
  },
  reason: () => undefined,
}

function readPercentage(cell: string, { ask }: Draft): Refusal | undefined {
  if (ask.points) return refuse('points_named_twice')
  const bps = readPercent(cell)
  if (bps === undefined) return refuse('cell_not_percent')
  ask.points = { by: 'percentage', bps }
  return undefined
}

/** The columns that the rules' refusals are about. */
const ABOUT: Partial<Record<RefusalCode, readonly Column[]>> = {
  product_not_found: ['asin'],
  stock_out_of_range: ['quantity'],
  amount_out_of_range: ['price'],
  row_repeats_sku: ['sku'],
  listing_not_found: ['sku'],
  points_ratio_out_of_range: ['points_percent', 'points'],
  points_ratio_step: ['points_percent', 'points'],
  points_above_premium_cap: ['points_percent', 'points'],
  agreement_not_accepted: ['points_percent', 'points'],
  plan_without_points: ['points_percent', 'points'],
  marketplace_without_points: ['points_percent', 'points'],
  standing_not_good: ['points_percent', 'points'],
}

/** The column that a refusal of a row's ask is about, as far as the file has it. */
export function columnOf(refusal: Refusal, row: Row, { columns }: Layout): Column | null {
  const { field } = refusal.facts
  const about = ABOUT[refusal.refused] ?? columns.filter((column) => column === field)
  const filled = (column: Column) => (row.cells[columns.indexOf(column)] ?? '') !== ''
  return about.find(filled) ?? about.find((column) => columns.includes(column)) ?? about[0] ?? null
}
