import DatePicker from '@cloudscape-design/components/date-picker'
import FormField from '@cloudscape-design/components/form-field'
import { useEffect, useState } from 'react'

interface Props {
  readonly label: string
  /** Such as 2026-11-05. */
  readonly day: string | undefined
  readonly onDay: (day: string | undefined) => void
  readonly error?: string | undefined
}

/** A day, typed or chosen from a calendar; heard of when it is whole, or empty. */
export function DayField({ label, day, onDay, error }: Props) {
  const [typed, setTyped] = useState(day ?? '')
  useEffect(() => setTyped(day ?? ''), [day])
  return (
    <FormField label={label} errorText={error}>
      <DatePicker
        value={typed}
        placeholder="YYYY/MM/DD"
        onChange={({ detail: { value } }) => {
          setTyped(value)
          if (value === '') onDay(undefined)
          else if (value.length === 10) onDay(value)
        }}
      />
    </FormField>
  )
}
