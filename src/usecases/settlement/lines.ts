import { type StatementMovement, statementMovements } from '../../ledger/statement-lines.ts'
import type { Statement } from '../../ledger/statements.ts'
import {
  STATEMENT_LINES,
  type StatementLine,
  statementLineOf,
} from '../../rules/settlement/settle.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'

/** What one order item brought in a period, of one type. */
export interface StatementItem {
  readonly order: string | null
  readonly line: number | null
  readonly sku: string | null
  readonly type: StatementLine
  /** Signed yen: what the seller got is positive. */
  readonly amount: number
  readonly firstAt: Instant
  readonly lastAt: Instant
}

/**
 * A statement's lines: each order item with each type once, items in the order they were sold.
 * They sum to the statement's net. Streams; it can be stopped at any line.
 */
export async function* statementLines(
  engine: Engine,
  statement: Pick<Statement, 'seller' | 'start' | 'end'>,
): AsyncGenerator<StatementItem> {
  for await (const item of gathered(
    engine,
    statement,
    ({ orderId, line }) => `${orderId} ${line}`,
  )) {
    const byType = Map.groupBy(item, ({ kind }) => statementLineOf(kind))
    for (const type of STATEMENT_LINES) {
      const movements = byType.get(type)
      if (!movements) continue
      const { order, line, sku } = movements[0] as StatementMovement
      const times = movements.map(({ at }) => at).sort((a, b) => a - b)
      yield {
        ...{ order, line, sku, type },
        amount: movements.reduce((sum, { amount }) => sum + amount, 0),
        firstAt: times[0] as Instant,
        lastAt: times.at(-1) as Instant,
      }
    }
  }
}

/** The movements of a statement in runs that belong together. */
export async function* gathered(
  engine: Engine,
  statement: Pick<Statement, 'seller' | 'start' | 'end'>,
  keyOf: (movement: StatementMovement) => string,
): AsyncGenerator<readonly StatementMovement[]> {
  let run: StatementMovement[] = []
  let key: string | undefined
  for await (const page of statementMovements(engine.pool, statement)) {
    for (const movement of page) {
      const next = keyOf(movement)
      if (next !== key && run.length > 0) {
        yield run
        run = []
      }
      key = next
      run.push(movement)
    }
  }
  if (run.length > 0) yield run
}
