import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { TableProps } from '@cloudscape-design/components/table'
import { useFollow } from '../../console/follow.ts'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { count, moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'

const SENTENCES = {
  title: { ja: '保証申請（A-to-z）', en: 'Guarantee claims (A-to-z)' },
  order: { ja: '注文番号', en: 'Order' },
  asked: { ja: '申請日時', en: 'Asked' },
  lines: { ja: '対象の商品', en: 'Items' },
  n: { ja: '{n}点', en: '{n} item|{n} items' },
  reason: { ja: '申請の理由', en: 'Reason' },
  state: { ja: '結果', en: 'Outcome' },
  open: { ja: '運営者が審査中', en: 'The operator decides' },
  granted: { ja: '承認（返金済み）', en: 'Granted and refunded' },
  declined: { ja: '却下', en: 'Declined' },
  answer: { ja: '購入者への回答', en: 'Answer to the buyer' },
  decided: { ja: '審査日時', en: 'Decided' },
  noneOpen: { ja: '審査中の申請はありません。', en: 'No claim is waiting.' },
  noneDecided: { ja: '審査済みの申請はありません。', en: 'No claim has been decided.' },
} as const

interface Claim {
  readonly id: number
  readonly order: string
  readonly lines: readonly number[]
  readonly reason: string
  readonly state: 'open' | 'granted' | 'declined'
  readonly answer: string | null
  readonly askedAt: string
  readonly decidedAt: string | null
}

const SIGNS = { open: 'pending', granted: 'warning', declined: 'stopped' } as const

/** What buyers claimed of the seller's lines, and what the operator said. */
export function ClaimTable({ state }: { readonly state: 'open' | 'decided' }) {
  const t = useText(SENTENCES)
  const pages = usePages<Claim>('/v1/claims', { state }, 25)
  const columns = useColumns()
  return (
    <PagedTable
      pages={pages}
      label={t('title')}
      trackBy={({ id }) => String(id)}
      wrapLines
      empty={t(state === 'open' ? 'noneOpen' : 'noneDecided')}
      columnDefinitions={columns.filter(
        ({ id }) => state === 'decided' || (id !== 'answer' && id !== 'decided'),
      )}
    />
  )
}

function useColumns(): readonly TableProps.ColumnDefinition<Claim>[] {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const follow = useFollow()
  const time = (at: string) => <time dateTime={at}>{moment(at, language)}</time>
  return [
    {
      ...{ id: 'order', header: t('order'), isRowHeader: true, minWidth: 180 },
      cell: ({ order }) => (
        <Link href={`/seller/orders/${encodeURIComponent(order)}`} onFollow={follow}>
          {order}
        </Link>
      ),
    },
    { id: 'asked', header: t('asked'), minWidth: 130, cell: ({ askedAt }) => time(askedAt) },
    {
      ...{ id: 'lines', header: t('lines'), minWidth: 90 },
      cell: ({ lines }) => t('n', { n: count(lines.length) }),
    },
    { id: 'reason', header: t('reason'), minWidth: 200, cell: ({ reason }) => reason },
    {
      ...{ id: 'state', header: t('state'), minWidth: 160 },
      cell: ({ state }) => <StatusIndicator type={SIGNS[state]}>{t(state)}</StatusIndicator>,
    },
    { id: 'answer', header: t('answer'), minWidth: 160, cell: ({ answer }) => answer ?? '–' },
    {
      ...{ id: 'decided', header: t('decided'), minWidth: 130 },
      cell: ({ decidedAt }) => (decidedAt === null ? '–' : time(decidedAt)),
    },
  ]
}
