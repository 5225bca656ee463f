import type { Terms } from '../../rules/policy/policy.ts'

/**
 * One field of the terms that differs, by its path, such as `expiry.months`; null where it is not.
 */
export interface FieldChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** Every field in which two sets of terms differ; lists are one field. */
export const changesBetween = (before: Terms, after: Terms): FieldChange[] =>
  differences('', before, after)

function differences(path: string, before: unknown, after: unknown): FieldChange[] {
  if (!isObject(before) || !isObject(after)) {
    const same = JSON.stringify(before) === JSON.stringify(after)
    return same ? [] : [{ field: path, before: before ?? null, after: after ?? null }]
  }
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.flatMap((name) =>
    differences(path === '' ? name : `${path}.${name}`, before[name], after[name]),
  )
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
