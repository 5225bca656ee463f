import { Pt, Yen } from '../../kit/amount.tsx'
import { pt } from '../../kit/format.ts'
import { useText } from '../../kit/language.ts'
import type { LiabilityDay } from './answers.ts'
import { ACCOUNT_OF, FIGURES, type Figure, RULES } from './words.ts'

const SENTENCES = {
  entries: { ja: '台帳の仕訳を見る', en: 'See the postings in the ledger' },
} as const

const YEN: readonly Figure[] = ['funding', 'breakage']

/** One figure of a day, which opens to what it is made of and to the postings behind it. */
export function DayFigure({
  day,
  figure,
}: {
  readonly day: LiabilityDay
  readonly figure: Figure
}) {
  const name = useText(FIGURES)
  const rule = useText(RULES)
  const t = useText(SENTENCES)
  const parts =
    figure === 'outstanding' || figure === 'funding'
      ? (['available', 'unvested', 'held'] as const).map((part) => ({
          label: name(part),
          text: pt(day[part]),
        }))
      : []
  const until = encodeURIComponent(`${day.day}T23:59:59+09:00`)
  const href = `/operator/ledger?account=${ACCOUNT_OF[figure]}&until=${until}`
  const why = {
    title: `${name(figure)} ${day.day}`,
    rule: rule(figure),
    parts,
    link: { text: t('entries'), href },
  }
  return YEN.includes(figure) ? (
    <Yen amount={day[figure]} why={why} />
  ) : (
    <Pt amount={day[figure]} why={why} />
  )
}
