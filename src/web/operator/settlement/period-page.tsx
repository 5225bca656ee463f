import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { TableProps } from '@cloudscape-design/components/table'
import { useState } from 'react'
import { Download } from '../../console/download.tsx'
import { withNumbers } from '../../console/numbers.tsx'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { Yen } from '../../kit/amount.tsx'
import { yen } from '../../kit/format.ts'
import { type Sentences, useLanguage, useText } from '../../kit/language.ts'
import { KINDS } from '../../kit/ledger-words.ts'
import { useHome } from '../common/home.ts'
import { To } from '../common/to.tsx'
import type { Statement } from './answers.ts'

const SENTENCES = {
  title: { ja: '期間 {period}の決済結果', en: 'Results of period {period}' },
  settlements: { ja: '決済', en: 'Settlement' },
  seller: { ja: '出品者', en: 'Seller' },
  day: { ja: '振込日（MMDD）', en: 'Day of transfer (MMDD)' },
  part: { ja: '口座のない出品者を除く', en: 'Without those who have no account' },
  transfers: { ja: '振込ファイル（全銀）', en: 'Bank transfer file' },
  opening: { ja: '繰越', en: 'Carried over' },
  net: { ja: '当期の増減', en: 'Net of the period' },
  reserve: { ja: '留保', en: 'Reserve' },
  disbursement: { ja: '振込額', en: 'Paid out' },
  closing: { ja: '次期繰越', en: 'Carried forward' },
  files: { ja: 'ファイル', en: 'Files' },
  flat: { ja: 'フラットファイル', en: 'Flat file' },
  refunds: { ja: '返金', en: 'Refunds' },
  claims: { ja: '保証', en: 'Claims' },
  chargebacks: { ja: 'チャージバック', en: 'Chargebacks' },
  adjustments: { ja: '調整', en: 'Adjustments' },
  openingRule: { ja: '前の期間の次期繰越です。', en: 'What the period before carried forward.' },
  netRule: {
    ja: '期間中に記録された売上金の増減を種類ごとに合計したものです。',
    en: 'Every movement on the seller’s proceeds recorded in the period, by kind.',
  },
  reserveRule: {
    ja: '残高に留保率を掛けた額です。次期以降に支払われます。',
    en: 'The share of the balance that the rules keep back for later.',
  },
  disbursementRule: {
    ja: '繰越と当期の増減の合計から留保を引いた額です。マイナスの場合は振り込まれません。',
    en:
      'What was carried over and the net, less the reserve. ' +
      'A negative balance is never paid out.',
  },
  closingRule: {
    ja: '繰越と当期の増減の合計から振込額を引いた額です。',
    en: 'What was carried over and the net, less what was paid out.',
  },
  entries: { ja: '台帳の仕訳を見る', en: 'See the postings in the ledger' },
} as const

const FIGURES = ['opening', 'net', 'reserve', 'disbursement', 'closing'] as const
type Figure = (typeof FIGURES)[number]

/** What a settled period came to, seller by seller. */
export default function PeriodPage({ period }: { readonly period: string }) {
  const t = useText(SENTENCES)
  const pages = usePages<Statement>(`/v1/settlements/${period}/statements`, {}, 50)
  return (
    <Page
      title={t('title', { period })}
      above={[useHome(), { text: t('settlements'), href: '/operator/settlements' }]}
      actions={<Transfers period={period} />}
    >
      <PagedTable
        pages={pages}
        label={t('title', { period })}
        trackBy="seller"
        wrapLines
        columnDefinitions={withNumbers(useColumns(), ...FIGURES)}
      />
    </Page>
  )
}

/** The file that the bank takes, for the day on which it is to pay. */
function Transfers({ period }: { readonly period: string }) {
  const t = useText(SENTENCES)
  const [typed, setTyped] = useState('')
  const [isPart, setPart] = useState(false)
  const day = typed.normalize('NFKC').replace(/\D/g, '')
  return (
    <div className="operator-inline">
      <FormField label={t('day')}>
        <Input value={typed} placeholder="0701" onChange={({ detail }) => setTyped(detail.value)} />
      </FormField>
      <Checkbox checked={isPart} onChange={({ detail }) => setPart(detail.checked)}>
        {t('part')}
      </Checkbox>
      <Download
        path={`/v1/settlements/${encodeURIComponent(period)}/transfers`}
        query={{ day, incomplete: isPart ? 'yes' : undefined }}
        name={`transfers-${period}.txt`}
      >
        {t('transfers')}
      </Download>
    </div>
  )
}

function useColumns(): TableProps.ColumnDefinition<Statement>[] {
  const t = useText(SENTENCES)
  const file = (statement: Statement, form: string) =>
    `/v1/sellers/${encodeURIComponent(statement.seller)}/statements/${statement.period}/${form}`
  return [
    {
      id: 'seller',
      header: t('seller'),
      isRowHeader: true,
      cell: ({ seller, name }) => (
        <To href={`/operator/sellers/${encodeURIComponent(seller)}`}>{name || seller}</To>
      ),
      minWidth: 150,
    },
    ...FIGURES.map((figure) => ({
      id: figure,
      header: t(figure),
      cell: (statement: Statement) => <StatementFigure statement={statement} figure={figure} />,
    })),
    {
      id: 'files',
      header: t('files'),
      minWidth: 230,
      cell: (statement) => (
        <SpaceBetween direction="horizontal" size="xs">
          <Download variant="inline-link" path={file(statement, 'csv')} name="statement.csv">
            CSV
          </Download>
          <Download variant="inline-link" path={file(statement, 'flat-file')} name="statement.txt">
            {t('flat')}
          </Download>
        </SpaceBetween>
      ),
    },
  ]
}

function StatementFigure({
  statement,
  figure,
}: {
  readonly statement: Statement
  readonly figure: Figure
}) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { lines, seller, name, period, policyVersion } = statement
  const words: Sentences = { ...KINDS, ...SENTENCES }
  const label = (line: string) => words[line]?.[language] ?? line
  const sums: readonly Figure[] =
    figure === 'disbursement'
      ? ['opening', 'net', 'reserve']
      : figure === 'closing'
        ? ['opening', 'net', 'disbursement']
        : []
  const parts =
    figure === 'net'
      ? Object.entries(lines)
          .filter(([, amount]) => amount !== 0)
          .map(([line, amount]) => ({ label: label(line), text: yen(amount) }))
      : sums.map((sum) => ({ label: t(sum), text: yen(statement[sum]) }))
  const query = new URLSearchParams({ seller, from: statement.start, until: statement.end })
  const why = {
    title: `${t(figure)} – ${name || seller}, ${period}`,
    rule: t(`${figure}Rule`),
    parts,
    policyVersion,
    link: { text: t('entries'), href: `/operator/ledger?${query}` },
  }
  return <Yen amount={statement[figure]} why={why} />
}
