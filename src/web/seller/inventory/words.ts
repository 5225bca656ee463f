import type { InventoryColumn } from '../../../rules/index.ts'
import type { Sentences } from '../../kit/language.ts'

/** The columns of an inventory. */
export const COLUMNS: Sentences<InventoryColumn> = {
  product: { ja: '商品', en: 'Product' },
  sku: { ja: 'SKU', en: 'SKU' },
  condition: { ja: 'コンディション', en: 'Condition' },
  status: { ja: 'ステータス', en: 'Status' },
  price: { ja: '販売価格', en: 'Price' },
  points: { ja: 'ポイント', en: 'Points' },
  landed: { ja: '実質価格', en: 'Landed price' },
  proceeds: { ja: '売上金見込み', en: 'Expected proceeds' },
  stock: { ja: '在庫', en: 'Stock' },
  shipping: { ja: '配送料', en: 'Shipping' },
  fee: { ja: '販売手数料', en: 'Referral fee' },
  updated: { ja: '最終更新', en: 'Last changed' },
}

export const STATUSES: Sentences<'active' | 'inactive'> = {
  active: { ja: '出品中', en: 'Active' },
  inactive: { ja: '停止中', en: 'Inactive' },
}

/** Who or what changed an offer. */
export const SOURCES: Sentences<'manual' | 'automated' | 'app' | 'file'> = {
  manual: { ja: '画面での変更', en: 'By hand' },
  automated: { ja: '自動価格設定', en: 'Automated pricing' },
  app: { ja: '連携アプリ', en: 'An app' },
  file: { ja: 'ファイル', en: 'A file' },
}

/** Why an offer changed. */
export const REASONS: Sentences = {
  created: { ja: '新規出品', en: 'Listed' },
  changed: { ja: '変更', en: 'Changed' },
  points_reset: {
    ja: '価格のみの更新のため、ポイントがリセットされました',
    en: 'Points reset, because only the price was set',
  },
  points_reset_undone: { ja: 'ポイントを元に戻しました', en: 'Points set again' },
  import_rolled_back: {
    ja: 'ファイルまたは一括変更の取り消し',
    en: 'Undone, with a file or a bulk change',
  },
}
