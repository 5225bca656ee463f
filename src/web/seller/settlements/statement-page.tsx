import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FIGURE_WORDS } from '../../../rules/settlement/words.ts'
import { Download } from '../../console/download.tsx'
import { useSeller } from '../../console/only-for.tsx'
import { Page } from '../../console/page.tsx'
import { Yen } from '../../kit/amount.tsx'
import { api } from '../../kit/api.ts'
import { moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { Loading } from '../common/loading.tsx'
import { lastDay, type Statement, statementPath } from './answers.ts'
import { StatementItems } from './statement-items.tsx'
import { Waterfall } from './waterfall.tsx'

const SENTENCES = {
  settlements: { ja: '決済レポート', en: 'Settlements' },
  title: { ja: '決済レポート {from}～{to}', en: 'Settlement {from} – {to}' },
  loading: { ja: '決済レポート', en: 'Settlement' },
  pdf: { ja: 'PDF', en: 'PDF' },
  csv: { ja: 'CSV', en: 'CSV' },
  flat: { ja: 'フラットファイル', en: 'Flat file' },
  fall: { ja: '売上からお支払いまで', en: 'From sales to the payout' },
  rules: { ja: '適用ルール', en: 'Rules' },
  version: { ja: 'バージョン{n}', en: 'Version {n}' },
  items: { ja: '明細を表示', en: 'Show the items' },
  openingRule: { ja: '前の期間から繰り越された残高です。', en: 'From the period before.' },
  netRule: {
    ja: 'この期間に計上されたすべての金額の合計です。',
    en: 'The sum of everything recorded in the period.',
  },
  reserveRule: {
    ja: '残高のうち、次の期間まで留保する金額です。',
    en: 'The share of the balance that is held back until the next period.',
  },
  disbursementRule: {
    ja: '前期繰越と期間合計から、次期繰越を引いた金額です。',
    en: 'What was carried over plus the net, less what is carried forward.',
  },
} as const

/** One statement: its lines sum to the payout, on screen and in every file. */
export default function StatementPage({ period }: { readonly period: string }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const seller = useSeller()
  const path = statementPath(seller, Number(period))
  const { data, error, refetch } = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => api<Statement>(path, { signal }),
  })
  const above = [{ text: t('settlements'), href: '/seller/settlements' }]
  if (!data) {
    return (
      <Page title={t('loading')} above={above}>
        {error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />}
      </Page>
    )
  }
  const from = moment(data.start, language, 'date')
  const to = moment(lastDay(data.end), language, 'date')
  const files = (
    <SpaceBetween direction="horizontal" size="xs">
      <Download
        key="pdf"
        path={`${path}/pdf`}
        query={{ lang: language }}
        name={`statement-${period}.pdf`}
      >
        {t('pdf')}
      </Download>
      <Download key="csv" path={`${path}/csv`} name={`statement-${period}.csv`}>
        {t('csv')}
      </Download>
      <Download key="flat" path={`${path}/flat-file`} name={`statement-${period}.txt`}>
        {t('flat')}
      </Download>
    </SpaceBetween>
  )
  return (
    <Page title={t('title', { from, to })} above={above} actions={files}>
      <SpaceBetween size="l">
        <Figures statement={data} path={path} />
        <Container header={<Header variant="h2">{t('fall')}</Header>}>
          <Waterfall statement={data} seller={seller} />
        </Container>
        <Items path={path} label={t('items')} />
      </SpaceBetween>
    </Page>
  )
}

function Figures({ statement, path }: { readonly statement: Statement; readonly path: string }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { policyVersion } = statement
  const names = ['opening', 'net', 'reserve', 'disbursement'] as const
  return (
    <Container>
      <KeyValuePairs
        columns={4}
        minColumnWidth={150}
        items={[
          ...names.map((name) => ({
            label: FIGURE_WORDS[name][language],
            value: (
              <Yen
                amount={statement[name]}
                why={{
                  ...{ title: FIGURE_WORDS[name][language], rule: t(`${name}Rule`), policyVersion },
                  from: `${path}/explanation?figure=${name}`,
                }}
              />
            ),
          })),
          { label: t('rules'), value: t('version', { n: policyVersion }) },
        ]}
      />
    </Container>
  )
}

/** Loaded when they are wanted: there may be very many. */
function Items({ path, label }: { readonly path: string; readonly label: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <ExpandableSection
      headerText={label}
      expanded={isOpen}
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      {isOpen && <StatementItems path={path} label={label} />}
    </ExpandableSection>
  )
}
