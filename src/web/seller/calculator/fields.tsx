import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { Policy } from '../../../rules/policy/policy.ts'
import type { Refusal } from '../../../rules/refusal.ts'
import { REFUSALS } from '../../../rules/refusals.ts'
import { NumberField } from '../../console/number-field.tsx'
import { percent as shown } from '../../kit/format.ts'
import { filled, type Sentences, useLanguage, useText } from '../../kit/language.ts'
import { EXAMPLE, type Fields, type Numbers } from './question.ts'

const SENTENCES = {
  title: { ja: '条件', en: 'The offer' },
  example: { ja: '例を入れる', en: 'Fill in the example' },
  price: { ja: '販売価格（円）', en: 'Price (yen)' },
  shipping: { ja: '配送料（円）', en: 'Shipping (yen)' },
  percent: { ja: 'ポイント（%）', en: 'Points (%)' },
  category: { ja: 'カテゴリー', en: 'Category' },
  standard: { ja: 'その他', en: 'Other' },
  rate: { ja: '手数料{rate}、最低{minimum}円', en: 'fee {rate}, at least {minimum} yen' },
  cost: { ja: '仕入原価（円、任意）', en: 'Your own cost (yen, optional)' },
  costHint: { ja: '入力すると利益で比べられます。', en: 'With it, the margin is compared.' },
  asin: { ja: '商品コード（ASIN、任意）', en: 'Product (ASIN, optional)' },
  asinHint: {
    ja: '入力すると、現在の出品と比べてカート獲得の見込みがわかります。',
    en: 'With it, your chance to be featured against the offers of today.',
  },
  wrongYen: { ja: '1以上の整数で入力してください。', en: 'A whole number of yen.' },
  wrongPercent: {
    ja: '0、または小数点以下2桁までの割合で入力してください。',
    en: 'A percentage with at most two decimals, or 0.',
  },
} as const

const CATEGORIES: Sentences = {
  electronics: { ja: '家電', en: 'Electronics' },
  computers: { ja: 'パソコン・周辺機器', en: 'Computers' },
  home: { ja: 'ホーム', en: 'Home' },
  grocery: { ja: '食品', en: 'Grocery' },
  beauty: { ja: 'ビューティー', en: 'Beauty' },
  fashion: { ja: 'ファッション', en: 'Fashion' },
  book: { ja: '本', en: 'Books' },
  toys: { ja: 'おもちゃ', en: 'Toys' },
}

interface Props {
  readonly fields: Fields
  readonly onFields: (fields: Fields) => void
  readonly policy: Policy
  readonly numbers: Numbers
  readonly refused: Refusal | undefined
}

/** What the calculator is asked. What is typed stays as it is, right or wrong. */
export function CalculatorFields({ fields, onFields, policy, numbers, refused }: Props) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const set = (change: Partial<Fields>) => onFields({ ...fields, ...change })
  const { standard, categories } = policy.terms.fees
  const options = [...Object.entries(categories), ['', standard] as const].map(([value, fee]) => ({
    value,
    label: CATEGORIES[value]?.[language] ?? (value || t('standard')),
    description: t('rate', { rate: shown(fee.rateBps), minimum: fee.minimum }),
  }))
  const numberField = (name: 'price' | 'shipping' | 'cost', hint?: string) => (
    <NumberField
      key={name}
      label={t(name)}
      {...(hint ? { hint } : {})}
      text={fields[name]}
      onText={(text) => set({ [name]: text })}
      error={numbers[name] === undefined ? t('wrongYen') : undefined}
    />
  )
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={<Button onClick={() => onFields(EXAMPLE)}>{t('example')}</Button>}
        >
          {t('title')}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {numberField('price')}
        {numberField('shipping')}
        <NumberField
          label={t('percent')}
          text={fields.percent}
          onText={(percent) => set({ percent })}
          error={numbers.bps === undefined ? t('wrongPercent') : undefined}
        />
        {refused && (
          <Alert type="error">
            {filled(REFUSALS[refused.refused][language], refused.facts as never)}
          </Alert>
        )}
        <FormField label={t('category')}>
          <Select
            selectedOption={options.find(({ value }) => value === fields.category) ?? null}
            options={options}
            onChange={({ detail }) => set({ category: detail.selectedOption.value ?? '' })}
          />
        </FormField>
        {numberField('cost', t('costHint'))}
        <FormField label={t('asin')} description={t('asinHint')}>
          <Input
            value={fields.asin}
            onChange={({ detail }) => set({ asin: detail.value.slice(0, 40) })}
          />
        </FormField>
      </SpaceBetween>
    </Container>
  )
}
