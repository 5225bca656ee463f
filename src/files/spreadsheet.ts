/**
 * A spreadsheet takes a cell that begins with one of these for a formula, and may run it: what a
 * seller or buyer typed must not become a program on somebody's desk. The full-width forms count
 * too, in a Japanese spreadsheet.
 */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/

/** The cell with an apostrophe before it, where a spreadsheet would take it for a formula. */
export const neutralise = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell)

/** Takes back what `neutralise` put before a cell. */
export const restore = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell
