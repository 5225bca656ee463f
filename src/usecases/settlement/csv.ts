import type { Statement } from '../../ledger/statements.ts'
import { formatTokyo } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { statementLines } from './lines.ts'

const HEADER = ['order', 'item', 'sku', 'type', 'amount', 'first_at', 'last_at']

/**
 * A statement as CSV for a spreadsheet, line by line. The amounts, with what was carried over from
 * the period before and into the next, sum to the disbursement.
 */
export async function* statementCsv(engine: Engine, statement: Statement): AsyncGenerator<string> {
  const { start, end, opening, closing } = statement
  const carried = (type: string, amount: number, at: typeof start) =>
    row(['', '', '', type, amount, formatTokyo(at), formatTokyo(at)])
  yield row(HEADER)
  yield carried('carried_over', opening, start)
  for await (const { order, line, sku, type, amount, firstAt, lastAt } of statementLines(
    engine,
    statement,
  )) {
    yield row([order, line, sku, type, amount, formatTokyo(firstAt), formatTokyo(lastAt)])
  }
  yield carried('carried_forward', -closing, end)
}

const row = (cells: readonly (string | number | null)[]): string =>
  `${cells.map(cell).join(',')}\r\n`

/** Text that a spreadsheet would run as a formula is made plain by a leading apostrophe. */
function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
