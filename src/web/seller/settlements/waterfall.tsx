import '../common/seller.css'
import type { StatementFigure } from '../../../rules/explain/settlement.ts'
import { STATEMENT_LINES } from '../../../rules/settlement/settle.ts'
import { FIGURE_WORDS, STATEMENT_WORDS } from '../../../rules/settlement/words.ts'
import { Yen } from '../../kit/amount.tsx'
import { yen } from '../../kit/format.ts'
import { type Language, useLanguage, useText } from '../../kit/language.ts'
import { type Statement, statementPath } from './answers.ts'

const SENTENCES = {
  caption: {
    ja: '売上からお支払いまで。上から足していくと、お支払い額になります。',
    en: 'From sales to the payout: the rows add up to it.',
  },
  payable: { ja: 'お支払い額（見込み）', en: 'Payout, as it stands' },
  line: {
    ja: 'この期間に売上金へ計上された金額の合計です。',
    en: 'What was recorded on your proceeds in the period.',
  },
  opening: { ja: '前の期間から繰り越された残高です。', en: 'Carried over from the period before.' },
  closing: {
    ja: '次の期間へ繰り越す残高です。留保金とマイナスの残高が含まれます。',
    en: 'Carried into the next period: what is held back, or what is owed.',
  },
  disbursement: {
    ja: '前期繰越と期間合計から、次期繰越を引いた金額です。',
    en: 'What was carried over plus the net of the period, less what is carried forward.',
  },
} as const

interface Row {
  readonly figure: StatementFigure
  readonly label: string
  /** As it is added: what is carried forward is taken away. */
  readonly amount: number
  readonly isSum: boolean
}

function rowsOf(statement: Statement, isOpen: boolean, language: Language): readonly Row[] {
  const { opening, lines, closing, disbursement } = statement
  const carried = (figure: 'opening' | 'closing', amount: number): Row[] =>
    amount === 0 ? [] : [{ figure, label: FIGURE_WORDS[figure][language], amount, isSum: false }]
  const label = isOpen ? SENTENCES.payable[language] : FIGURE_WORDS.disbursement[language]
  return [
    ...carried('opening', opening),
    ...STATEMENT_LINES.filter((line) => lines[line] !== 0).map((line) => ({
      ...{ figure: line, label: STATEMENT_WORDS[line][language], amount: lines[line] },
      isSum: false,
    })),
    ...carried('closing', -closing),
    { figure: 'disbursement', label, amount: disbursement, isSum: true },
  ]
}

/** Where each bar begins and ends, as shares of the whole width. */
function placesOf(rows: readonly Row[]): readonly { left: number; width: number }[] {
  let sum = 0
  const spans = rows.map(({ amount, isSum }) => {
    const from = isSum ? 0 : sum
    const to = isSum ? amount : sum + amount
    sum = to
    return [Math.min(from, to), Math.max(from, to)] as const
  })
  const low = Math.min(0, ...spans.map(([from]) => from))
  const whole = Math.max(1, Math.max(0, ...spans.map(([, to]) => to)) - low)
  return spans.map(([from, to]) => ({ left: (from - low) / whole, width: (to - from) / whole }))
}

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`

/** A statement as a fall of bars, which is a table as well: the rows sum to the payout. */
export function Waterfall({
  statement,
  seller,
  isOpen = false,
}: {
  readonly statement: Statement
  readonly seller: string
  readonly isOpen?: boolean
}) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const rows = rowsOf(statement, isOpen, language)
  const places = placesOf(rows)
  const path = statementPath(seller, isOpen ? 'open' : statement.period)
  const ruleOf = (figure: StatementFigure) =>
    figure === 'opening' || figure === 'closing' || figure === 'disbursement'
      ? t(figure)
      : t('line')
  return (
    <table className="desk-fall">
      <caption className="kit-unseen">{t('caption')}</caption>
      <tbody>
        {rows.map(({ figure, label, amount, isSum }, index) => (
          <tr key={figure} className={isSum ? 'sum' : undefined}>
            <th scope="row">{label}</th>
            <td className="bar">
              <div className="desk-track" aria-hidden="true">
                <div
                  className={`desk-bar ${isSum ? 'sum' : amount < 0 ? 'out' : 'in'}`}
                  style={{
                    left: percent(places[index]?.left ?? 0),
                    width: percent(places[index]?.width ?? 0),
                  }}
                />
              </div>
            </td>
            <td className="amount">
              <Yen
                amount={amount}
                why={{
                  ...{ title: label, rule: ruleOf(figure), policyVersion: statement.policyVersion },
                  parts: isSum
                    ? rows
                        .filter((row) => !row.isSum)
                        .map((row) => ({ label: row.label, text: yen(row.amount) }))
                    : [],
                  from: `${path}/explanation?figure=${figure}`,
                }}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
