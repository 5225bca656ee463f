import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { explainFee } from '../../../rules/explain/fee.ts'
import { explainPoints } from '../../../rules/explain/points.ts'
import { STEPS, type Step } from '../../../rules/explain/steps.ts'
import type { Points, Yen as Yens } from '../../../rules/money/amount.ts'
import { WARNINGS } from '../../../rules/offers/warnings.ts'
import type { Policy } from '../../../rules/policy/policy.ts'
import type { OfferPreview } from '../../../rules/previews/offer.ts'
import { Pt, Yen } from '../../kit/amount.tsx'
import { count, percent, pt, yen } from '../../kit/format.ts'
import { filled, type Language, useLanguage, useText } from '../../kit/language.ts'
import type { Numbers } from './question.ts'

const SENTENCES = {
  title: { ja: '1点売れると', en: 'One sale' },
  wrong: {
    ja: '条件を正しく入力すると、結果が表示されます。',
    en: 'The result appears once the fields are right.',
  },
  points: { ja: '付与ポイント', en: 'Points granted' },
  pointsRule: {
    ja: '販売価格×割合を、ルールの端数処理で1点ごとに丸めます。',
    en: 'The price × the percentage, rounded for one unit as the programme does.',
  },
  fee: { ja: '販売手数料', en: 'Referral fee' },
  feeRule: {
    ja: '（販売価格＋配送料−ポイント）×料率です。',
    en: '(Price + shipping − points) × the rate.',
  },
  pointsCost: { ja: 'ポイント費用', en: 'Points cost' },
  pointsCostRule: {
    ja: '1ポイントにつき1円を負担します。',
    en: 'You pay one yen for each point.',
  },
  proceeds: { ja: '手取り', en: 'Proceeds' },
  proceedsRule: {
    ja: '販売価格＋配送料から、ポイント費用と販売手数料を引いた金額です。',
    en: 'Price + shipping less the points and the fee.',
  },
  margin: { ja: '利益', en: 'Margin' },
  marginRule: { ja: '手取りから仕入原価を引いた金額です。', en: 'Proceeds less your own cost.' },
  landed: { ja: '支払総額（ポイント考慮後）', en: 'Landed price' },
  landedRule: {
    ja: 'カート獲得を競う価格です。販売価格＋配送料からポイントを引きます（ルールによります）。',
    en: 'What offers compete by: price + shipping − points, where the rules count points.',
  },
  price: { ja: '販売価格', en: 'Price' },
  shipping: { ja: '配送料', en: 'Shipping' },
  cost: { ja: '仕入原価', en: 'Own cost' },
  rate: { ja: '料率', en: 'Rate' },
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

/** The rules' own steps, as parts of a number. */
const partsOf = (steps: readonly Step[], language: Language) =>
  steps.map(({ code, numbers, result }) => ({
    label: filled(
      STEPS[code][language],
      Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, count(value)])),
    ),
    text: count(result),
  }))

function Figures({
  preview,
  numbers,
  policy,
}: {
  readonly preview: OfferPreview
  readonly numbers: Numbers
  readonly policy: Policy
}) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { price = 0, shipping = 0, bps = 0, cost = 0 } = numbers
  const { fee, points, pointsCost, proceeds, landed, rate, shown } = preview
  const sale = { principal: price as Yens, shipping: shipping as Yens, points, units: 1 }
  const part = (name: keyof typeof SENTENCES, text: string) => ({ label: t(name), text })
  const sums = [part('price', yen(price)), part('shipping', yen(shipping))]
  const why = (
    name: 'points' | 'fee' | 'pointsCost' | 'proceeds' | 'margin' | 'landed',
    parts: readonly { label: string; text: string }[],
  ) => ({
    ...{ title: t(name), rule: t(`${name}Rule`), parts, policyVersion: policy.version },
  })
  const setting = { by: 'percentage', bps } as const
  const pointSteps = points > 0 ? explainPoints(price as Yens, setting, 1, policy) : []
  const feeSteps = explainFee({ ...sale, points: points as Points }, rate, policy)
  const net = [part('pointsCost', yen(-pointsCost)), part('fee', yen(-fee))]
  return (
    <KeyValuePairs
      columns={3}
      minColumnWidth={150}
      items={[
        {
          label: t('points'),
          value: (
            <Pt
              amount={points}
              bps={points > 0 ? shown.bps : null}
              why={why('points', partsOf(pointSteps, language))}
            />
          ),
        },
        {
          label: t('fee'),
          value: (
            <Yen
              amount={-fee}
              why={why('fee', [
                ...partsOf(feeSteps, language),
                part('rate', percent(rate.rateBps)),
              ])}
            />
          ),
        },
        {
          label: t('pointsCost'),
          value: <Yen amount={-pointsCost} why={why('pointsCost', [part('points', pt(points))])} />,
        },
        {
          label: t('proceeds'),
          value: (
            <strong>
              <Yen amount={proceeds} why={why('proceeds', [...sums, ...net])} />
            </strong>
          ),
        },
        ...(cost > 0
          ? [
              {
                label: t('margin'),
                value: (
                  <strong>
                    <Yen
                      amount={proceeds - cost}
                      why={why('margin', [
                        part('proceeds', yen(proceeds)),
                        part('cost', yen(-cost)),
                      ])}
                    />
                  </strong>
                ),
              },
            ]
          : []),
        {
          label: t('landed'),
          value: (
            <Yen
              amount={landed}
              why={why('landed', [...sums, part('points', yen(landed - price - shipping))])}
            />
          ),
        },
      ]}
    />
  )
}
