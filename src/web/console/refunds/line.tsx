import Checkbox from '@cloudscape-design/components/checkbox'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Yen } from '../../kit/amount.tsx'
import { yen } from '../../kit/format.ts'
import { useText } from '../../kit/language.ts'
import { useSaid } from '../../kit/said.tsx'
import { NumberField } from '../number-field.tsx'
import { askOf, type LineChoice, type RefundableLine, refundable, yenIn } from './ask.ts'

const SENTENCES = {
  how: { ja: '返金の範囲', en: 'How much' },
  left: {
    ja: '返金可能額：商品代金{principal}、配送料{shipping}',
    en: 'Left to refund: {principal} of the price, {shipping} of the shipping',
  },
  ofPrice: { ja: '返金可能な商品代金', en: 'Left to refund of the price' },
  ofShipping: { ja: '返金可能な配送料', en: 'Left to refund of the shipping' },
  leftRule: {
    ja: '発送した分の金額から、すでに返金した金額を引いたものです。',
    en: 'What shipped, less what has been refunded already.',
  },
  sold: { ja: '発送した分', en: 'Shipped' },
  back: { ja: '返金済み', en: 'Refunded already' },
  none: { ja: '返金しない', en: 'Nothing' },
  full: { ja: '残り全額', en: 'All that is left' },
  amount: { ja: '金額を指定', en: 'An amount' },
  percentage: { ja: '割合を指定', en: 'A percentage' },
  quantity: { ja: '数量を指定', en: 'Some units' },
  principal: { ja: '商品代金から（円）', en: 'Of the price (yen)' },
  shipping: { ja: '配送料から（円）', en: 'Of the shipping (yen)' },
  percent: { ja: '商品代金の割合（%）', en: 'Of the price (%)' },
  units: { ja: '数量', en: 'Units' },
  withShipping: { ja: '配送料も同じ割合で返金する', en: 'Also that share of the shipping' },
  upTo: { ja: '0から{most}までの整数で入力してください。', en: 'A whole number up to {most}.' },
  wrongPercent: {
    ja: '0.01から100までの割合で入力してください。',
    en: 'A percentage from 0.01 to 100.',
  },
  wrongUnits: { ja: '1から{most}までの整数で入力してください。', en: 'From 1 to {most}.' },
} as const

interface Props {
  readonly line: RefundableLine
  /** What was bought. */
  readonly title: string
  readonly choice: LineChoice
  readonly onChoice: (choice: LineChoice) => void
}

const WAYS = ['none', 'full', 'amount', 'percentage', 'quantity'] as const

/** How much of one item goes back. */
export function RefundLine({ line, title, choice, onChoice }: Props) {
  const t = useText(SENTENCES)
  const set = (change: Partial<LineChoice>) => onChoice({ ...choice, ...change })
  const said = useSaid(SENTENCES)
  const facts = {
    principal: <Left title={t('ofPrice')} of={line.principal} back={line.refundedPrincipal} />,
    shipping: (
      <Left title={t('ofShipping')} of={line.shippingCharged} back={line.refundedShipping} />
    ),
  }
  return (
    <Container
      header={
        <Header variant="h3" description={said('left', facts)}>
          {title}
        </Header>
      }
    >
      <ColumnLayout columns={2}>
        <FormField label={t('how')}>
          <RadioGroup
            value={choice.of}
            items={WAYS.map((value) => ({ value, label: t(value) }))}
            onChange={({ detail }) => set({ of: detail.value as LineChoice['of'] })}
          />
        </FormField>
        <HowMuch line={line} choice={choice} set={set} />
      </ColumnLayout>
    </Container>
  )
}

/** What can still be refunded, and why it is that. */
function Left({
  title,
  of,
  back,
}: {
  readonly title: string
  readonly of: number
  readonly back: number
}) {
  const t = useText(SENTENCES)
  const parts = [
    { label: t('sold'), text: yen(of) },
    { label: t('back'), text: yen(-back) },
  ]
  return <Yen amount={of - back} why={{ title, rule: t('leftRule'), parts }} />
}

function HowMuch({
  line,
  choice,
  set,
}: {
  readonly line: RefundableLine
  readonly choice: LineChoice
  readonly set: (change: Partial<LineChoice>) => void
}) {
  const t = useText(SENTENCES)
  const left = refundable(line)
  const withShipping = left.shipping > 0 && (
    <Checkbox
      checked={choice.withShipping}
      onChange={({ detail }) => set({ withShipping: detail.checked })}
    >
      {t('withShipping')}
    </Checkbox>
  )
  const isWrong = askOf(choice, line) === undefined
  if (choice.of === 'amount') {
    return (
      <SpaceBetween size="s">
        {(['principal', 'shipping'] as const)
          .filter((field) => left[field] > 0)
          .map((field) => (
            <NumberField
              key={field}
              label={t(field)}
              text={choice[field]}
              onText={(text) => set({ [field]: text })}
              error={
                yenIn(choice[field], left[field]) === undefined
                  ? t('upTo', { most: left[field] })
                  : undefined
              }
            />
          ))}
      </SpaceBetween>
    )
  }
  if (choice.of === 'percentage') {
    return (
      <SpaceBetween size="s">
        <NumberField
          label={t('percent')}
          text={choice.percent}
          onText={(percent) => set({ percent })}
          error={isWrong ? t('wrongPercent') : undefined}
        />
        {withShipping}
      </SpaceBetween>
    )
  }
  if (choice.of === 'quantity') {
    const most = Math.floor(left.principal / line.price)
    return (
      <SpaceBetween size="s">
        <NumberField
          label={t('units')}
          text={choice.quantity}
          onText={(quantity) => set({ quantity })}
          error={isWrong ? t('wrongUnits', { most }) : undefined}
        />
        {withShipping}
      </SpaceBetween>
    )
  }
  return <span />
}
