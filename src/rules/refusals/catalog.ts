import { entry, type RefusalEntry } from './entry.ts'

/** Refusals around sellers, products, listings and the files that hold them. */
export const CATALOG_REFUSALS = {
  // Sellers, products and listings
  text_out_of_range: entry(
    'invalid',
    '{field} must be 1 to {maximum} characters, without control characters.',
    '{field}は制御文字を含まない1から{maximum}文字で指定してください。',
  ),
  value_unknown: entry(
    'invalid',
    '{field} must be one of: {allowed}.',
    '{field}は次のいずれかを指定してください：{allowed}',
  ),
  seller_not_found: entry(
    'missing',
    'There is no such seller.',
    '該当する出品者が見つかりません。',
  ),
  seller_exists: entry(
    'conflict',
    'A seller {seller} exists already.',
    '出品者{seller}はすでに存在します。',
  ),
  seller_suspended: entry(
    'forbidden',
    'The seller {seller} is suspended and can not sell.',
    '出品者{seller}は停止中のため販売できません。',
  ),
  agreement_version_unknown: entry(
    'invalid',
    'The points service agreement has no version {version}.',
    'ポイントサービス利用規約にバージョン{version}はありません。',
  ),
  provider_not_found: entry(
    'missing',
    'There is no such service provider.',
    '該当するサービスプロバイダーが見つかりません。',
  ),
  redirect_uri_invalid: entry(
    'invalid',
    'A redirect address has to be https, or http on this machine, without a fragment: {uri}.',
    'リダイレクトURIはhttps（このマシンの場合はhttpも可）で、フラグメントなしで指定してください：{uri}',
  ),
  redirect_uri_not_registered: entry(
    'invalid',
    'The app has not registered this redirect address: {uri}.',
    'このアプリに登録されていないリダイレクトURIです：{uri}',
  ),
  provider_exists: entry(
    'conflict',
    'A service provider {provider} exists already.',
    'サービスプロバイダー{provider}はすでに存在します。',
  ),
  provider_not_authorised: entry(
    'conflict',
    'The seller has not authorised this service provider.',
    'この出品者はサービスプロバイダーを承認していません。',
  ),
  product_not_found: entry(
    'missing',
    'There is no product {asin}.',
    '商品{asin}が見つかりません。',
  ),
  listing_not_found: entry(
    'missing',
    'The seller has no listing {sku}.',
    '出品者にSKU{sku}の出品はありません。',
  ),
  listing_incomplete: entry(
    'invalid',
    'A new listing needs {field}.',
    '新規出品には{field}の指定が必要です。',
  ),
  listing_fixed: entry(
    'conflict',
    'The {field} of a listing can not change; use another SKU.',
    '出品の{field}は変更できません。別のSKUを使用してください。',
  ),
  listing_changed: entry(
    'conflict',
    'Somebody changed {sku} meanwhile: now version {version}, {price} yen, {points} points.',
    '{sku}は他で変更されました（現在バージョン{version}、{price}円、{points}ポイント）。',
  ),
  listing_inactive: entry(
    'conflict',
    '{sku} is not offered at the moment.',
    '{sku}は現在出品されていません。',
  ),
  offer_changed: entry(
    'conflict',
    'The offer {sku} is now {price} yen, {shipping} yen shipping, {points} points.',
    '出品{sku}は現在、価格{price}円、配送料{shipping}円、{points}ポイントです。',
  ),
  nothing_to_undo: entry(
    'conflict',
    'The points of {sku} have not been reset.',
    '{sku}のポイントはリセットされていません。',
  ),
  column_locked: entry(
    'invalid',
    'The column {column} can not be hidden: prices and points are changed together.',
    '列「{column}」は非表示にできません。価格とポイントは一緒に変更するためです。',
  ),
  view_not_found: entry(
    'missing',
    'There is no view {name}.',
    'ビュー「{name}」が見つかりません。',
  ),
  views_too_many: entry(
    'conflict',
    'A seller can keep {maximum} views; delete one first.',
    '保存できるビューは{maximum}件までです。不要なものを削除してください。',
  ),
  sku_named_twice: entry(
    'invalid',
    'SKU {sku} is named more than once.',
    'SKU{sku}が重複しています。',
  ),
  // Files
  file_encoding_unsupported: entry(
    'invalid',
    'The file is not text in UTF-8 or Shift_JIS. Save it as CSV or tab-separated text.',
    'UTF-8またはShift_JISのテキストではありません。CSVまたはタブ区切りテキストで保存してください。',
  ),
  file_encoding_wrong: entry(
    'invalid',
    'The header line is no text in this encoding. Name the file’s own, or none to have it recognised.',
    '見出し行をこの文字コードで読めません。ファイルの文字コードを指定するか、指定せず自動判定にしてください。',
  ),
  file_without_header: entry(
    'invalid',
    'The file has no header line.',
    'ファイルに見出し行がありません。',
  ),
  column_unknown: entry(
    'invalid',
    'Column {column} is unknown. Known columns: {known}.',
    '列「{column}」は認識できません。使用できる列：{known}',
  ),
  column_missing: entry(
    'invalid',
    'The file has no column {column}.',
    'ファイルに「{column}」列がありません。',
  ),
  column_named_twice: entry(
    'invalid',
    'Column {column} is named more than once.',
    '列「{column}」が重複しています。',
  ),
  row_length: entry(
    'invalid',
    'The row has {found} cells, the header {expected}.',
    '列数が{found}です（見出しは{expected}列）。',
  ),
  row_too_long: entry(
    'invalid',
    'The row is longer than {maximum} characters.',
    '行が{maximum}文字を超えています。',
  ),
  quote_broken: entry(
    'invalid',
    'A quotation mark is not closed, or stands inside a cell that does not begin with one.',
    '引用符が閉じられていないか、引用符の位置が正しくありません。',
  ),
  cell_undecodable: entry(
    'invalid',
    'The cell has bytes that are no {encoding} text.',
    '{encoding}として読み取れない文字が含まれています。',
  ),
  cell_empty: entry('invalid', 'The cell must not be empty.', '値を入力してください。'),
  cell_not_whole: entry(
    'invalid',
    'The cell must be a whole number, such as 1200.',
    '1200のような整数で入力してください。',
  ),
  cell_not_percent: entry(
    'invalid',
    'The cell must be a percentage with at most two decimals, such as 10 or 3.5.',
    '10や3.5のように小数点以下2桁までの割合で入力してください。',
  ),
  points_named_twice: entry(
    'invalid',
    'Name the points as a percentage or as an amount, not both.',
    'ポイントは割合か数のどちらか一方で指定してください。',
  ),
  file_too_many_rows: entry(
    'invalid',
    'The file has more than {maximum} rows; send it in parts.',
    'ファイルの行数が上限（{maximum}行）を超えています。分割してください。',
  ),
  bulk_change_not_found: entry(
    'missing',
    'There is no such bulk change.',
    '該当する一括変更が見つかりません。',
  ),
  bulk_change_not_ready: entry(
    'conflict',
    'That can not be done with a bulk change that is {state}.',
    'この一括変更の状態（{state}）では実行できません。',
  ),
  import_not_found: entry('missing', 'There is no such import.', '該当する取込が見つかりません。'),
  import_not_ready: entry(
    'conflict',
    'The import is {state}, so this can not be done with it now.',
    'この取込は現在の状態（{state}）では操作できません。',
  ),
  import_has_refused_rows: entry(
    'conflict',
    'All or nothing was asked for, and {refused} rows are refused: mend them and upload again.',
    '{refused}行にエラーがあるため一括反映できません。修正して再度アップロードしてください。',
  ),
  row_repeats_sku: entry(
    'invalid',
    'SKU {sku} is in line {line} already.',
    'SKU{sku}はすでに{line}行目にあります。',
  ),
} as const satisfies Readonly<Record<string, RefusalEntry>>
