import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { WARNINGS } from '../../../rules/offers/warnings.ts'
import type { Policy } from '../../../rules/policy/policy.ts'
import type { OfferPreview } from '../../../rules/previews/offer.ts'
import { Pt, Yen } from '../../kit/amount.tsx'
import { filled, useLanguage, useText } from '../../kit/language.ts'
import { FIGURES, type SaleFigure, saleReason } from '../common/sale-reasons.ts'
import type { Numbers } from './question.ts'

const SENTENCES = {
  title: { ja: '1点売れると', en: 'One sale' },
  wrong: {
    ja: '条件を正しく入力すると、結果が表示されます。',
    en: 'The result appears once the fields are right.',
  },
} as const

interface Props {
  readonly preview: OfferPreview | undefined
  readonly numbers: Numbers
  readonly policy: Policy
}

/** What one sale brings and costs, each amount with its reasons. */
export function SaleFigures({ preview, numbers, policy }: Props) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  return (
    <Container header={<Header variant="h2">{t('title')}</Header>}>
      <div aria-live="polite" className="desk-result">
        {preview ? (
          <SpaceBetween size="m">
            <Figures preview={preview} numbers={numbers} policy={policy} />
            {preview.warnings.map((warning) => (
              <Alert key={warning.warning} type="warning">
                {filled(WARNINGS[warning.warning][language], { ...(warning as object) })}
              </Alert>
            ))}
          </SpaceBetween>
        ) : (
          <Box color="text-body-secondary">{t('wrong')}</Box>
        )}
      </div>
    </Container>
  )
}

function Figures({
  preview,
  numbers,
  policy,
}: {
  readonly preview: OfferPreview
  readonly numbers: Numbers
  readonly policy: Policy
}) {
  const language = useLanguage()
  const { price = 0, shipping = 0, bps = 0, cost = 0 } = numbers
  const { fee, points, pointsCost, proceeds, landed, shown } = preview
  const sale = {
    preview,
    price,
    shipping,
    cost,
    policy,
    setting: { by: 'percentage', bps },
  } as const
  const why = (name: SaleFigure) => saleReason(name, sale, language)
  const yen = (name: SaleFigure, amount: number) => ({
    label: FIGURES[name][language],
    value: <Yen amount={amount} why={why(name)} />,
  })
  const strong = (name: SaleFigure, amount: number) => {
    const { label, value } = yen(name, amount)
    return { label, value: <strong>{value}</strong> }
  }
  return (
    <KeyValuePairs
      columns={3}
      minColumnWidth={150}
      items={[
        {
          label: FIGURES.points[language],
          value: <Pt amount={points} bps={points > 0 ? shown.bps : null} why={why('points')} />,
        },
        yen('fee', -fee),
        yen('pointsCost', -pointsCost),
        strong('proceeds', proceeds),
        ...(cost > 0 ? [strong('margin', proceeds - cost)] : []),
        yen('landed', landed),
      ]}
    />
  )
}
