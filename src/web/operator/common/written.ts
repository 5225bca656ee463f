/** An object on one line; nothing for nothing. */
export function written(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value ? String(value) : '–'
  const parts = Object.entries(value)
  if (parts.length === 0) return '–'
  return parts
    .map(([name, part]) => `${name}: ${typeof part === 'object' ? JSON.stringify(part) : part}`)
    .join(', ')
}
