import Box from '@cloudscape-design/components/box'
import { type FieldChange, useWritten } from './words.ts'

/** What a version changes, field by field. */
export function Changes({ changes }: { readonly changes: readonly FieldChange[] }) {
  const { name, value, rule } = useWritten()
  return (
    <ul className="console-changes">
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
