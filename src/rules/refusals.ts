import { ACCESS_REFUSALS } from './refusals/access.ts'
import { BANK_REFUSALS } from './refusals/bank.ts'
import { CATALOG_REFUSALS } from './refusals/catalog.ts'
import { entry, type RefusalEntry } from './refusals/entry.ts'
import { FEED_REFUSALS } from './refusals/feeds.ts'
import { OPERATOR_REFUSALS } from './refusals/operator.ts'
import { PRICING_REFUSALS } from './refusals/pricing.ts'

export type { RefusalKind } from './refusals/entry.ts'

/**
 * Every expected "no" of the engine, with what kind of answer it is and its sentence in both
 * languages. Placeholders in braces are filled from the refusal's facts.
 * docs/reference/errors.md lists the same codes; a test holds the two together.
 *
 * Kinds: `invalid` the request can never succeed as it is; `conflict` it does not fit the present
 * state; `forbidden` the programme does not allow it to this party; `missing` what it names does
 * not exist; `busy` try the same again later.
 */
export const REFUSALS = {
  // Amounts
  amount_must_be_positive: entry(
    'invalid',
    'The amount must be greater than zero.',
    '金額は1以上で指定してください。',
  ),
  amount_must_not_be_zero: entry(
    'invalid',
    'The amount must not be zero.',
    '0以外の値を指定してください。',
  ),
  amount_out_of_range: entry(
    'invalid',
    'The amount is not a whole number in the allowed range.',
    '金額は許容範囲内の整数で指定してください。',
  ),
  percentage_out_of_range: entry(
    'invalid',
    'The percentage must be between 0.01 % and 100 %.',
    '割合は0.01%から100%の間で指定してください。',
  ),
  // Orders
  order_without_lines: entry(
    'invalid',
    'An order needs at least one line.',
    '注文には1件以上の明細が必要です。',
  ),
  too_many_lines: entry(
    'invalid',
    'An order has at most {maximum} lines.',
    '注文の明細は最大{maximum}件です。',
  ),
  quantity_out_of_range: entry(
    'invalid',
    'The quantity must be a whole number from 1 to {maximum}.',
    '数量は1から{maximum}までの整数で指定してください。',
  ),
  points_out_of_range: entry(
    'invalid',
    'The points do not fit the price.',
    'ポイントが価格に対して範囲外です。',
  ),
  line_not_found: entry(
    'missing',
    'The order has no line {line}.',
    '注文に明細{line}はありません。',
  ),
  line_named_twice: entry(
    'invalid',
    'Line {line} is named more than once.',
    '明細{line}が重複しています。',
  ),
  nothing_open: entry(
    'conflict',
    'Nothing of this order is left to ship or cancel.',
    'この注文に未出荷の商品はありません。',
  ),
  quantity_above_open: entry(
    'conflict',
    'Only {open} of line {line} are left to ship or cancel.',
    '明細{line}の未出荷数量は{open}個です。',
  ),
  quantity_unchanged: entry(
    'invalid',
    'Line {line} already has that quantity.',
    '明細{line}の数量は変わっていません。',
  ),
  quantity_fixed: entry(
    'conflict',
    'Line {line} has been shipped or cancelled in part, so its quantity can not grow.',
    '明細{line}は一部が出荷またはキャンセル済みのため、数量を増やせません。',
  ),
  nothing_shipped: entry(
    'conflict',
    'Nothing of this order has shipped.',
    'この注文はまだ出荷されていません。',
  ),
  line_not_shipped: entry(
    'conflict',
    'Line {line} has not shipped.',
    '明細{line}はまだ出荷されていません。',
  ),
  // Redemption and balances
  redemption_below_minimum: entry(
    'invalid',
    'At least {minimum} points must be used at once.',
    'ポイントは{minimum}ポイント以上から利用できます。',
  ),
  redemption_above_maximum: entry(
    'invalid',
    'At most {maximum} points can be used on one order.',
    '1回の注文で利用できるポイントは最大{maximum}ポイントです。',
  ),
  redemption_above_total: entry(
    'invalid',
    'Points can pay for at most {total} yen of this order.',
    'この注文でポイント払いできるのは{total}円までです。',
  ),
  balance_too_low: entry(
    'conflict',
    'The buyer has {available} points available.',
    '利用可能なポイントは{available}ポイントです。',
  ),
  // Refunds
  nothing_to_refund: entry(
    'conflict',
    'Nothing of this order is left to refund.',
    'この注文に返金可能な金額はありません。',
  ),
  refunded_already: entry(
    'conflict',
    'Line {line} has been refunded in full.',
    '明細{line}は全額返金済みです。',
  ),
  refund_above_remaining: entry(
    'conflict',
    'Line {line} has {principal} yen of its price and {shipping} yen of its shipping left.',
    '明細{line}の返金可能額は商品代金{principal}円、配送料{shipping}円です。',
  ),
  quantity_above_shipped: entry(
    'conflict',
    'Only {shipped} of line {line} have shipped.',
    '明細{line}の出荷数量は{shipped}個です。',
  ),
  claim_open: entry(
    'conflict',
    'A claim on order {order} is open already.',
    '注文{order}の保証申請はすでに受付中です。',
  ),
  claim_not_found: entry(
    'missing',
    'There is no such claim.',
    '該当する保証申請が見つかりません。',
  ),
  claim_decided: entry(
    'conflict',
    'Somebody has decided on this claim already.',
    'この保証申請はすでに処理されています。',
  ),
  statement_not_found: entry(
    'missing',
    'The seller has no statement of that period.',
    'その期間の決済レポートはありません。',
  ),
  // Commands
  key_reused: entry(
    'conflict',
    'This idempotency key was used for something else.',
    'この冪等キーは別の内容で使用済みです。',
  ),
  busy: entry(
    'busy',
    'Too many commands are waiting; try again in a moment.',
    '現在混み合っています。しばらくしてから再度お試しください。',
  ),
  buyer_not_found: entry('missing', 'There is no such buyer.', '該当する購入者が見つかりません。'),
  order_not_found: entry('missing', 'There is no such order.', '該当する注文が見つかりません。'),
  order_exists: entry(
    'conflict',
    'An order {order} exists already.',
    '注文{order}はすでに存在します。',
  ),
  out_of_stock: entry('conflict', 'Not enough of an item is in stock.', '在庫が不足しています。'),
  // Offers
  nothing_named: entry(
    'invalid',
    'The update names nothing to change.',
    '変更する項目が指定されていません。',
  ),
  stock_out_of_range: entry(
    'invalid',
    'The stock must be a whole number from 0 to {maximum}.',
    '在庫数は0から{maximum}までの整数で指定してください。',
  ),
  points_ratio_out_of_range: entry(
    'invalid',
    'Points must be from {minimum} % to {maximum} % of the price.',
    'ポイントは価格の{minimum}%以上{maximum}%以下で設定してください。',
  ),
  points_ratio_step: entry(
    'invalid',
    'Points must be a multiple of {step} % of the price.',
    'ポイントは価格の{step}%単位で設定してください。',
  ),
  points_above_premium_cap: entry(
    'forbidden',
    '{points} points are above the premium cap of {cap} for this price.',
    '{points}ポイントは、この価格の景品類の限度額（{cap}円）を超えています。',
  ),
  marketplace_without_points: entry(
    'forbidden',
    'Marketplace {marketplace} has no points.',
    'マーケットプレイス{marketplace}ではポイントを利用できません。',
  ),
  plan_without_points: entry(
    'forbidden',
    'The {plan} selling plan can not offer points.',
    '現在の出品プラン（{plan}）ではポイントを設定できません。',
  ),
  agreement_not_accepted: entry(
    'forbidden',
    'Version {version} of the points service agreement has not been accepted.',
    'ポイントサービス利用規約（バージョン{version}）に同意していません。',
  ),
  standing_not_good: entry(
    'forbidden',
    'The account is not in good standing, so it can not offer points.',
    'アカウントの状態が良好でないため、ポイントを設定できません。',
  ),
  account_default_not_offered: entry(
    'forbidden',
    'The programme has no account-wide default percentage.',
    'アカウント全体のポイント設定は利用できません。',
  ),
  ...CATALOG_REFUSALS,
  ...PRICING_REFUSALS,
  ...FEED_REFUSALS,
  ...ACCESS_REFUSALS,
  ...OPERATOR_REFUSALS,
  ...BANK_REFUSALS,
  // Policy
  policy_in_the_past: entry(
    'invalid',
    'A policy can not take effect in the past.',
    'ポリシーの適用開始日時に過去は指定できません。',
  ),
  policy_before_announced: entry(
    'conflict',
    'Version {version} is announced already; a new one must take effect after it.',
    'バージョン{version}が告知済みです。それより後の日時を指定してください。',
  ),
  policy_field_unknown: entry(
    'invalid',
    'The policy has no field {field}.',
    'ポリシーに項目{field}はありません。',
  ),
  policy_field_missing: entry(
    'invalid',
    'The policy needs the field {field}.',
    'ポリシーの項目{field}は必須です。',
  ),
  policy_field_invalid: entry(
    'invalid',
    'The field {field} must be: {expected}.',
    '項目{field}に指定できる値: {expected}',
  ),
  policy_unchanged: entry(
    'invalid',
    'The policy is the same as version {version}.',
    'バージョン{version}と同じ内容です。',
  ),
  policy_begun: entry(
    'conflict',
    'The programme has begun; announce a change instead.',
    'プログラムはすでに開始しています。変更は告知してください。',
  ),
  // Time
  clock_not_adjustable: entry(
    'forbidden',
    'Only the clock of a sandbox can be moved.',
    '時刻を進められるのはサンドボックスのみです。',
  ),
  clock_goes_forward: entry(
    'invalid',
    'The clock only goes forward.',
    '時刻は未来にのみ進められます。',
  ),
  clock_too_far: entry(
    'invalid',
    'The clock can be advanced by at most {days} days at once.',
    '一度に進められるのは最大{days}日です。',
  ),
  clock_moving: entry(
    'busy',
    'The clock is being advanced by somebody else; try again in a moment.',
    '時刻は現在変更中です。しばらくしてから再度お試しください。',
  ),
  // Pages
  cursor_invalid: entry(
    'invalid',
    'The cursor can not be read.',
    'カーソルの値が正しくありません。',
  ),
  page_size_out_of_range: entry(
    'invalid',
    'A page has 1 to {maximum} entries.',
    '1ページの件数は1件以上{maximum}件以下です。',
  ),
  days_out_of_range: entry(
    'invalid',
    'The number of days must be from 1 to {maximum}.',
    '日数は1から{maximum}までの整数で指定してください。',
  ),
} as const satisfies Readonly<Record<string, RefusalEntry>>
