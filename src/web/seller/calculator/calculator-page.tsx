import Grid from '@cloudscape-design/components/grid'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { isRefusal } from '../../../rules/refusal.ts'
import { Page } from '../../console/page.tsx'
import { useDraft } from '../../kit/draft.ts'
import { useText } from '../../kit/language.ts'
import { Failure, isLost } from '../../kit/problem.tsx'
import { Loading } from '../common/loading.tsx'
import { currentOf, policyOf, usePolicies } from '../common/use-policy.ts'
import { Competition, useOthers } from './competition.tsx'
import { Curve } from './curve.tsx'
import { CalculatorFields } from './fields.tsx'
import { curveOf, EXAMPLE, type Fields, numbersOf, saleAt } from './question.ts'
import { SaleFigures } from './sale-figures.tsx'

const SENTENCES = {
  title: { ja: 'ポイント計算', en: 'Points calculator' },
  about: {
    ja: '1点売れたときの手数料、ポイント費用、手取りを、実際の計上と同じルールで計算します。',
    en: 'Fee, points cost and proceeds of one sale, by the very rules that charge.',
  },
} as const

/** What one sale would bring at a price, with its points, against the offers of today. */
export default function CalculatorPage() {
  const t = useText(SENTENCES)
  const { data, error, refetch } = usePolicies()
  const current = data && currentOf(data.items)
  return (
    <Page title={t('title')} about={t('about')}>
      {isLost(data, error) ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : current ? (
        <Calculator policy={policyOf(current)} />
      ) : (
        <Loading />
      )}
    </Page>
  )
}

function Calculator({ policy }: { readonly policy: ReturnType<typeof policyOf> }) {
  const [example] = useState(EXAMPLE)
  const [fields, setFields] = useDraft<Fields>('calculator', example)
  const numbers = numbersOf(fields)
  const sale = saleAt(numbers, numbers.bps, fields.category, policy)
  const refused = sale && isRefusal(sale) ? sale : undefined
  const preview = sale && !isRefusal(sale) ? sale : undefined
  const curve = curveOf(numbers, fields.category, policy)
  const others = useOthers(fields.asin)
  return (
    <Grid gridDefinition={[{ colspan: { default: 12, s: 4 } }, { colspan: { default: 12, s: 8 } }]}>
      <CalculatorFields
        fields={fields}
        onFields={setFields}
        policy={policy}
        numbers={numbers}
        refused={refused}
      />
      <SpaceBetween size="l">
        <SaleFigures preview={preview} numbers={numbers} policy={policy} />
        <Curve curve={curve} numbers={numbers} policy={policy} />
        <Competition
          others={others}
          numbers={numbers}
          preview={preview}
          curve={curve}
          policy={policy}
        />
      </SpaceBetween>
    </Grid>
  )
}
