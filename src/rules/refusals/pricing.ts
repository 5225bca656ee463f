import { entry, type RefusalEntry } from './entry.ts'

/** Refusals around rules that set prices by themselves, and notifications. */
export const PRICING_REFUSALS = {
  // Automated pricing
  pricing_range_empty: entry(
    'invalid',
    'The ceiling of {ceiling} JPY is below the floor of {floor} JPY.',
    '上限価格（{ceiling}円）が下限価格（{floor}円）を下回っています。',
  ),
  pricing_step_out_of_range: entry(
    'invalid',
    'The step must be above 0 and at most {maximum}.',
    '値下げ幅は0より大きく{maximum}以下で指定してください。',
  ),
  pricing_rule_not_found: entry(
    'missing',
    'The SKU {sku} has no pricing rule.',
    'SKU{sku}に価格ルールはありません。',
  ),
  nothing_repriced: entry(
    'conflict',
    'No price of {sku} was set by its rule, or it was undone already.',
    'SKU{sku}には取り消せる自動価格変更がありません。',
  ),
  // Notifications
  destination_invalid: entry(
    'invalid',
    'The destination’s {field} can not be used.',
    '送信先の{field}が正しくありません。',
  ),
  address_not_allowed: entry(
    'forbidden',
    'Notifications are sent to public addresses only.',
    '通知を送信できるのは公開アドレスのみです。',
  ),
  destination_not_found: entry(
    'missing',
    'There is no such destination.',
    '該当する送信先が見つかりません。',
  ),
  destination_in_use: entry(
    'conflict',
    'Something is subscribed to this destination; end that first.',
    'この送信先には購読があります。先に購読を解除してください。',
  ),
  subscription_not_found: entry(
    'missing',
    'There is no such subscription.',
    '該当する購読が見つかりません。',
  ),
  subscription_exists: entry(
    'conflict',
    'There is a subscription to {type} already.',
    '{type}はすでに購読しています。',
  ),
  event_filter_invalid: entry(
    'invalid',
    'Notifications of {type} can not be filtered like this.',
    '{type}の通知にこのフィルターは使用できません。',
  ),
  filter_expression_invalid: entry(
    'invalid',
    'The filter expression is no CEL, or uses more of it than filters may.',
    'フィルター式がCELとして正しくないか、使用できない機能を含んでいます。',
  ),
  notification_not_yours: entry(
    'forbidden',
    'Notifications of {type} are not for this account.',
    '{type}の通知はこのアカウントでは購読できません。',
  ),
  delivery_not_found: entry(
    'missing',
    'There is no such delivery.',
    '該当する配信が見つかりません。',
  ),
} as const satisfies Readonly<Record<string, RefusalEntry>>
