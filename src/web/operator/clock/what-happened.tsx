import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { withNumbers } from '../../console/numbers.tsx'
import { Pt, Yen } from '../../kit/amount.tsx'
import { count } from '../../kit/format.ts'
import { useText } from '../../kit/language.ts'
import { Answered, useAnswer } from '../common/answered.tsx'
import { At } from '../common/at.tsx'
import { useLedgerWords } from '../ledger/posting-words.tsx'

const SENTENCES = {
  title: { ja: '時計を進めて起きたこと', en: 'What happened by advancing' },
  nothing: { ja: 'この間に動いたポイントと円はありません。', en: 'No points and no yen moved.' },
  what: { ja: '内容', en: 'What' },
  count: { ja: '件数', en: 'Times' },
  amount: { ja: '合計', en: 'Sum' },
  way: { ja: '借方 → 貸方', en: 'Debit → credit' },
  rule: {
    ja: 'この間に記録された同じ種類の仕訳の合計です。',
    en: 'All postings of this kind that were recorded meanwhile, summed.',
  },
  postings: { ja: '台帳の仕訳を見る', en: 'See the postings in the ledger' },
} as const

/** From where to where the clock went. */
export interface Stretch {
  readonly from: string
  readonly to: string
}

interface Movement {
  readonly kind: string
  readonly debit: string
  readonly credit: string
  readonly unit: 'JPY' | 'PT'
  readonly count: number
  readonly amount: number
}

/** What was recorded while the clock was advanced: points vested, lapsed, sellers paid. */
export function WhatHappened({ stretch: { from, to } }: { readonly stretch: Stretch }) {
  const t = useText(SENTENCES)
  const columns = useColumns({ from, to })
  const answer = useAnswer<{ items: readonly Movement[] }>('/v1/ledger/movements', {
    query: { after: from, until: to },
  })
  return (
    <Answered answer={answer}>
      {({ items }) => (
        <Table
          header={
            <Header
              variant="h2"
              description={
                <>
                  <At at={from} /> → <At at={to} />
                </>
              }
            >
              {t('title')}
            </Header>
          }
          ariaLabels={{ tableLabel: t('title') }}
          items={items}
          trackBy={({ kind, debit, credit }) => `${kind} ${debit} ${credit}`}
          empty={<Box padding={{ vertical: 'l' }}>{t('nothing')}</Box>}
          wrapLines
          columnDefinitions={withNumbers(columns, 'count', 'amount')}
        />
      )}
    </Answered>
  )
}

function useColumns({ from, to }: Stretch) {
  const t = useText(SENTENCES)
  const { account, kind } = useLedgerWords()
  const amountOf = (movement: Movement) => {
    const query = new URLSearchParams({ kind: movement.kind, from, until: to })
    const why = {
      title: kind(movement.kind),
      rule: t('rule'),
      parts: [{ label: t('count'), text: count(movement.count) }],
      link: { text: t('postings'), href: `/operator/ledger?${query}` },
    }
    const { unit, amount } = movement
    return unit === 'PT' ? <Pt amount={amount} why={why} /> : <Yen amount={amount} why={why} />
  }
  return [
    {
      id: 'what',
      header: t('what'),
      isRowHeader: true,
      cell: (movement: Movement) => kind(movement.kind),
    },
    { id: 'count', header: t('count'), cell: (movement: Movement) => count(movement.count) },
    { id: 'amount', header: t('amount'), cell: amountOf },
    {
      id: 'way',
      header: t('way'),
      cell: ({ debit, credit }: Movement) => `${account(debit)} → ${account(credit)}`,
    },
  ]
}
