import BarChart from '@cloudscape-design/components/bar-chart'
import MixedLineBarChart from '@cloudscape-design/components/mixed-line-bar-chart'
import { count, yen } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import type { LiabilityDay } from './answers.ts'
import { FIGURES, type Figure } from './words.ts'

const SENTENCES = {
  time: { ja: '日付', en: 'Day' },
  points: { ja: 'ポイント', en: 'Points' },
  both: { ja: 'ポイント・円', en: 'Points, yen' },
  outstanding: { ja: '未使用残高と原資の推移', en: 'Outstanding and its funding over time' },
  flows: { ja: 'ポイントの増減', en: 'What moved' },
  breakage: { ja: '確定・失効と失効益', en: 'Vested, expired, and breakage' },
  detail: { ja: '詳細', en: 'Details' },
} as const

interface Props {
  readonly days: readonly LiabilityDay[]
  readonly height?: number
}

/** Midnight in Tokyo, as the axis takes it. */
const timeOf = ({ day }: LiabilityDay) => new Date(`${day}T00:00:00+09:00`)

/** What every chart of these says, and how it writes days and numbers. */
function useAxes() {
  const language = useLanguage()
  const t = useText(SENTENCES)
  const format = new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone: 'Asia/Tokyo',
    month: 'short',
    day: 'numeric',
  })
  const day = (at: Date) => format.format(at)
  const strings = {
    yTickFormatter: short,
    detailTotalFormatter: count,
    detailPopoverDismissAriaLabel: t('detail'),
  }
  return { t, name: useText(FIGURES), strings, day }
}

/** 12,300 as 12.3k: the axis of a narrow screen has no room for more. */
function short(value: number): string {
  const size = Math.abs(value)
  if (size >= 1e6) return `${+(value / 1e6).toFixed(1)}M`
  return size >= 1e4 ? `${+(value / 1e3).toFixed(1)}k` : count(value)
}

const COMMON = { hideFilter: true, height: 260, xScaleType: 'categorical' } as const

/** Points outstanding by where they are, at the end of each step; the yen behind them as a line. */
export function OutstandingChart({ days, height = COMMON.height }: Props) {
  const { t, name, strings, day } = useAxes()
  const ends = inSteps(days, BARS_MAX).map((step) => step.at(-1) as LiabilityDay)
  const series = (figure: Figure, type: 'bar' | 'line', write: (value: number) => string) => ({
    type,
    title: name(figure),
    data: ends.map((one) => ({ x: day(timeOf(one)), y: one[figure] })),
    valueFormatter: write,
  })
  return (
    <MixedLineBarChart
      {...COMMON}
      height={height}
      stackedBars
      ariaLabel={t('outstanding')}
      xTitle={t('time')}
      yTitle={t('points')}
      i18nStrings={strings}
      series={[
        series('available', 'bar', count),
        series('unvested', 'bar', count),
        series('held', 'bar', count),
        series('funding', 'line', yen),
      ]}
    />
  )
}

/** Bars that a screen can hold. */
const BARS_MAX = 31

/** What came and went, in as many steps as can be told apart. */
export function FlowsChart({ days, height = COMMON.height }: Props) {
  const { t, name, strings, day } = useAxes()
  const steps = inSteps(days, BARS_MAX)
  const bars = (figure: Figure, sign: 1 | -1) => ({
    type: 'bar' as const,
    title: name(figure),
    data: steps.map((step) => ({
      x: day(timeOf(step[0] as LiabilityDay)),
      y: sign * step.reduce((sum, one) => sum + one[figure], 0),
    })),
    valueFormatter: count,
  })
  return (
    <BarChart
      {...COMMON}
      height={height}
      stackedBars
      ariaLabel={t('flows')}
      xTitle={t('time')}
      yTitle={t('points')}
      i18nStrings={strings}
      series={[
        bars('granted', 1),
        bars('promoted', 1),
        bars('restored', 1),
        bars('redeemed', -1),
        bars('clawedBack', -1),
        bars('expired', -1),
      ]}
    />
  )
}

function inSteps(days: readonly LiabilityDay[], max: number): readonly (readonly LiabilityDay[])[] {
  const size = Math.ceil(days.length / max)
  return Array.from({ length: Math.ceil(days.length / size) }, (_, index) =>
    days.slice(index * size, (index + 1) * size),
  )
}

/** Points that vested and lapsed in each step, and the yen freed by all that lapsed so far. */
export function BreakageChart({ days, height = COMMON.height }: Props) {
  const { t, name, strings, day } = useAxes()
  const steps = inSteps(days, BARS_MAX)
  const xOf = (step: readonly LiabilityDay[]) => day(timeOf(step[0] as LiabilityDay))
  const bars = (figure: Figure) => ({
    type: 'bar' as const,
    title: name(figure),
    data: steps.map((step) => ({
      x: xOf(step),
      y: step.reduce((sum, one) => sum + one[figure], 0),
    })),
    valueFormatter: count,
  })
  return (
    <MixedLineBarChart
      {...COMMON}
      height={height}
      ariaLabel={t('breakage')}
      xTitle={t('time')}
      yTitle={t('both')}
      i18nStrings={strings}
      series={[
        bars('vested'),
        bars('expired'),
        {
          type: 'line',
          title: name('breakage'),
          data: steps.map((step) => ({ x: xOf(step), y: step.at(-1)?.breakage ?? 0 })),
          valueFormatter: yen,
        },
      ]}
    />
  )
}
