import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { count, yen } from '../../kit/format.ts'
import { useText } from '../../kit/language.ts'
import type { Run } from './answers.ts'

const SENTENCES = {
  begun: { ja: '開始しています…', en: 'Beginning…' },
  verifying: {
    ja: '検証中: {books}人分、{entries}件の記録、{postings}件の仕訳',
    en: 'Under way: {books} books, {entries} entries, {postings} postings',
  },
  settling: {
    ja: '決済中: 期間{period}、{statements}件のレポート',
    en: 'Under way: period {period}, {statements} statements',
  },
  proved: {
    ja: '正しいことを確認: {books}人分、{entries}件の記録、{postings}件の仕訳',
    en: 'Proved: {books} books, {entries} entries, {postings} postings',
  },
  bad: {
    ja: '不一致: {table} {key}の「{what}」（正: {expected}、記録: {found}）',
    en: 'Wrong: {what} of {table} {key} (should be {expected}, is {found})',
  },
  settled: {
    ja: '完了: {n}期間、{statements}件のレポート、振込{disbursed}',
    en: 'Done: periods {n}, statements {statements}, paid out {disbursed}',
  },
  failed: {
    ja: '失敗しました（{failed}）。もう一度実行してください。',
    en: 'It broke ({failed}). Run it again.',
  },
  cut: {
    ja: '中断されました。もう一度実行すると続きから行います。',
    en: 'Cut off. Run it again; what is done stays done.',
  },
} as const

/** How far a run is, or what came of it, in words. */
export function RunState({ run }: { readonly run: Run }) {
  const t = useText(SENTENCES)
  const { state, kind, progress, result } = run
  const counts = (facts: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, count(Number(value))]))
  if (state === 'cut') return <StatusIndicator type="warning">{t('cut')}</StatusIndicator>
  if (state === 'running') {
    const begun = progress === null || Object.keys(progress).length === 0
    const name = kind === 'verification' ? 'verifying' : 'settling'
    return (
      <StatusIndicator type="in-progress">
        {begun ? t('begun') : t(name, counts(progress))}
      </StatusIndicator>
    )
  }
  if (result?.failed !== undefined) {
    const failed = String(result.failed)
    return <StatusIndicator type="error">{t('failed', { failed })}</StatusIndicator>
  }
  if (kind === 'settlement') {
    const { periods = [], statements, disbursed } = result as Partial<SettlementResult>
    const facts = {
      n: periods.length,
      statements: count(Number(statements)),
      disbursed: yen(Number(disbursed)),
    }
    return <StatusIndicator type="success">{t('settled', facts)}</StatusIndicator>
  }
  if (result?.ok)
    return <StatusIndicator type="success">{t('proved', counts(result))}</StatusIndicator>
  return <Bad row={result?.firstBad as BadRow} />
}

function Bad({ row: { table, key, what, expected, found } }: { readonly row: BadRow }) {
  const t = useText(SENTENCES)
  const facts = {
    table,
    key: JSON.stringify(key),
    what,
    expected: `${expected}`,
    found: `${found}`,
  }
  return <StatusIndicator type="error">{t('bad', facts)}</StatusIndicator>
}

interface SettlementResult {
  readonly periods: readonly number[]
  readonly statements: number
  readonly disbursed: number
}

interface BadRow {
  readonly table: string
  readonly key: object
  readonly what: string
  readonly expected: unknown
  readonly found: unknown
}
