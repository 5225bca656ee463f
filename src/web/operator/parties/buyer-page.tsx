import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { TableProps } from '@cloudscape-design/components/table'
import { withNumbers } from '../../console/numbers.tsx'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { Pt } from '../../kit/amount.tsx'
import { pt } from '../../kit/format.ts'
import { useText } from '../../kit/language.ts'
import { Answered, useAnswer } from '../common/answered.tsx'
import { At } from '../common/at.tsx'
import { useHome } from '../common/home.ts'
import { ButtonTo, To } from '../common/to.tsx'
import { useLedgerWords } from '../ledger/posting-words.tsx'

const SENTENCES = {
  buyers: { ja: '購入者', en: 'Buyers' },
  give: { ja: '付与・調整', en: 'Give or correct' },
  postings: { ja: '台帳の仕訳', en: 'Postings' },
  available: { ja: '利用可能', en: 'Available' },
  unvested: { ja: '仮ポイント', en: 'Pending' },
  held: { ja: '確保中', en: 'Set aside' },
  nextExpiry: { ja: '次の失効', en: 'Next to lapse' },
  nextVesting: { ja: '次の確定', en: 'Next to vest' },
  none: { ja: 'なし', en: 'None' },
  history: { ja: 'ポイント履歴', en: 'History of the points' },
  empty: { ja: 'ポイントの動きはまだありません。', en: 'No points have moved yet.' },
  when: { ja: '日時', en: 'When' },
  what: { ja: '内容', en: 'What' },
  order: { ja: '注文', en: 'Order' },
  change: { ja: '利用可能の増減', en: 'Change of available' },
  after: { ja: '利用可能残高', en: 'Available after' },
  rule: {
    ja: 'この購入者のすべての仕訳を合計した残高です。',
    en: 'Every posting of this buyer, summed.',
  },
  nextVestingRule: {
    ja: '発送済みの注文のポイントのうち、この日に最初に確定する分です。',
    en: 'Of the points of shipped orders, those that vest first, on that day.',
  },
  nextExpiryRule: {
    ja: 'この日までに獲得・利用がない場合に失効するポイントです。',
    en: 'What lapses on that day, unless something is earned or spent before.',
  },
  changeRule: {
    ja: 'この処理による利用可能・仮・確保中ポイントの増減です。',
    en: 'What this moved between available, pending and set-aside points.',
  },
} as const

interface Moment {
  readonly at: string
  readonly points: number
}

interface Balance {
  readonly available: number
  readonly unvested: number
  readonly held: number
  readonly nextExpiry: Moment | null
  readonly nextVesting: Moment | null
}

type Places = Readonly<Record<(typeof PLACES)[number], number>>

interface PointsEntry {
  readonly id: string
  readonly what: string
  readonly reason: string | null
  readonly order: string | null
  readonly at: string
  readonly policyVersion: number
  readonly change: Places
  readonly balanceAfter: Places
}

const PLACES = ['available', 'unvested', 'held'] as const

/** A buyer's points and everything that moved them. */
export default function BuyerPage({ buyer }: { readonly buyer: string }) {
  const t = useText(SENTENCES)
  const path = `/v1/buyers/${encodeURIComponent(buyer)}`
  const who = useAnswer<{ name: string | null }>(path)
  const balance = useAnswer<Balance>(`${path}/points`)
  const pages = usePages<PointsEntry>(`${path}/points/history`, {}, 25)
  const query = new URLSearchParams({ buyer })
  return (
    <Page
      title={who.data?.name ? `${who.data.name} (${buyer})` : buyer}
      above={[useHome(), { text: t('buyers'), href: '/operator/buyers' }]}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <ButtonTo href={`/operator/ledger?${query}`}>{t('postings')}</ButtonTo>
          <ButtonTo href={`/operator/points/give?${query}`} variant="primary">
            {t('give')}
          </ButtonTo>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        <Answered answer={balance}>
          {(found) => <BalanceShown balance={found} path={path} />}
        </Answered>
        <PagedTable
          pages={pages}
          label={t('history')}
          header={<Header variant="h2">{t('history')}</Header>}
          empty={t('empty')}
          trackBy="id"
          wrapLines
          columnDefinitions={withNumbers(useColumns(), 'change', 'after')}
        />
      </SpaceBetween>
    </Page>
  )
}

function BalanceShown({ balance, path }: { readonly balance: Balance; readonly path: string }) {
  const t = useText(SENTENCES)
  const why = (place: (typeof PLACES)[number]) => ({
    title: t(place),
    rule: t('rule'),
    from: `${path}/points/explanation?figure=${place}`,
  })
  const moment = (name: 'nextVesting' | 'nextExpiry') => {
    const one = balance[name]
    if (one === null) return t('none')
    const place = name === 'nextVesting' ? 'unvested' : 'available'
    const reason = { ...why(place), title: t(name), rule: t(`${name}Rule`) }
    return (
      <>
        <Pt amount={one.points} why={reason} /> – <At at={one.at} style="date" />
      </>
    )
  }
  return (
    <Container>
      <KeyValuePairs
        columns={3}
        items={[
          ...PLACES.map((place) => ({
            label: t(place),
            value: <Pt amount={balance[place]} why={why(place)} />,
          })),
          { label: t('nextVesting'), value: moment('nextVesting') },
          { label: t('nextExpiry'), value: moment('nextExpiry') },
        ]}
      />
    </Container>
  )
}

function useColumns(): TableProps.ColumnDefinition<PointsEntry>[] {
  const t = useText(SENTENCES)
  const { kind } = useLedgerWords()
  const why = ({ what, change, order, policyVersion }: PointsEntry) => ({
    title: kind(what),
    rule: t('changeRule'),
    parts: PLACES.map((place) => ({ label: t(place), text: pt(change[place]) })),
    policyVersion,
    ...(order === null ? {} : { order }),
  })
  return [
    { id: 'when', header: t('when'), cell: ({ at }) => <At at={at} />, isRowHeader: true },
    {
      id: 'what',
      header: t('what'),
      cell: ({ what, reason }) => (reason ? `${kind(what)} (${reason})` : kind(what)),
      minWidth: 160,
    },
    {
      id: 'order',
      header: t('order'),
      minWidth: 190,
      cell: ({ order }) =>
        order === null ? (
          '–'
        ) : (
          <To href={`/operator/orders/${encodeURIComponent(order)}`}>{order}</To>
        ),
    },
    {
      id: 'change',
      header: t('change'),
      cell: (entry) => <Pt amount={entry.change.available} why={why(entry)} />,
    },
    {
      id: 'after',
      header: t('after'),
      cell: (entry) => <Pt amount={entry.balanceAfter.available} why={why(entry)} />,
    },
  ]
}
