import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import MixedLineBarChart from '@cloudscape-design/components/mixed-line-bar-chart'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { withNumbers } from '../../console/numbers.tsx'
import { Yen } from '../../kit/amount.tsx'
import { api } from '../../kit/api.ts'
import { count, moment, yen } from '../../kit/format.ts'
import { type Language, useLanguage, useText } from '../../kit/language.ts'
import { Failure, isLost } from '../../kit/problem.tsx'
import { useTheme } from '../../kit/theme.ts'
import { Loading } from '../common/loading.tsx'
import { useOwnPath } from '../common/own-path.ts'
import type { Sales } from '../returns/answers.ts'

const SENTENCES = {
  title: { ja: '最近14日間', en: 'The last 14 days' },
  sales: { ja: '商品代金＋配送料', en: 'Price + shipping' },
  points: { ja: 'ポイント費用', en: 'Points cost' },
  proceeds: { ja: '手取り', en: 'Proceeds' },
  units: { ja: '販売数', en: 'Units' },
  day: { ja: '日', en: 'Day' },
  amount: { ja: '円', en: 'Yen' },
  chart: {
    ja: '日ごとの売上とポイント費用、手取りのグラフ',
    en: 'Sales, points cost and proceeds by day',
  },
  table: { ja: '表で見る', en: 'As a table' },
  refunds: { ja: '返金', en: 'Refunds' },
  fees: { ja: '販売手数料', en: 'Referral fees' },
  salesRule: {
    ja: 'この日に発送した商品の、商品代金と配送料の合計です。',
    en: 'Price and shipping of what shipped on this day.',
  },
  pointsRule: {
    ja: 'この日に付与したポイントから、返金で戻った分を引いた金額です。1ポイントは1円です。',
    en: 'Points granted on this day less those that refunds returned, one yen each.',
  },
  proceedsRule: {
    ja: '商品代金と配送料から、返金・手数料・ポイント費用を引いた金額です。',
    en: 'Price and shipping less refunds, fees and points.',
  },
  settlements: { ja: '決済レポートで明細を見る', en: 'See each entry in the statements' },
  none: { ja: 'この期間に発送した商品はありません。', en: 'Nothing shipped in this time.' },
} as const

type Day = Sales & { readonly at: string }

const DAYS = 14
const DAY_MS = 86_400_000
const COLOURS = {
  light: { sales: '#24476f', points: '#c05621', proceeds: '#2f7d61' },
  dark: { sales: '#9cc0ee', points: '#ff9f80', proceeds: '#6fc7a3' },
} as const

/** Sales, points and proceeds day by day, drawn and as a table. */
export function Recent() {
  const t = useText(SENTENCES)
  const own = useOwnPath()
  const path = own('sales')
  const { data, error, refetch } = useQuery({
    queryKey: [path, DAYS],
    queryFn: async ({ signal }) => {
      const { items } = await api<{ items: readonly Day[] }>(path, {
        query: { days: DAYS },
        signal,
      })
      return items
    },
  })
  return (
    <Container header={<Header variant="h2">{t('title')}</Header>}>
      {isLost(data, error) ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.length === 0 ? (
        <Box color="text-body-secondary">{t('none')}</Box>
      ) : (
        <Chart days={everyDay(data)} />
      )}
    </Container>
  )
}

const NONE: Sales = { units: 0, sales: 0, pointsCost: 0, fees: 0, refunds: 0, proceeds: 0 }

/** Days without sales too, from the first with some to the last. */
function everyDay(days: readonly Day[]): readonly Day[] {
  const first = Date.parse(days[0]?.at ?? '')
  const last = Date.parse(days.at(-1)?.at ?? '')
  const found = new Map(days.map((day) => [Date.parse(day.at), day]))
  return Array.from({ length: Math.round((last - first) / DAY_MS) + 1 }, (_, index) => {
    const at = first + index * DAY_MS
    return found.get(at) ?? { ...NONE, at: new Date(at).toISOString() }
  })
}

/** 25/11, as short as an axis needs it. */
const short = (iso: string, language: Language): string =>
  new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    ...{ timeZone: 'Asia/Tokyo', month: 'numeric', day: 'numeric' },
  }).format(new Date(iso))

function Chart({ days }: { readonly days: readonly Day[] }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const colours = COLOURS[useTheme()]
  const valueFormatter = (value: number) => yen(Math.round(value))
  const series = (name: 'sales' | 'points' | 'proceeds', of: (day: Day) => number) => ({
    ...{ title: t(name), color: colours[name], valueFormatter },
    data: days.map((day) => ({ x: short(day.at, language), y: of(day) })),
  })
  const values = days.flatMap(({ sales, proceeds }) => [sales, proceeds])
  return (
    <SpaceBetween size="s">
      <MixedLineBarChart
        key={language}
        ariaLabel={t('chart')}
        height={220}
        hideFilter
        xScaleType="categorical"
        xDomain={days.map(({ at }) => short(at, language))}
        yDomain={[Math.min(0, ...values), Math.ceil(Math.max(1, ...values) * 1.05)]}
        xTitle={t('day')}
        yTitle={t('amount')}
        yTickFormatter={valueFormatter}
        series={[
          { type: 'bar', ...series('sales', (day) => day.sales) },
          { type: 'line', ...series('points', (day) => day.pointsCost) },
          { type: 'line', ...series('proceeds', (day) => day.proceeds) },
        ]}
      />
      <ExpandableSection headerText={t('table')}>
        <DayTable days={days} />
      </ExpandableSection>
    </SpaceBetween>
  )
}

function DayTable({ days }: { readonly days: readonly Day[] }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const partsOf = ({ sales, refunds, fees, pointsCost }: Day) => [
    { label: t('sales'), text: yen(sales) },
    { label: t('refunds'), text: yen(-refunds) },
    { label: t('fees'), text: yen(-fees) },
    { label: t('points'), text: yen(-pointsCost) },
  ]
  const why = (name: 'sales' | 'points' | 'proceeds', day: Day) => ({
    title: `${t(name)} – ${moment(day.at, language, 'date')}`,
    rule: t(`${name}Rule`),
    ...(name === 'proceeds' ? { parts: partsOf(day) } : {}),
    link: { text: t('settlements'), href: '/seller/settlements' },
  })
  return (
    <Table
      variant="embedded"
      ariaLabels={{ tableLabel: t('title') } as TableProps.AriaLabels<Day>}
      items={days}
      trackBy="at"
      columnDefinitions={withNumbers<Day>(
        [
          {
            id: 'day',
            header: t('day'),
            isRowHeader: true,
            cell: ({ at }) => moment(at, language, 'date'),
          },
          { id: 'units', header: t('units'), cell: ({ units }) => count(units) },
          {
            id: 'sales',
            header: t('sales'),
            cell: (day) => <Yen amount={day.sales} why={why('sales', day)} />,
          },
          {
            id: 'points',
            header: t('points'),
            cell: (day) => <Yen amount={day.pointsCost} why={why('points', day)} />,
          },
          {
            id: 'proceeds',
            header: t('proceeds'),
            cell: (day) => <Yen amount={day.proceeds} why={why('proceeds', day)} />,
          },
        ],
        'units',
        'sales',
        'points',
        'proceeds',
      )}
    />
  )
}
