import { WHOLE_BPS } from '../money/ratio.ts'
import type { Policy } from '../policy/policy.ts'
import { type Settlement, STATEMENT_LINES, type StatementLine } from '../settlement/settle.ts'
import { exactly, type Step } from './steps.ts'

/** A figure of a statement that can be asked about: one of its lines, or what they come to. */
export const STATEMENT_FIGURES = [
  ...STATEMENT_LINES,
  ...(['opening', 'net', 'reserve', 'disbursement', 'closing'] as const),
] as const

export type StatementFigure = (typeof STATEMENT_FIGURES)[number]

export const isStatementLine = (figure: StatementFigure): figure is StatementLine =>
  (STATEMENT_LINES as readonly StatementFigure[]).includes(figure)

/** Why a statement's figure is what it is; a line is a sum of entries, which the ledger has. */
export function explainSettlement(
  settled: Settlement,
  figure: StatementFigure,
  policy: Policy,
): readonly Step[] {
  const { opening, net, reserve, disbursement, closing } = settled
  const balance = opening + net
  const about = { rounded: null, policyVersion: policy.version }
  const earned = STATEMENT_LINES.filter((line) => settled.lines[line] > 0)
  const credits = earned.reduce((sum, line) => sum + settled.lines[line], 0)
  const summed: Step = {
    ...about,
    code: 'statement_net',
    numbers: { credits, debits: credits - net },
    result: net,
  }
  const balanced: Step = {
    ...about,
    code: 'statement_balance',
    numbers: { opening, net },
    result: balance,
  }
  const { reserveBps } = policy.terms.settlement
  const held: Step = {
    ...about,
    code: 'statement_reserve',
    numbers: { balance: Math.max(0, balance), reserveBps },
    rounded: {
      exact: exactly(Math.max(0, balance), reserveBps, WHOLE_BPS),
      rounding: policy.terms.rounding,
    },
    result: reserve,
  }
  const paid: Step =
    balance < 0
      ? { ...about, code: 'statement_owed', numbers: { balance }, result: 0 }
      : { ...about, code: 'statement_paid', numbers: { balance, reserve }, result: disbursement }
  const carried: Step = {
    ...about,
    code: 'statement_carried',
    numbers: { balance, disbursement },
    result: closing,
  }
  switch (figure) {
    case 'net':
      return [summed]
    case 'reserve':
      return [summed, balanced, held]
    case 'disbursement':
      return [summed, balanced, held, paid]
    case 'closing':
      return [summed, balanced, held, paid, carried]
    default:
      return []
  }
}
