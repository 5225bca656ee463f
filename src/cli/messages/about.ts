import type { Sentence } from '../language.ts'

const about = (en: string, ja: string): Sentence => ({ en, ja })

/** The sentences of `--help`. */
export const ABOUT = {
  tamaru: about(
    "A marketplace's seller-funded points programme",
    '出品者負担のポイントプログラムを運営するエンジン',
  ),
  json: about('print the result as one line of JSON', '結果を1行のJSONで出力する'),
  help: about('show this help', '使い方を表示する'),
  lang: about('language of messages', 'メッセージの言語'),
  // start
  start: about('start everything: database, HTTP, jobs', 'データベース・HTTP・ジョブを起動する'),
  port: about(
    'where to listen (default: PORT, else 3000)',
    'ポート番号（省略時はPORT、または3000）',
  ),
  host: about('on which address (default: 127.0.0.1)', 'アドレス（省略時は127.0.0.1）'),
  // calc
  calc: about('calculate without a database', 'データベースなしで計算する'),
  calcFee: about('referral fee of one sale', '1件の販売にかかる販売手数料'),
  calcOffer: about('what one sale of an offer brings and costs', '1件の販売の売上金とコスト'),
  calcRefund: about('what a refund of one shipped item does', '出荷済み商品1点の返金の結果'),
  price: about('price of one unit, yen', '商品1点の価格（円）'),
  shipping: about('shipping, yen', '配送料（円）'),
  points: about('points granted with one unit', '商品1点あたりの付与ポイント'),
  percent: about('points as a percentage of the price', '価格に対するポイントの割合（%）'),
  rate: about('referral fee rate in percent, without a minimum', '販売手数料率（%、最低額なし）'),
  category: about("category, for the policy's fee table", '手数料表のカテゴリー'),
  policy: about('preset of the programme', 'プログラムのプリセット'),
  balance: about(
    'points the buyer has left (default: all that were granted)',
    '購入者のポイント残高（省略時は付与された全ポイント）',
  ),
  redeemed: about('points the buyer paid with', '購入者が利用したポイント'),
  quantity: about('units of the line (default: 1)', '明細の数量（省略時は1）'),
  refundPercent: about('refund this percentage of the price', '価格の何%を返金するか'),
  refundAmount: about('refund this much of the price, yen', '商品代金の返金額（円）'),
  refundShipping: about(
    'and this much of the shipping, with --refund-amount',
    '配送料の返金額（円、--refund-amountとともに）',
  ),
  refundQuantity: about('refund this many units', '返金する数量'),
  // replay
  replay: about('run real orders through the engine', '実際の注文をエンジンで再現する'),
  replayOlist: about(
    'replay a folder of the Olist dataset in a database of its own',
    'Olistデータセットのフォルダーを専用データベースで再現する',
  ),
  replayFolder: about('folder with the CSV files', 'CSVファイルのフォルダー'),
  repeat: about('replay the input so many times', '入力を繰り返す回数'),
  out: about('also write the figures as files here', '結果をファイルに書き出すフォルダー'),
  // upkeep
  migrate: about("bring the database to this program's schema", 'スキーマを最新にする'),
  seed: about('fill an empty sandbox with a marketplace', '空のサンドボックスにデータを用意する'),
  settle: about('settle every period that has ended', '終了した期間をすべて決済する'),
  until: about('only periods that ended by then', 'この日時までに終了した期間のみ'),
  verify: about('prove the ledger from its entries', '帳簿を取引から検証する'),
  bench: about('measure against references in the same run', '基準と比較して速度を測定する'),
  benchMore: about('what the benchmark is told', 'ベンチマークに渡す引数'),
  // listings
  import: about('bring data in', 'データを取り込む'),
  importListings: about(
    "a seller's inventory, TSV or CSV, Japanese or English header",
    '出品者の在庫ファイル（TSV・CSV、日本語または英語の見出し）',
  ),
  importFile: about('the file', '在庫ファイル'),
  seller: about("the seller's reference", '出品者の識別子'),
  importEncoding: about('found out unless named', '文字コード（省略時は自動判定）'),
  dryRun: about('only say what would happen', '反映せずに結果だけを表示する'),
  whole: about('all rows or none', 'エラーが1行でもあれば何も反映しない'),
  refusedFile: about('where refused rows go, with the reason', 'エラー行と理由の書き出し先'),
  export: about('take data out', 'データを書き出す'),
  exportListings: about(
    "a seller's inventory as a file that import reads back",
    '取り込み可能な形式の在庫ファイル',
  ),
  exportEncoding: about('utf-8 unless named', '文字コード（省略時はutf-8）'),
  csv: about('commas instead of tabs', 'タブの代わりにカンマで区切る'),
  exportOut: about('a file instead of standard output', '標準出力の代わりに書き出すファイル'),
  // clock
  clock: about('the clock of a sandbox', 'サンドボックスの時計'),
  clockShow: about('what time it is, and what happens next', '現在時刻と次の予定を表示する'),
  clockAdvance: about('let time pass, with all that it brings', '時刻を進める'),
  duration: about('such as 90m, 12h, 3d or 2w', '90m、12h、3d、2wなど'),
  clockTo: about('to this moment', 'この日時まで'),
  clockNext: about('to the next event', '次の予定まで'),
  // apps
  apps: about("sellers' tools that speak the Selling Partner API", '出品者向けツール（SP-API）'),
  appsCreate: about(
    'make an app with credentials that work at once',
    'アプリを登録し、すぐに使える認証情報を発行する',
  ),
  appsAuthorise: about("add a seller's consent", '出品者の許可を追加する'),
  appReference: about("the app's reference", 'アプリの識別子'),
  appName: about('the name sellers see (default: the reference)', '表示名（省略時は識別子）'),
  appScopes: about(
    'what it may do, comma-separated (default: everything)',
    '許可する範囲（カンマ区切り、省略時はすべて）',
  ),
  appsRotate: about(
    'replace the client secret; the old one is good for 7 days more',
    'クライアントシークレットを更新する（旧シークレットは7日間有効）',
  ),
  appRedirect: about(
    'where its website has sellers sent back to after consenting',
    '出品者の許可後に戻るリダイレクトURI',
  ),
  appNoPoints: about('say that it does not support points', 'ポイント非対応のアプリとして登録する'),
  // notifications
  listen: about('print notifications, and forward them', '通知を表示・転送する'),
  forwardTo: about('post each one there, signed', '署名付きで通知を転送するURL'),
  listenSeller: about("a seller's instead of the operator's", '運営者ではなくこの出品者宛ての通知'),
  listenTypes: about('only these types, comma-separated', '通知の種類（カンマ区切り）'),
  listenCount: about('end after so many', 'この件数で終了する'),
  trigger: about('make something happen that is notified of', '通知の対象となる出来事を起こす'),
  triggerType: about(
    'of which type, such as ANY_OFFER_CHANGED',
    '通知の種類（例: ANY_OFFER_CHANGED）',
  ),
  triggerSeller: about(
    'whose (not for POINTS_POLICY_CHANGE and POINTS_EXPIRING)',
    '対象の出品者（POINTS_POLICY_CHANGEとPOINTS_EXPIRINGでは不要）',
  ),
  triggerSku: about('which listing (default: the first one)', '対象のSKU（省略時は先頭の出品）'),
} as const satisfies Readonly<Record<string, Sentence>>
