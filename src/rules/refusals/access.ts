import { entry, type RefusalEntry } from './entry.ts'

/** What is refused around people, apps and approvals. */
export const ACCESS_REFUSALS = {
  password_length: entry(
    'invalid',
    'A password has {minimum} to {maximum} characters.',
    'パスワードは{minimum}文字以上{maximum}文字以下で指定してください。',
  ),
  role_needs_party: entry(
    'invalid',
    'The role {role} does not go with the buyer or seller that is named, or that is missing.',
    'ロール{role}と購入者・出品者の指定が一致していません。',
  ),
  login_taken: entry(
    'conflict',
    'That login is taken.',
    'このログインIDはすでに使用されています。',
  ),
  person_not_found: entry(
    'missing',
    'There is no such person.',
    '該当する利用者が見つかりません。',
  ),
  token_not_found: entry(
    'missing',
    'There is no such token.',
    '該当するトークンが見つかりません。',
  ),
  approval_not_found: entry(
    'missing',
    'No such request waits for approval.',
    '該当する承認依頼が見つかりません。',
  ),
  approval_decided: entry(
    'conflict',
    'Somebody has decided on this request already.',
    'この承認依頼はすでに処理されています。',
  ),
  letter_not_found: entry(
    'missing',
    'No such event waits to be sent again.',
    '再送待ちの該当イベントが見つかりません。',
  ),
  second_operator_needed: entry(
    'forbidden',
    'Another person must decide on what you asked for.',
    '依頼者本人は承認できません。別の担当者による承認が必要です。',
  ),
} as const satisfies Readonly<Record<string, RefusalEntry>>
