import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { Yen } from '../../kit/amount.tsx'
import { count } from '../../kit/format.ts'
import { useText } from '../../kit/language.ts'
import { useSaid } from '../../kit/said.tsx'
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
  paid: { ja: '振込の合計', en: 'Paid out' },
  paidRule: {
    ja: 'この処理で決済した各期間の、全出品者への振込額の合計です。',
    en: 'What the statements of this run pay to all sellers together.',
  },
  periods: { ja: '期間', en: 'Periods' },
  statements: { ja: 'レポート', en: 'Statements' },
  entries: { ja: '台帳の仕訳を見る', en: 'See the postings in the ledger' },
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
    return <Settled result={result as Partial<SettlementResult>} />
  }
  if (result?.ok)
    return <StatusIndicator type="success">{t('proved', counts(result))}</StatusIndicator>
  return <Bad row={result?.firstBad as BadRow} />
}

function Settled({
  result: { periods = [], statements = 0, disbursed = 0 },
}: {
  readonly result: Partial<SettlementResult>
}) {
  const t = useText(SENTENCES)
  const said = useSaid(SENTENCES)
  const why = {
    title: t('paid'),
    rule: t('paidRule'),
    parts: [
      { label: t('periods'), text: periods.join(', ') },
      { label: t('statements'), text: count(statements) },
    ],
    link: { text: t('entries'), href: '/operator/ledger?kind=disbursement' },
  }
  const facts = {
    n: count(periods.length),
    statements: count(statements),
    disbursed: <Yen amount={disbursed} why={why} />,
  }
  return <StatusIndicator type="success">{said('settled', facts)}</StatusIndicator>
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
