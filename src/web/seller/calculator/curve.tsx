import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import LineChart from '@cloudscape-design/components/line-chart'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import type { Policy } from '../../../rules/policy/policy.ts'
import { withNumbers } from '../../console/numbers.tsx'
import { Pt, Yen } from '../../kit/amount.tsx'
import { yen } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { useTheme } from '../../kit/theme.ts'
import { type SaleFigure, saleReason } from '../common/sale-reasons.ts'
import type { CurvePoint, Numbers } from './question.ts'

const SENTENCES = {
  title: { ja: 'ポイントの割合と手取り', en: 'Percentage against proceeds' },
  margin: { ja: '利益（手取り−原価）', en: 'Margin (proceeds − cost)' },
  proceeds: { ja: '手取り', en: 'Proceeds' },
  landed: { ja: '支払総額', en: 'Landed price' },
  fee: { ja: '販売手数料', en: 'Referral fee' },
  points: { ja: 'ポイント', en: 'Points' },
  percent: { ja: 'ポイントの割合', en: 'Points in %' },
  amount: { ja: '円', en: 'Yen' },
  now: { ja: '入力した割合', en: 'As entered' },
  zero: { ja: '損益ゼロ', en: 'Nothing left' },
  chart: {
    ja: 'ポイントの割合ごとの手取りと支払総額の折れ線グラフ',
    en: 'Lines of the proceeds and the landed price over the percentage of points',
  },
  table: { ja: '表で見る', en: 'As a table' },
  none: { ja: '条件を入力すると表示されます。', en: 'It appears once the fields are right.' },
} as const

const COLOURS = {
  light: { own: '#24476f', landed: '#c05621' },
  dark: { own: '#9cc0ee', landed: '#ff9f80' },
} as const

interface Props {
  readonly curve: readonly CurvePoint[]
  readonly numbers: Numbers
  readonly policy: Policy
}

/** What is left of a sale over every percentage that may be offered, drawn and as a table. */
export function Curve({ curve, numbers, policy }: Props) {
  const { bps, cost = 0 } = numbers
  const t = useText(SENTENCES)
  const language = useLanguage()
  const colours = COLOURS[useTheme()]
  const own = cost > 0 ? t('margin') : t('proceeds')
  const ownOf = ({ sale }: CurvePoint) => sale.proceeds - cost
  const lines = [
    {
      title: own,
      color: colours.own,
      data: curve.map((point) => ({ x: point.percent, y: ownOf(point) })),
    },
    {
      title: t('landed'),
      color: colours.landed,
      data: curve.map(({ percent, sale }) => ({ x: percent, y: sale.landed as number })),
    },
  ]
  const values = lines.flatMap(({ data }) => data.map(({ y }) => y))
  const low = Math.min(0, ...values)
  const high = Math.max(1, ...values)
  return (
    <Container header={<Header variant="h2">{t('title')}</Header>}>
      {curve.length === 0 ? (
        <Box color="text-body-secondary">{t('none')}</Box>
      ) : (
        <SpaceBetween size="s">
          <LineChart
            key={language}
            ariaLabel={t('chart')}
            height={220}
            hideFilter
            xDomain={[0, curve.at(-1)?.percent ?? 50]}
            yDomain={[low, Math.ceil(high * 1.05)]}
            xScaleType="linear"
            xTitle={t('percent')}
            yTitle={t('amount')}
            xTickFormatter={(value) => `${value}%`}
            yTickFormatter={(value) => yen(Math.round(value))}
            series={[
              ...lines.map((line) => ({
                ...line,
                type: 'line' as const,
                valueFormatter: (value: number) => yen(Math.round(value)),
              })),
              ...(bps === undefined
                ? []
                : [{ title: t('now'), type: 'threshold' as const, x: bps / 100 }]),
              ...(low < 0 ? [{ title: t('zero'), type: 'threshold' as const, y: 0 }] : []),
            ]}
          />
          <ExpandableSection headerText={t('table')}>
            <CurveTable curve={curve} numbers={numbers} policy={policy} own={own} />
          </ExpandableSection>
        </SpaceBetween>
      )}
    </Container>
  )
}

function CurveTable({ curve, numbers, policy, own }: Props & { readonly own: string }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { price = 0, shipping = 0, cost = 0 } = numbers
  const why = (figure: SaleFigure, { percent, sale: preview }: CurvePoint) => {
    const setting = { by: 'percentage', bps: percent * 100 } as const
    return saleReason(figure, { preview, price, shipping, cost, policy, setting }, language)
  }
  const amount = (figure: SaleFigure, of: (point: CurvePoint) => number) => (point: CurvePoint) => (
    <Yen amount={of(point)} why={why(figure, point)} />
  )
  const some = curve.filter(({ percent }) => percent < 10 || percent % 5 === 0)
  return (
    <Table
      variant="embedded"
      ariaLabels={{ tableLabel: t('table') } as TableProps.AriaLabels<CurvePoint>}
      items={some}
      trackBy={({ percent }) => String(percent)}
      columnDefinitions={withNumbers<CurvePoint>(
        [
          {
            id: 'percent',
            header: t('percent'),
            isRowHeader: true,
            cell: ({ percent }) => `${percent}%`,
          },
          {
            id: 'points',
            header: t('points'),
            cell: (point) => <Pt amount={point.sale.points} why={why('points', point)} />,
          },
          { id: 'fee', header: t('fee'), cell: amount('fee', ({ sale }) => sale.fee) },
          {
            id: 'own',
            header: own,
            cell: amount(cost > 0 ? 'margin' : 'proceeds', ({ sale }) => sale.proceeds - cost),
          },
          { id: 'landed', header: t('landed'), cell: amount('landed', ({ sale }) => sale.landed) },
        ],
        'percent',
        'points',
        'fee',
        'own',
        'landed',
      )}
    />
  )
}
