import { type Failure, invalidInput } from './failure.ts'

/** Depth of a body's lists and objects that is looked into; deeper ones mean nothing here. */
const DEEPEST = 50

/** Whether somewhere in a value is text that no database keeps: NUL, or half of a character. */
function isUnstorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed()
  if (typeof value !== 'object' || value === null) return false
  if (depth > DEEPEST) return true
  return Object.entries(value).some(
    ([name, field]) => isUnstorable(name, depth + 1) || isUnstorable(field, depth + 1),
  )
}

/** The refusal of a request with such text in it; undefined for all others. */
export function unstorable(parts: Readonly<Record<string, unknown>>): Failure | undefined {
  const bad = Object.entries(parts).find(([, part]) => isUnstorable(part))
  return bad && invalidInput(`The ${bad[0]} has characters that no text may have.`)
}
