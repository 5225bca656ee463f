import FormField from '@cloudscape-design/components/form-field'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import {
  bodyOf,
  type Choices,
  isRefundable,
  type LineAsk,
  NOTHING,
} from '../../console/refunds/ask.ts'
import { RefundLine } from '../../console/refunds/line.tsx'
import { useLanguage, useText } from '../../kit/language.ts'
import { titleOf } from '../../kit/product-words.ts'
import type { OrderLine } from './answers.ts'

const SENTENCES = {
  how: { ja: '範囲', en: 'How much' },
  all: { ja: '残りの全額', en: 'All that is left' },
  part: {
    ja: '商品ごとに金額・割合・数量を指定',
    en: 'Amounts, percentages or units of each item',
  },
} as const

/** How much of some lines is undone: all that is left, or what is chosen of each. */
export interface Extent {
  readonly of: 'all' | 'part'
  readonly choices: Choices
}

export const ALL: Extent = { of: 'all', choices: {} }

/** What a refund, a claim or a chargeback is asked for; without lines, of all that is left. */
export interface LinesAsk {
  readonly lines?: readonly { readonly line: number; readonly ask: LineAsk }[]
}

/** What is asked; undefined while nothing is chosen or something can not be. */
export function asksOf(lines: readonly OrderLine[], { of, choices }: Extent): LinesAsk | undefined {
  if (of === 'part') return bodyOf({ lines }, choices)
  const left = lines.filter(isRefundable)
  // Where nothing is left, the server says so.
  if (left.length === 0) return {}
  return { lines: left.map(({ line }) => ({ line, ask: { of: 'full' } })) }
}

interface Props {
  readonly lines: readonly OrderLine[]
  readonly extent: Extent
  readonly onExtent: (extent: Extent) => void
}

/** Asks how much. */
export function ExtentFields({ lines, extent, onExtent }: Props) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { of, choices } = extent
  return (
    <SpaceBetween size="m">
      <FormField label={t('how')}>
        <RadioGroup
          value={of}
          onChange={({ detail }) => onExtent({ ...extent, of: detail.value as Extent['of'] })}
          items={(['all', 'part'] as const).map((value) => ({ value, label: t(value) }))}
        />
      </FormField>
      {of === 'part' &&
        lines
          .filter(isRefundable)
          .map((line) => (
            <RefundLine
              key={line.line}
              line={line}
              title={titleOf(line, language)}
              choice={choices[line.line] ?? NOTHING}
              onChoice={(choice) =>
                onExtent({ ...extent, choices: { ...choices, [line.line]: choice } })
              }
            />
          ))}
    </SpaceBetween>
  )
}
