import type { ReplayResult } from '../../usecases/replay/replay.ts'
import type { Sentence } from '../language.ts'

const label = (en: string, ja: string): Sentence => ({ en, ja })

/** What each total of a replay is called, in the order in which they are shown. */
export const REPLAY_LABELS: Readonly<Record<keyof ReplayResult, Sentence>> = {
  read: label('Orders read', '読み込んだ注文'),
  skipped: label('Skipped, without items', '対象外（商品なし）'),
  placed: label('Orders placed', '受注'),
  cancelled: label('Cancelled', 'キャンセル'),
  shipped: label('Shipped', '出荷済み'),
  open: label('Open', '未出荷'),
  lines: label('Order lines', '注文明細'),
  sellers: label('Sellers', '出品者'),
  principal: label('Price', '商品代金'),
  shipping: label('Shipping', '配送料'),
  granted: label('Points granted', '付与ポイント'),
  promo: label('Promotional points', 'キャンペーンポイント'),
  redeemed: label('Points redeemed', '利用ポイント'),
  released: label('Points released', '解放された利用ポイント'),
  returned: label('Returned to sellers', '出品者に戻ったポイント'),
  shortfall: label('Shortfall, taken from cash', '不足分（返金額から差引）'),
  points_back: label('Points back to buyers', '購入者に戻ったポイント'),
  expired: label('Points expired', '失効ポイント'),
  available: label('Points available', '利用可能ポイント'),
  held: label('Points held', '保留中のポイント'),
  outstanding: label('Points outstanding', '未使用ポイント合計'),
  fee_charged: label('Referral fees', '販売手数料'),
  fee_credited: label('Referral fees credited', '販売手数料の払戻し'),
  refunded: label('Refunded', '返金額'),
  cash_refunded: label('Refunded in cash', '現金での返金額'),
  proceeds: label('Proceeds', '売上金'),
  disbursed: label('Disbursed', '支払額'),
  periods: label('Periods settled', '決済期間'),
  commands: label('Commands', 'コマンド数'),
  seconds: label('Seconds', '所要時間（秒）'),
  commands_per_second: label('Commands per second', '毎秒コマンド数'),
  settle_seconds: label('Seconds to settle', '決済（秒）'),
  verify_seconds: label('Seconds to verify', '検証（秒）'),
  verify: label('Verification', '検証結果'),
}
