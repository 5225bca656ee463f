import { entry, type RefusalEntry } from './entry.ts'

/** What is refused of an operator's reports, runs and looks into the ledger. */
export const OPERATOR_REFUSALS = {
  date_invalid: entry(
    'invalid',
    '{date} is no day of the calendar.',
    '{date}は暦上の日付ではありません。',
  ),
  report_date_ahead: entry(
    'conflict',
    'The day {date} has not ended yet.',
    '{date}はまだ終了していません。',
  ),
  entry_not_found: entry(
    'missing',
    'The ledger has no such entry.',
    '台帳に該当する記録はありません。',
  ),
  run_not_found: entry('missing', 'There is no such run.', '該当する実行記録が見つかりません。'),
} as const satisfies Readonly<Record<string, RefusalEntry>>
