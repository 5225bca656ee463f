import FormField from '@cloudscape-design/components/form-field'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import type { ReactNode } from 'react'

interface Props {
  readonly label: ReactNode
  /** As it was typed: kept as it is, right or wrong. */
  readonly text: string
  readonly onText: (text: string) => void
  /** Behind the number: 円, pt, %. */
  readonly unit?: string
  readonly hint?: ReactNode
  readonly error?: string | undefined
  readonly warning?: string | undefined
  readonly disabled?: boolean
  readonly autoFocus?: boolean
  readonly onKeyDown?: NonNullable<InputProps['onKeyDown']>
}

/**
 * A number that is typed. It is text until it is used, so that full-width digits, commas and what
 * makes no number stay as typed; `wholeNumber` and `basisPoints` of the kit read it.
 */
export function NumberField({ label, text, onText, unit, hint, error, warning, ...more }: Props) {
  return (
    <FormField
      label={label}
      description={hint}
      errorText={error}
      warningText={error ? undefined : warning}
    >
      <div className="console-number">
        <Input
          value={text}
          inputMode="decimal"
          autoComplete={false}
          invalid={error !== undefined}
          onChange={({ detail }) => onText(detail.value)}
          {...more}
        />
        {unit && <span aria-hidden="true">{unit}</span>}
      </div>
    </FormField>
  )
}
