import { UNDECODABLE } from '../../files/decoder.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { FlatFileType } from './types.ts'

/** What a cell of a flat file is for; `ignored` has a meaning that nothing here has. */
export type FlatColumn =
  | 'sku'
  | 'asin'
  | 'id-type'
  | 'price'
  | 'points'
  | 'points-percent'
  | 'sale-price'
  | 'sale-points'
  | 'sale-from'
  | 'sale-through'
  | 'quantity'
  | 'currency'
  | 'condition'
  | 'add-delete'
  | 'ignored'

/**
 * The names of columns in these files, in English as programs write them, and as
 * templates label them.
 */
const NAMES: Readonly<Record<FlatColumn, readonly string[]>> = {
  sku: ['sku', 'seller-sku', 'item-sku', '商品管理番号', '出品者SKU'],
  asin: ['product-id', 'asin', '商品コード', '商品コード(JANコード等)'],
  'id-type': ['product-id-type', '商品コードのタイプ'],
  price: ['price', 'standard-price', '販売価格', '価格'],
  points: ['standard-price-points', 'ポイント'],
  'points-percent': ['points_percent', 'standard-price-points-percent', 'ポイントパーセント'],
  'sale-price': ['sale-price', 'セール価格'],
  'sale-points': ['sale-price-points', 'セール時ポイント'],
  'sale-from': ['sale-from-date', 'sale-start-date', 'セール開始日'],
  'sale-through': ['sale-through-date', 'sale-end-date', 'セール終了日'],
  quantity: ['quantity', '在庫数', '数量'],
  currency: ['currency', '通貨コード'],
  condition: ['item-condition', 'condition-type', '商品のコンディション', 'コンディション'],
  'add-delete': ['add-delete', 'update-delete', '出品/削除'],
  ignored: [
    ...['restock-date', 'handling-time', 'leadtime-to-ship', 'fulfillment-latency'],
    ...['minimum-seller-allowed-price', 'maximum-seller-allowed-price', 'fulfillment-channel'],
    ...['fulfillment-center-id', 'optional-payment-type-exclusion', 'item-note'],
    ...[
      'condition-note',
      'will-ship-internationally',
      'expedited-shipping',
      'merchant_shipping_group_name',
    ],
    ...[
      'merchant-shipping-group-name',
      'merchant-shipping-group',
      'launch-date',
      'max-order-quantity',
    ],
    ...[
      'product-tax-code',
      'is-gift-wrap-available',
      'is-giftmessage-available',
      'main-offer-image',
    ],
    ...[
      '販売価格の下限設定',
      '販売価格の上限設定',
      '出荷作業日数',
      '使用しない支払い方法',
      '配送パターン',
    ],
    ...['コンディション説明', '商品のコンディション説明', 'フルフィルメントセンターID', '再入荷日'],
  ],
}

const form = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/g, '')

const BY_NAME = new Map<string, FlatColumn>(
  (Object.keys(NAMES) as FlatColumn[]).flatMap((column) =>
    NAMES[column].map((name) => [form(name), column] as const),
  ),
)

/** What each type needs to be of any use, and what else it may have; undefined for everything. */
const COLUMNS: Readonly<
  Record<FlatFileType, { needs: readonly FlatColumn[]; may?: readonly FlatColumn[] }>
> = {
  POST_FLAT_FILE_OFFER_POINTS_PREFERENCE_DATA: { needs: ['sku', 'points-percent'], may: [] },
  POST_FLAT_FILE_PRICEANDQUANTITYONLY_UPDATE_DATA: { needs: ['sku'] },
  POST_FLAT_FILE_INVLOADER_DATA: { needs: ['sku'] },
  POST_FLAT_FILE_LISTINGS_DATA: { needs: ['sku', 'price'] },
}

/** What each cell of a row is, and what the file calls it. */
export interface FlatLayout {
  readonly refused?: never
  readonly columns: readonly FlatColumn[]
  readonly headers: readonly string[]
}

/**
 * Reads the header line of a type's file. A column that is not known refuses the whole file: had it
 * been meant for the points, leaving it out would reset them.
 * Refusals, in order: `file_encoding_wrong`, `column_unknown`, `column_named_twice`,
 * `column_missing`.
 */
export function flatLayout(type: FlatFileType, cells: readonly string[]): Refusal | FlatLayout {
  const headers = cells.map((cell) => cell.trim())
  if (headers.some((header) => header.includes(UNDECODABLE))) return refuse('file_encoding_wrong')
  while (headers.at(-1) === '') headers.pop()
  const { needs, may } = COLUMNS[type]
  const columns: FlatColumn[] = []
  for (const header of headers) {
    const column = BY_NAME.get(form(header))
    if (!column || (may && !needs.includes(column) && !may.includes(column))) {
      return refuse('column_unknown', { column: header, known: knownTo(type).join(', ') })
    }
    if (column !== 'ignored' && columns.includes(column)) {
      return refuse('column_named_twice', { column: header })
    }
    columns.push(column)
  }
  const missing = needs.find((column) => !columns.includes(column))
  if (missing) return refuse('column_missing', { column: NAMES[missing][0] as string })
  return { columns, headers }
}

function knownTo(type: FlatFileType): readonly string[] {
  const { needs, may } = COLUMNS[type]
  const all = may ? [...needs, ...may] : (Object.keys(NAMES) as FlatColumn[])
  return all.flatMap((column) => (column === 'ignored' ? [] : (NAMES[column][0] as string)))
}
