import { readTimeline } from '../../ledger/policies.ts'
import { payoutEntries, statementEntries } from '../../ledger/statement-entries.ts'
import { readStatement, type Statement } from '../../ledger/statements.ts'
import { POSTING_KINDS } from '../../rules/book/posting.ts'
import {
  explainSettlement,
  isStatementLine,
  type StatementFigure,
} from '../../rules/explain/settlement.ts'
import type { Step } from '../../rules/explain/steps.ts'
import type { Policy } from '../../rules/policy/policy.ts'
import { policyVersion } from '../../rules/policy/timeline.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import { statementLineOf } from '../../rules/settlement/settle.ts'
import type { Engine } from '../engine.ts'
import { type OpenStatement, openStatement } from './open.ts'

export interface StatementExplanation {
  readonly refused?: never
  readonly policy: Policy
  readonly steps: readonly Step[]
  /** The newest movements of a line; none for what is computed from the lines. */
  readonly entries: Awaited<ReturnType<typeof statementEntries>>['entries']
  /** Older ones that are not among the entries. */
  readonly more: number
}

/** Most entries that one explanation shows; the statement's own lines have all of them. */
const ENTRIES_MAX = 100

export interface ExplainStatementAsk {
  readonly seller: string
  readonly period: number | 'open'
  readonly figure: StatementFigure
}

/**
 * Why a figure of a statement is what it is: how it is computed, and the movements behind a line.
 * Nothing in it tells whether a buyer paid with points.
 * Refusals: `seller_not_found`, `statement_not_found`.
 */
export async function explainStatement(
  engine: Engine,
  { seller: reference, period, figure }: ExplainStatementAsk,
): Promise<Refusal | StatementExplanation> {
  const seller = await engine.directory.seller(reference)
  if (seller === undefined) return refuse('seller_not_found')
  const statement =
    period === 'open'
      ? await openStatement(engine, seller)
      : await readStatement(engine.pool, seller, period)
  if (!statement) return refuse('statement_not_found')
  const policy = policyVersion(await readTimeline(engine.pool), statement.policyVersion)
  const steps = explainSettlement(statement, figure, policy)
  if (isStatementLine(figure)) {
    const kinds = POSTING_KINDS.filter((kind) => statementLineOf(kind) === figure)
    const found = await statementEntries(engine.pool, statement, kinds, ENTRIES_MAX)
    return { policy, steps, ...found }
  }
  const isPayout = figure === 'disbursement' && isSettled(statement)
  const entries = isPayout ? await payoutEntries(engine.pool, statement) : []
  return { policy, steps, entries, more: 0 }
}

const isSettled = (statement: Statement | OpenStatement): statement is Statement =>
  'version' in statement
