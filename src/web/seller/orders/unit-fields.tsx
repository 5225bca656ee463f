import FormField from '@cloudscape-design/components/form-field'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { NumberField } from '../../console/number-field.tsx'
import { wholeNumber } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { type Order, openUnits, titleOf } from './answers.ts'

const SENTENCES = {
  label: { ja: '{title}（未発送{n}点）', en: '{title} ({n} to ship)' },
  wrong: { ja: '0から{n}までの整数で入力してください。', en: 'A whole number from 0 to {n}.' },
  none: { ja: '1点以上を指定してください。', en: 'Choose at least one unit.' },
} as const

/** What was typed for each line, by its number. */
export type UnitTexts = Readonly<Record<number, string>>

/** Everything that is left, as it is first suggested. */
export const allOpen = ({ lines }: Order): UnitTexts =>
  Object.fromEntries(
    lines.filter((line) => openUnits(line) > 0).map((line) => [line.line, String(openUnits(line))]),
  )

/** The units that the texts name; undefined while one of them is no number of units, or none is. */
export function unitsOf(order: Order, texts: UnitTexts) {
  const named = order.lines
    .filter((line) => openUnits(line) > 0)
    .map((line) => ({
      line: line.line,
      quantity: unitsIn(texts[line.line] ?? '', openUnits(line)),
    }))
  if (named.some(({ quantity }) => quantity === undefined)) return undefined
  const chosen = named.filter(({ quantity }) => quantity !== 0)
  return chosen.length === 0 ? undefined : (chosen as { line: number; quantity: number }[])
}

function unitsIn(text: string, most: number): number | undefined {
  const units = text.trim() === '' ? 0 : wholeNumber(text)
  return units !== undefined && units >= 0 && units <= most ? units : undefined
}

interface Props {
  readonly order: Order
  readonly texts: UnitTexts
  readonly onTexts: (texts: UnitTexts) => void
}

/** One number for each line that has units left. */
export function UnitFields({ order, texts, onTexts }: Props) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const open = order.lines.filter((line) => openUnits(line) > 0)
  const isNone = open.every((line) => unitsIn(texts[line.line] ?? '', openUnits(line)) === 0)
  return (
    <FormField stretch errorText={isNone ? t('none') : undefined}>
      <SpaceBetween size="s">
        {open.map((line) => {
          const n = openUnits(line)
          const text = texts[line.line] ?? ''
          return (
            <NumberField
              key={line.line}
              label={t('label', { title: titleOf(line, language), n })}
              text={text}
              onText={(next) => onTexts({ ...texts, [line.line]: next })}
              error={unitsIn(text, n) === undefined ? t('wrong', { n }) : undefined}
            />
          )
        })}
      </SpaceBetween>
    </FormField>
  )
}
