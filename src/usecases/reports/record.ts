const BREAKS = /[\t\r\n]/g

/** A row of a tab-separated report. A tab or line break inside a value would be one of the file. */
export const record = (cells: readonly (string | number | null)[]): string =>
  `${cells.map((cell) => (typeof cell === 'string' ? cell.replaceAll(BREAKS, ' ') : cell)).join('\t')}\r\n`
