/** A row of a tab-separated report. A tab or line break inside a value would be one of the file. */
export const record = (cells: readonly (string | number | null)[]): string =>
  `${cells.map((cell) => String(cell ?? '').replaceAll(/[\t\r\n]/g, ' ')).join('\t')}\r\n`
