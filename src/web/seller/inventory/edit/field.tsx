import Input from '@cloudscape-design/components/input'
import { useId } from 'react'

interface Props {
  readonly label: string
  readonly form: string
  readonly text: string
  readonly unit: string
  readonly error?: string | undefined
  readonly autoFocus?: boolean
  readonly onText: (text: string) => void
  readonly onCancel: () => void
}

/** A number within a row. Enter saves the row, Escape leaves it as it was. */
export function CellField({ label, form, text, unit, error, onText, onCancel, ...more }: Props) {
  const id = useId()
  return (
    <div className="cell-field">
      <div className="cell-input">
        <Input
          {...more}
          ariaLabel={label}
          value={text}
          inputMode="decimal"
          autoComplete={false}
          invalid={error !== undefined}
          nativeInputAttributes={{ form, ...(error ? { 'aria-describedby': id } : {}) }}
          onChange={({ detail }) => onText(detail.value)}
          onKeyDown={(event) => {
            if (event.detail.key === 'Escape') onCancel()
          }}
        />
        <span aria-hidden="true">{unit}</span>
      </div>
      {error && (
        <p id={id} role="alert" className="cell-error">
          {error}
        </p>
      )}
    </div>
  )
}
