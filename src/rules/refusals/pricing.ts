import { entry, type RefusalEntry } from './entry.ts'

/** Refusals around rules that set prices by themselves. */
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
} as const satisfies Readonly<Record<string, RefusalEntry>>
