import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { type FormEvent, useState } from 'react'
import { Download } from '../../console/download.tsx'
import { withNumbers } from '../../console/numbers.tsx'
import { Page } from '../../console/page.tsx'
import { Pt, Yen } from '../../kit/amount.tsx'
import { count, moment, pt } from '../../kit/format.ts'
import { type Language, useLanguage, useText } from '../../kit/language.ts'
import { Answered, useAnswer } from '../common/answered.tsx'
import { At } from '../common/at.tsx'
import { useHome } from '../common/home.ts'
import { useLastDays } from './last-days.ts'

const SENTENCES = {
  title: { ja: '基準日報告', en: 'Base-date report' },
  about: {
    ja: '3月31日と9月30日の未使用残高と、その半年間の増減です。仕訳から直接合計しています。',
    en: 'Outstanding on 31 March and 30 September, and how it came to be, from the entries alone.',
  },
  date: { ja: '日付', en: 'Day' },
  show: { ja: '表示', en: 'Show' },
  csv: { ja: 'CSVをダウンロード', en: 'Download CSV' },
  report: { ja: '{date}の終わり時点', en: 'At the end of {date}' },
  item: { ja: '項目', en: 'Item' },
  amount: { ja: 'ポイント', en: 'Points' },
  opening: { ja: '期首未使用残高', en: 'Outstanding at the beginning' },
  granted: { ja: '出品者による付与', en: 'Granted by sellers' },
  promoted: { ja: '運営による付与・調整', en: 'Given or corrected by the operator' },
  restored: { ja: '返金による返却', en: 'Given back by refunds' },
  redeemed: { ja: '利用', en: 'Redeemed' },
  clawedBack: { ja: '付与の取消', en: 'Taken back with what was undone' },
  expired: { ja: '失効', en: 'Expired' },
  closing: { ja: '基準日未使用残高', en: 'Outstanding on the base date' },
  available: { ja: 'うち利用可能', en: 'Of which available' },
  unvested: { ja: 'うち仮ポイント', en: 'Of which pending' },
  held: { ja: 'うち確保中', en: 'Of which set aside' },
  funding: { ja: 'ポイント原資', en: 'Points funding' },
  holders: { ja: '保有者数', en: 'Buyers who had points' },
  backed: { ja: '原資と一致しています', en: 'Equal to its funding' },
  broken: { ja: '原資と一致していません', en: 'Not equal to its funding' },
  since: { ja: '対象期間の開始', en: 'The half-year begins after' },
  rule: {
    ja: '基準日の終わりまでに発生したすべての仕訳（後から記録されたものを含む）を合計しています。',
    en:
      'Every posting that had happened by the end of the day, ' +
      'whenever it was learned of, summed.',
  },
} as const

const LINES = ['granted', 'promoted', 'restored', 'redeemed', 'clawedBack', 'expired'] as const
const PARTS = ['available', 'unvested', 'held'] as const
type Row = (typeof LINES)[number] | (typeof PARTS)[number] | 'opening' | 'closing'
const ROWS: readonly Row[] = ['opening', ...LINES, 'closing', ...PARTS]

interface Report {
  readonly date: string
  readonly at: string
  readonly since: string
  readonly opening: number
  readonly lines: Readonly<Record<(typeof LINES)[number], number>>
  readonly closing: number
  readonly available: number
  readonly unvested: number
  readonly held: number
  readonly funding: number
  readonly holders: number
}

/** The newest base dates that have passed on a day, the newest first. */
export function baseDatesBefore(today: string, max = 4): string[] {
  const year = Number(today.slice(0, 4))
  const dates = [0, 1, 2].flatMap((back) => [`${year - back}-09-30`, `${year - back}-03-31`])
  return dates.filter((date) => date < today).slice(0, max)
}

const dayOf = (date: string, language: Language): string =>
  moment(`${date}T00:00:00+09:00`, language, 'date')

/** Points outstanding on the dates that the law asks about. */
export default function BaseDatePage() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const today = useLastDays(1)?.to
  const dates = today === undefined ? [] : baseDatesBefore(today)
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState<string>()
  const date = asked ?? dates[0]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const plain = typed.normalize('NFKC').trim().replaceAll('/', '-')
    if (plain) setAsked(plain)
  }
  return (
    <Page title={t('title')} about={t('about')} above={[useHome()]}>
      <SpaceBetween size="l">
        <form onSubmit={submit}>
          <div className="operator-inline">
            {dates.map((one) => (
              <Button
                key={one}
                formAction="none"
                variant={one === date ? 'primary' : 'normal'}
                onClick={() => setAsked(one)}
              >
                {dayOf(one, language)}
              </Button>
            ))}
            <FormField label={t('date')}>
              <Input
                value={typed}
                placeholder="2026/03/31"
                onChange={({ detail }) => setTyped(detail.value)}
              />
            </FormField>
            <Button formAction="submit">{t('show')}</Button>
          </div>
        </form>
        {date && <ReportOf key={date} date={date} />}
      </SpaceBetween>
    </Page>
  )
}

function ReportOf({ date }: { readonly date: string }) {
  const path = `/v1/reports/base-dates/${encodeURIComponent(date)}`
  const answer = useAnswer<Report>(path)
  return <Answered answer={answer}>{(report) => <Shown report={report} path={path} />}</Answered>
}

function Shown({ report, path }: { readonly report: Report; readonly path: string }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { date, since, closing, funding, holders } = report
  const amountOf = (row: Row): number =>
    row in report.lines ? report.lines[row as keyof Report['lines']] : Number(report[row as 'held'])
  const parts = [...(['opening', ...LINES] as const)].map((row) => ({
    label: t(row),
    text: pt(amountOf(row)),
  }))
  const why = (row: Row) => ({
    title: `${t(row)} – ${dayOf(date, language)}`,
    rule: t('rule'),
    ...(row === 'closing' ? { parts } : {}),
  })
  const backing = {
    title: t('funding'),
    rule: t('rule'),
    parts: PARTS.map((row) => ({ label: t(row), text: pt(report[row]) })),
  }
  return (
    <SpaceBetween size="l">
      <Table
        header={
          <Header
            variant="h2"
            description={
              <>
                {t('since')}: <At at={since} style="date" />
              </>
            }
            actions={
              <Download path={`${path}/csv`} name={`base-date-${date}.csv`}>
                {t('csv')}
              </Download>
            }
          >
            {t('report', { date: dayOf(date, language) })}
          </Header>
        }
        ariaLabels={{ tableLabel: t('title') }}
        items={ROWS}
        columnDefinitions={withNumbers<Row>(
          [
            { id: 'item', header: t('item'), cell: (row) => t(row), isRowHeader: true },
            {
              id: 'amount',
              header: t('amount'),
              cell: (row) => <Pt amount={amountOf(row)} why={why(row)} />,
            },
          ],
          'amount',
        )}
      />
      <Container>
        <SpaceBetween size="s">
          <div>
            {t('funding')}: <Yen amount={funding} why={backing} />
          </div>
          <StatusIndicator type={funding === closing ? 'success' : 'error'}>
            {t(funding === closing ? 'backed' : 'broken')}
          </StatusIndicator>
          <div>
            {t('holders')}: {count(holders)}
          </div>
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  )
}
