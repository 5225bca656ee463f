import Box from '@cloudscape-design/components/box'
import { useLanguage } from '../../kit/language.ts'
import type { FieldChange } from './answers.ts'
import { WORDS } from './fields.ts'
import { fieldsOf, type Terms } from './terms.ts'

/** Writes a value of the terms out: percentages as such, words in the reader's language. */
export function useWritten(terms: Terms) {
  const language = useLanguage()
  const fields = new Map(fieldsOf(terms).map((field) => [field.path, field]))
  return {
    name: (path: string) => fields.get(path)?.name[language] ?? path,
    rule: (path: string) => fields.get(path)?.rule[language],
    value: (path: string, value: unknown): string => {
      const kind = fields.get(path)?.kind
      if (value === undefined || value === null) return '–'
      if (Array.isArray(value)) return value.join(', ')
      if (kind?.is === 'percent' || path.endsWith('Bps')) return `${Number(value) / 100}%`
      if (kind?.is === 'day') return new Date(Number(value)).toISOString().slice(0, 10)
      if (typeof value === 'object') return JSON.stringify(value)
      const unit = kind?.is === 'whole' ? (kind.unit?.[language] ?? '') : ''
      return WORDS[String(value)]?.[language] ?? `${value}${unit && ` ${unit}`}`
    },
  }
}

/** What a version changes, field by field. */
export function Changes({
  changes,
  terms,
}: {
  readonly changes: readonly FieldChange[]
  readonly terms: Terms
}) {
  const { name, value, rule } = useWritten(terms)
  return (
    <ul className="operator-changes">
      {changes.map(({ field, before, after }) => (
        <li key={field}>
          <strong>{name(field)}</strong>: {value(field, before)} → {value(field, after)}
          {rule(field) && (
            <Box color="text-body-secondary" fontSize="body-s">
              {rule(field)}
            </Box>
          )}
        </li>
      ))}
    </ul>
  )
}
