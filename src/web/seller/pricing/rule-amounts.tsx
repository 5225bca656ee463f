import type { PricingStep } from '../../../rules/pricing/rule.ts'
import { Pt, Yen } from '../../kit/amount.tsx'
import { percent } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { useSaid } from '../../kit/said.tsx'
import { becauseOf } from './words.ts'

const SENTENCES = {
  match: { ja: '同額', en: 'match it' },
  below: { ja: '{by}下げる', en: '{by} below' },
  step: { ja: '競合との差', en: 'Step below the competitor' },
  stepRule: {
    ja: 'このルールに設定した、競合の支払総額から下げる幅です。',
    en: 'How far below the competitor’s landed price you set this rule to go.',
  },
  floor: { ja: '下限', en: 'Floor' },
  floorRule: {
    ja: 'このルールに設定した下限です。ポイントを差し引いた金額がこれを下回る価格にはなりません。',
    en: 'You set it. The price less its points never goes below it.',
  },
  ceiling: { ja: '上限', en: 'Ceiling' },
  ceilingRule: {
    ja: 'このルールに設定した上限です。ポイントを差し引いた金額がこれを上回る価格にはなりません。',
    en: 'You set it. The price less its points never goes above it.',
  },
  before: { ja: '変更前の価格', en: 'Price before' },
  beforeRule: { ja: 'ルールが判断する直前の価格です。', en: 'What it was right before.' },
  price: { ja: '変更後の価格', en: 'Price after' },
  points: { ja: '変更後のポイント', en: 'Points after' },
  pointsRule: {
    ja: '付与率を維持し、変更後の価格に合わせて計算し直したポイントです。',
    en: 'The percentage is kept; the points follow the new price.',
  },
} as const

/** A limit of a rule. */
export function Limit({
  name,
  amount,
}: {
  readonly name: 'floor' | 'ceiling'
  readonly amount: number
}) {
  const t = useText(SENTENCES)
  return <Yen amount={amount} why={{ title: t(name), rule: t(`${name}Rule`) }} />
}

/** How far a rule goes below a competitor. */
export function Step({ step }: { readonly step: PricingStep }) {
  const t = useText(SENTENCES)
  const said = useSaid(SENTENCES)
  if (step.by === 'match') return t('match')
  const why = { title: t('step'), rule: t('stepRule') }
  return said('below', {
    by: step.by === 'amount' ? <Yen amount={step.yen} why={why} /> : percent(step.bps),
  })
}

interface Props {
  readonly before: number
  readonly price: number
  readonly points?: number
  /** The code of the reason. */
  readonly because: string
}

/** From one price to the next, and with how many points. */
export function Move({ before, price, points, because }: Props) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const reason = becauseOf(because, language)
  return (
    <>
      <strong>
        <Yen amount={before} why={{ title: t('before'), rule: t('beforeRule') }} /> →{' '}
        <Yen amount={price} why={{ title: t('price'), rule: reason }} />
      </strong>
      {points !== undefined && (
        <>
          {' '}
          (<Pt amount={points} why={{ title: t('points'), rule: t('pointsRule') }} />)
        </>
      )}
    </>
  )
}
