import { Paper } from '../../files/paper.ts'
import type { Statement } from '../../ledger/statements.ts'
import { STATEMENT_LINES } from '../../rules/settlement/settle.ts'
import { FIGURE_WORDS, STATEMENT_WORDS } from '../../rules/settlement/words.ts'
import { formatTokyo, type Instant, instantOf } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { type StatementItem, statementLines } from './lines.ts'

type Language = 'ja' | 'en'

const WORDS = {
  title: { ja: '決済レポート', en: 'Settlement statement' },
  seller: { ja: '出品者', en: 'Seller' },
  period: { ja: '対象期間', en: 'Period' },
  number: { ja: 'レポート番号', en: 'Statement' },
  rules: { ja: '適用ルール', en: 'Rules' },
  version: { ja: 'バージョン{n}', en: 'version {n}' },
  summary: { ja: '集計', en: 'Summary' },
  items: { ja: '明細', en: 'Items' },
  what: { ja: '項目', en: 'Item' },
  amount: { ja: '金額（円）', en: 'Amount (JPY)' },
  order: { ja: '注文番号', en: 'Order' },
  sku: { ja: 'SKU', en: 'SKU' },
  day: { ja: '計上日', en: 'Posted' },
  rest: { ja: 'ほか{n}件（CSVに全件）', en: '{n} more, all of them in the CSV' },
  sum: { ja: '合計', en: 'Sum' },
  note: {
    ja: '明細の合計は期間合計と一致します。前期繰越と期間合計から、次期繰越を除いた額をお支払いします。',
    en:
      'The items sum to the net. Paid out is what was carried over plus the net, ' +
      'less what is carried forward.',
  },
} as const

/** Most items on paper ‡; beyond, one row sums up the rest, and the CSV has them all. */
const ITEMS_MAX = 5_000

/** A statement on paper. Made as it is read: nobody waits for the last page to see the first. */
export function statementPdf(
  engine: Engine,
  statement: Statement,
  seller: { readonly reference: string; readonly name: string },
  language: Language,
): { readonly stream: NodeJS.ReadableStream; readonly written: Promise<void> } {
  const t = (name: keyof typeof WORDS, n: string | number = '') =>
    WORDS[name][language].replace('{n}', String(n))
  const about = { title: t('title'), author: 'Tamaru', madeAt: statement.end }
  const foot = `Tamaru · ${seller.name} (${seller.reference}) · ${t('title')} ${statement.version}`
  const paper = new Paper(about, foot)
  const write = async () => {
    paper.heading(t('title'))
    paper.facts([
      [t('seller'), seller.name, 0.27],
      [t('period'), `${day(statement.start)} – ${day(instantOf(statement.end - 1))}`, 0.3],
      [t('number'), String(statement.version), 0.13],
      [t('rules'), t('version', statement.policyVersion), 0.15],
      [FIGURE_WORDS.disbursement[language], `￥${grouped(statement.disbursement)}`, 0.15],
    ])
    paper.heading(t('summary'), 12)
    const columns = [
      { title: t('what'), share: 0.7 },
      { title: t('amount'), share: 0.3, isNumber: true },
    ]
    await paper.table(columns, summaryOf(statement, language))
    paper.sentence(t('note'))
    paper.stream.y += 16
    paper.heading(t('items'), 12)
    await paper.table(
      [
        { title: t('day'), share: 0.13 },
        { title: t('order'), share: 0.27 },
        { title: t('sku'), share: 0.2 },
        { title: t('what'), share: 0.24 },
        { title: t('amount'), share: 0.16, isNumber: true },
      ],
      itemRows(engine, statement, language, t),
      8,
    )
    paper.end()
  }
  return { stream: paper.stream, written: write() }
}

function summaryOf(statement: Statement, language: Language) {
  const figure = (name: keyof typeof FIGURE_WORDS, amount: number, strong = false) => ({
    cells: [FIGURE_WORDS[name][language], grouped(amount)],
    strong,
  })
  return [
    figure('opening', statement.opening),
    ...STATEMENT_LINES.map((line) => ({
      cells: [STATEMENT_WORDS[line][language], grouped(statement.lines[line])],
    })),
    figure('net', statement.net, true),
    ...(statement.reserve > 0 ? [figure('reserve', -statement.reserve)] : []),
    figure('disbursement', statement.disbursement, true),
    figure('closing', statement.closing),
  ]
}

async function* itemRows(
  engine: Engine,
  statement: Statement,
  language: Language,
  t: (name: 'rest' | 'sum', n?: string) => string,
) {
  const rest = { items: 0, sum: 0 }
  let items = 0
  for await (const item of statementLines(engine, statement)) {
    items += 1
    if (items > ITEMS_MAX) {
      rest.items += 1
      rest.sum += item.amount
    } else yield { cells: cellsOf(item, language) }
  }
  if (rest.items > 0) {
    yield { cells: ['', t('rest', grouped(rest.items)), '', '', grouped(rest.sum)] }
  }
  yield { cells: ['', t('sum'), '', '', grouped(statement.net)], strong: true }
}

const cellsOf = ({ order, line, sku, type, amount, lastAt }: StatementItem, language: Language) => [
  day(lastAt),
  order === null ? '' : `${order} #${line ?? ''}`,
  sku ?? '',
  STATEMENT_WORDS[type][language],
  grouped(amount),
]

const day = (at: Instant): string => formatTokyo(at).slice(0, 10).replaceAll('-', '/')

/** 1,000, and −1,000 with a minus as wide as a figure. */
const grouped = (amount: number): string => amount.toLocaleString('en').replace('-', '−')
