import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { TableProps } from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { FIGURE_WORDS } from '../../../rules/settlement/words.ts'
import { useFollow } from '../../console/follow.ts'
import { withNumbers } from '../../console/numbers.tsx'
import { useSeller } from '../../console/only-for.tsx'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { Yen } from '../../kit/amount.tsx'
import { api } from '../../kit/api.ts'
import { moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure, isLost } from '../../kit/problem.tsx'
import { Loading } from '../common/loading.tsx'
import { lastDay, type Statement, statementPath } from './answers.ts'
import { Waterfall } from './waterfall.tsx'

const SENTENCES = {
  title: { ja: '決済レポート', en: 'Settlements' },
  about: {
    ja: '期間ごとの売上金と、お支払い額までの内訳です。',
    en: 'What each period brought, and how it comes to the payout.',
  },
  open: { ja: '進行中の期間（{from}～{to}）', en: 'The open period ({from} – {to})' },
  openAbout: {
    ja: 'この後に何も起きなければ、この金額が支払われます。',
    en: 'What would be paid out if nothing more happened.',
  },
  settled: { ja: '決済済みの期間', en: 'Settled periods' },
  period: { ja: '期間', en: 'Period' },
  none: { ja: '決済済みの期間はまだありません。', en: 'No period has been settled yet.' },
  netRule: {
    ja: 'この期間に計上されたすべての金額の合計です。',
    en: 'The sum of everything recorded in the period.',
  },
  disbursementRule: {
    ja: '前期繰越と期間合計から、次期繰越を引いた金額です。',
    en: 'What was carried over plus the net, less what is carried forward.',
  },
  closingRule: {
    ja: '次の期間へ繰り越す残高です。',
    en: 'Carried into the next period.',
  },
} as const

/** Every statement of a seller, and the period that has not ended. */
export default function SettlementsPage() {
  const t = useText(SENTENCES)
  const seller = useSeller()
  const language = useLanguage()
  const path = `/v1/sellers/${encodeURIComponent(seller)}/statements`
  const pages = usePages<Statement>(path, {}, 13)
  const follow = useFollow()
  const figure = (name: 'net' | 'disbursement' | 'closing') => ({
    id: name,
    header: FIGURE_WORDS[name][language],
    cell: (statement: Statement) => (
      <Yen
        amount={statement[name]}
        why={{
          ...{ title: FIGURE_WORDS[name][language], rule: t(`${name}Rule`) },
          policyVersion: statement.policyVersion,
          from: `${statementPath(seller, statement.period)}/explanation?figure=${name}`,
        }}
      />
    ),
  })
  const columns: TableProps.ColumnDefinition<Statement>[] = [
    {
      id: 'period',
      header: t('period'),
      isRowHeader: true,
      minWidth: 220,
      cell: ({ period, start, end }) => (
        <Link href={`/seller/settlements/${period}`} onFollow={follow}>
          {moment(start, language, 'date')} – {moment(lastDay(end), language, 'date')}
        </Link>
      ),
    },
    figure('net'),
    figure('disbursement'),
    figure('closing'),
  ]
  return (
    <Page title={t('title')} about={t('about')}>
      <SpaceBetween size="l">
        <OpenPeriod seller={seller} />
        <PagedTable
          pages={pages}
          label={t('settled')}
          header={<Header variant="h2">{t('settled')}</Header>}
          trackBy={({ period }) => String(period)}
          empty={t('none')}
          columnDefinitions={withNumbers(columns, 'net', 'disbursement', 'closing')}
        />
      </SpaceBetween>
    </Page>
  )
}

function OpenPeriod({ seller }: { readonly seller: string }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { data, error, refetch } = useQuery({
    queryKey: [statementPath(seller, 'open')],
    queryFn: ({ signal }) => api<Statement>(statementPath(seller, 'open'), { signal }),
  })
  if (isLost(data, error)) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const from = moment(data.start, language, 'date')
  const to = moment(lastDay(data.end), language, 'date')
  return (
    <Container header={<Header variant="h2">{t('open', { from, to })}</Header>}>
      <Box color="text-body-secondary" padding={{ bottom: 's' }}>
        {t('openAbout')}
      </Box>
      <Waterfall statement={data} seller={seller} isOpen />
    </Container>
  )
}
