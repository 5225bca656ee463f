import { entry, type RefusalEntry } from './entry.ts'

/** What is refused around bank accounts and payouts. */
export const BANK_REFUSALS = {
  bank_text_invalid: entry(
    'invalid',
    '{field} must be kana, capitals or digits that banks can exchange, at most {maximum} signs.',
    '{field}は銀行で使用できるカナ・英大文字・数字（最大{maximum}文字）で指定してください。',
  ),
  bank_account_not_found: entry(
    'missing',
    'No bank account has been registered.',
    '銀行口座が登録されていません。',
  ),
  payouts_without_account: entry(
    'conflict',
    '{sellers} payouts have no bank account, or are too large for one transfer.',
    '銀行口座が未登録、または1件の振込限度額を超えるお支払いが{sellers}件あります。',
  ),
  settlement_not_found: entry(
    'missing',
    'That period has not been settled.',
    'その期間はまだ決済されていません。',
  ),
} as const satisfies Readonly<Record<string, RefusalEntry>>
