import Alert from '@cloudscape-design/components/alert'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Pagination from '@cloudscape-design/components/pagination'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { withNumbers } from '../../console/numbers.tsx'
import { Page } from '../../console/page.tsx'
import { useText } from '../../kit/language.ts'
import { Answered, useAnswer } from '../common/answered.tsx'
import { useHome } from '../common/home.ts'
import type { LiabilityDay } from './answers.ts'
import { BreakageChart, FlowsChart, OutstandingChart } from './charts.tsx'
import { DayFigure } from './figure.tsx'
import { useLastDays } from './last-days.ts'
import { FIGURES, type Figure } from './words.ts'

const SENTENCES = {
  title: { ja: 'ポイント残高の推移', en: 'Points over time' },
  about: {
    ja: '購入者が持つポイントと、その裏付けとなる円。日は東京時間です。',
    en: 'The points in buyers’ hands and the yen behind them. Days are Tokyo’s.',
  },
  range: { ja: '期間', en: 'Period' },
  '30': { ja: '30日', en: '30 days' },
  '90': { ja: '90日', en: '90 days' },
  '365': { ja: '1年', en: '1 year' },
  outstanding: { ja: '未使用残高と原資', en: 'Outstanding, and the yen behind it' },
  flows: { ja: '増減', en: 'What moved' },
  breakage: { ja: '確定・失効と失効益', en: 'Vested, expired, and breakage' },
  table: { ja: '日別の内訳', en: 'Day by day' },
  day: { ja: '日', en: 'Day' },
  broken: {
    ja: '原資が未使用ポイント残高と一致しない日があります。台帳を検証してください。',
    en: 'On some days the funding does not equal the points outstanding. Verify the ledger.',
  },
  none: { ja: 'この期間の動きはありません。', en: 'Nothing moved in this period.' },
} as const

const PAGE = 15
const RANGES = ['30', '90', '365'] as const
const COLUMNS: readonly Figure[] = [
  ...(['outstanding', 'funding', 'granted', 'promoted', 'vested', 'redeemed'] as const),
  ...(['restored', 'clawedBack', 'expired', 'breakage'] as const),
]

/** Points outstanding and their backing over time, as charts and day by day. */
export default function LiabilityPage() {
  const t = useText(SENTENCES)
  const [range, setRange] = useState<(typeof RANGES)[number]>('90')
  const query = useLastDays(Number(range))
  const answer = useAnswer<{ days: readonly LiabilityDay[] }>('/v1/ledger/days', {
    enabled: query !== undefined,
    ...(query ? { query } : {}),
  })
  return (
    <Page
      title={t('title')}
      about={t('about')}
      above={[useHome()]}
      actions={
        <SegmentedControl
          label={t('range')}
          selectedId={range}
          onChange={({ detail }) => setRange(detail.selectedId as typeof range)}
          options={RANGES.map((id) => ({ id, text: t(id) }))}
        />
      }
    >
      <Answered answer={answer}>{({ days }) => <Days days={days} />}</Answered>
    </Page>
  )
}

function Days({ days }: { readonly days: readonly LiabilityDay[] }) {
  const t = useText(SENTENCES)
  const name = useText(FIGURES)
  const isBacked = days.every((day) => day.outstanding === day.funding)
  const moved = days.filter(hasMoved).toReversed()
  const [at, setAt] = useState(1)
  const pages = Math.max(1, Math.ceil(moved.length / PAGE))
  const shown = Math.min(at, pages)
  return (
    <SpaceBetween size="l">
      {!isBacked && <Alert type="error">{t('broken')}</Alert>}
      <Container header={<Header variant="h2">{t('outstanding')}</Header>}>
        <OutstandingChart days={days} />
      </Container>
      <Container header={<Header variant="h2">{t('flows')}</Header>}>
        <FlowsChart days={days} />
      </Container>
      <Container header={<Header variant="h2">{t('breakage')}</Header>}>
        <BreakageChart days={days} />
      </Container>
      <Table
        header={<Header variant="h2">{t('table')}</Header>}
        ariaLabels={{ tableLabel: t('table') }}
        items={moved.slice((shown - 1) * PAGE, shown * PAGE)}
        pagination={
          <Pagination
            currentPageIndex={shown}
            pagesCount={pages}
            onChange={({ detail }) => setAt(detail.currentPageIndex)}
          />
        }
        trackBy="day"
        empty={t('none')}
        wrapLines
        stickyColumns={{ first: 1 }}
        columnDefinitions={withNumbers<LiabilityDay>(
          [
            {
              id: 'day',
              header: t('day'),
              cell: ({ day }) => <span className="console-nowrap">{day}</span>,
              isRowHeader: true,
              minWidth: 80,
            },
            ...COLUMNS.map((figure) => ({
              id: figure,
              header: name(figure),
              cell: (day: LiabilityDay) => <DayFigure day={day} figure={figure} />,
            })),
          ],
          ...COLUMNS,
        )}
      />
    </SpaceBetween>
  )
}

const FLOWS = ['granted', 'promoted', 'vested', 'redeemed', 'restored', 'clawedBack', 'expired']
const hasMoved = (day: LiabilityDay) => FLOWS.some((flow) => day[flow as Figure] !== 0)
