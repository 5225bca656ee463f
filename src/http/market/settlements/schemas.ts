import { Type } from 'typebox'
import type { Statement } from '../../../ledger/statements.ts'
import { STATEMENT_LINES } from '../../../rules/settlement/settle.ts'
import type { OpenStatement } from '../../../usecases/settlement/open.ts'
import {
  Count,
  Nullable,
  Reference,
  Shape,
  SignedYen,
  shownTime,
  When,
  Yen,
} from '../../kit/schemas.ts'

/** Periods before the first policy's anchor are negative; PostgreSQL holds them in four bytes. */
const PeriodText = Type.String({ pattern: '^(0|-?[1-9][0-9]{0,8})$', examples: ['97'] })

export const PeriodParams = Shape({ period: PeriodText })
export const StatementParams = Shape({ seller: Reference('tea-house'), period: PeriodText })

/** The same, and the period that has not ended. */
export const StatementOrOpenParams = Shape({
  seller: Reference('tea-house'),
  period: Type.String({ pattern: '^(open|0|-?[1-9][0-9]{0,8})$', examples: ['97'] }),
})

const Lines = Shape(
  Object.fromEntries(STATEMENT_LINES.map((line) => [line, SignedYen])) as Record<
    (typeof STATEMENT_LINES)[number],
    typeof SignedYen
  >,
)

const PeriodNumber = Type.Integer({ examples: [97] })

export const StatementAnswer = Shape({
  period: PeriodNumber,
  start: When,
  end: When,
  policyVersion: Count,
  opening: SignedYen,
  lines: Lines,
  net: SignedYen,
  reserve: Yen,
  disbursement: Yen,
  closing: SignedYen,
})

export const statementShown = (statement: Statement | OpenStatement) => {
  const { period, policyVersion, opening, lines, net, reserve, disbursement, closing } = statement
  const [start, end] = [shownTime(statement.start), shownTime(statement.end)]
  return {
    ...{ period, start, end, policyVersion, opening, lines: { ...lines } },
    ...{ net, reserve, disbursement, closing },
  }
}

export const PeriodAnswer = Shape({
  period: PeriodNumber,
  start: When,
  end: When,
  policyVersion: Count,
  sellers: Count,
  disbursed: Yen,
})

export const LinesAnswer = Shape({
  items: Type.Array(
    Shape({
      order: Nullable(Type.String()),
      line: Nullable(Count),
      sku: Nullable(Type.String()),
      type: Type.String({ examples: ['points_granted'] }),
      amount: SignedYen,
      firstAt: When,
      lastAt: When,
    }),
  ),
})

export const SellerEntryAnswer = Shape({
  at: When,
  recordedAt: When,
  kind: Type.String({ examples: ['points_granted'] }),
  order: Nullable(Type.String()),
  line: Nullable(Count),
  amount: SignedYen,
  balance: SignedYen,
  policyVersion: Count,
})

/** A period's number as a cursor holds it. */
export const isPeriod = (value: unknown): value is number =>
  Number.isInteger(value) && Math.abs(value as number) <= 999_999_999
