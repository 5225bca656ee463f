import { UNDECODABLE } from '../../files/decoder.ts'
import type { Row } from '../../files/records.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Language } from '../sentence.ts'

/** The columns of an inventory file, as a file that we write has them. */
export const COLUMNS = [
  'sku',
  'asin',
  'title',
  'condition',
  'price',
  'shipping',
  'points_percent',
  'points',
  'quantity',
  'status',
] as const

/** `reason` stands in files of refused rows and means nothing when they come back. */
export type Column = (typeof COLUMNS)[number] | 'reason'

/** The header that we write. */
export const HEADERS: Readonly<Record<Language, Readonly<Record<Column, string>>>> = {
  en: {
    sku: 'sku',
    asin: 'asin',
    title: 'title',
    condition: 'condition',
    price: 'price',
    shipping: 'shipping',
    points_percent: 'points_percent',
    points: 'points',
    quantity: 'quantity',
    status: 'status',
    reason: 'reason',
  },
  ja: {
    sku: '出品者SKU',
    asin: '商品コード(ASIN)',
    title: '商品名',
    condition: 'コンディション',
    price: '価格',
    shipping: '配送料',
    points_percent: 'ポイント(%)',
    points: 'ポイント',
    quantity: '数量',
    status: 'ステータス',
    reason: '理由',
  },
}

/**
 * Other names by which a column is understood: those of the selling tools that sellers come from.
 * `ポイント` and `points` are points, as in those tools; a percentage says so in its name, or in the
 * cell (`10%`).
 */
const ALSO: Readonly<Record<Column, readonly string[]>> = {
  sku: ['seller-sku', 'item-sku', '商品管理番号'],
  asin: ['asin1', 'product', 'product-id', '商品コード', '商品コード/ASIN', 'ASIN/商品コード'],
  title: ['item-name', 'product-name', 'タイトル'],
  condition: ['item-condition', 'condition-type', '商品の状態', '状態'],
  price: ['standard-price', '販売価格'],
  shipping: ['shipping-price', '送料'],
  points_percent: ['points %', 'ポイント率', 'ポイント率(%)', 'ポイント%', 'ポイント割合'],
  points: ['standard-price-points', 'ポイント数'],
  quantity: ['stock', '在庫', '在庫数'],
  status: ['listing-status', '出品状況', '出品ステータス'],
  reason: ['error', 'エラー', 'エラー内容'],
}

/** A header as it is compared: width, case, blanks, hyphens and underscores do not count. */
const form = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/g, '')

const BY_NAME = new Map<string, Column>(
  (Object.keys(ALSO) as Column[]).flatMap((column) =>
    [HEADERS.en[column], HEADERS.ja[column], ...ALSO[column]].map(
      (name) => [form(name), column] as const,
    ),
  ),
)

/** What each cell of a row is. */
export interface Layout {
  readonly refused?: never
  readonly columns: readonly Column[]
  /** As the file writes them. */
  readonly headers: readonly string[]
  readonly language: Language
  /** Where the header stands. */
  readonly line: number
}

/**
 * Reads the header line. Refusals, in order: `file_encoding_wrong`, `column_unknown`,
 * `column_named_twice`, `column_missing` (only the SKU must be there).
 */
export function layoutOf({ cells, line }: Row): Refusal | Layout {
  const headers = cells.map((cell) => cell.trim())
  if (headers.some((header) => header.includes(UNDECODABLE))) return refuse('file_encoding_wrong')
  while (headers.at(-1) === '') headers.pop()
  const columns: Column[] = []
  for (const header of headers) {
    const column = BY_NAME.get(form(header))
    if (!column) {
      const known = COLUMNS.map((name) => `${HEADERS.en[name]} (${HEADERS.ja[name]})`).join(', ')
      return refuse('column_unknown', { column: header, known })
    }
    if (columns.includes(column)) return refuse('column_named_twice', { column: header })
    columns.push(column)
  }
  if (!columns.includes('sku')) return refuse('column_missing', { column: HEADERS.en.sku })
  const japanese = headers.some((header) => /[^\p{ASCII}]/u.test(header))
  return { columns, headers, language: japanese ? 'ja' : 'en', line }
}

/** How the file calls a column; our own name for one it does not have. */
export const nameIn = ({ columns, headers }: Layout, column: Column): string =>
  headers[columns.indexOf(column)] ?? column
