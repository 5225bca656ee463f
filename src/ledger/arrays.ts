/**
 * PostgreSQL array literals for `unnest`. The driver's own conversion handles any nesting and
 * type; these handle one flat column and cost a fraction of it on the command path.
 */
export const numbers = (values: readonly (number | null)[]): string => {
  let text = '{'
  for (let i = 0; i < values.length; i++) text += (i === 0 ? '' : ',') + (values[i] ?? 'null')
  return `${text}}`
}

/** Words of our own that need no quoting: enum labels, hex digits. */
export const words = (values: readonly string[]): string => `{${values.join(',')}}`

/** Any text; null stays null. */
export const texts = (values: readonly (string | null)[]): string => {
  let text = '{'
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? null
    text += (i === 0 ? '' : ',') + (value === null ? 'null' : quote(value))
  }
  return `${text}}`
}

const quote = (value: string): string =>
  /["\\]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : `"${value}"`
