import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { withNumbers } from '../../console/numbers.tsx'
import { Changes } from '../../console/policy/changes.tsx'
import { Pt, Yen } from '../../kit/amount.tsx'
import { count, pt, yen } from '../../kit/format.ts'
import { useText } from '../../kit/language.ts'
import { To } from '../common/to.tsx'
import type { Figures, Preview } from './answers.ts'

const SENTENCES = {
  orders: { ja: '直近の注文明細', en: 'Recent order lines' },
  listings: { ja: '直近の出品', en: 'Recent listings' },
  of: { ja: '{count}件中{changed}件が変わります', en: '{changed} of {count} change' },
  refused: {
    ja: 'うち{n}件はこのポイントを設定できなくなります。',
    en: '{n} of them could not have these points any more.',
  },
  what: { ja: '合計', en: 'Sum' },
  before: { ja: '変更前', en: 'Before' },
  after: { ja: '変更後', en: 'After' },
  change: { ja: '差', en: 'Change' },
  points: { ja: 'ポイント', en: 'Points' },
  fee: { ja: '販売手数料', en: 'Referral fees' },
  landed: { ja: '支払総額', en: 'Landed price' },
  proceeds: { ja: '売上金', en: 'Proceeds' },
  lines: { ja: '変わる注文明細（最大20件）', en: 'Order lines that change (up to 20)' },
  line: { ja: '注文・SKU', en: 'Order, SKU' },
  nothing: { ja: '実際の注文では何も変わりません。', en: 'No real order would change.' },
  price: { ja: '価格×数量', en: 'Price × units' },
  open: { ja: '注文を見る', en: 'See the order' },
  lineRule: {
    ja: '変更前は最新の版、変更後は新しい版で、この明細を計算した結果です。',
    en: 'Before: by the newest version. After: by the change. Both computed for this line.',
  },
  pointsRule: {
    ja: '1点あたりのポイント（価格×付与率の端数処理）×数量です。',
    en: 'Points of one unit (price × percentage, rounded) times the units.',
  },
  feeRule: {
    ja: '（価格＋配送料−ポイント）×料率を端数処理し、最低手数料以上とした額です。',
    en: 'Price and shipping less points, times the rate, rounded; at least the minimum.',
  },
  landedRule: {
    ja: '価格＋配送料で、ルールがそう定める場合はポイントを引いた額です。',
    en: 'Price and shipping, less the points where the rules say so.',
  },
  proceedsRule: {
    ja: '価格＋配送料から、ポイントと手数料を引いた額です。',
    en: 'Price and shipping, less points and fee.',
  },
  rule: {
    ja: '実際の注文・出品を、最新の版と新しい版の両方で計算した結果の合計です。',
    en:
      'Real orders and listings, ' +
      'each decided under the newest version and under the change, summed.',
  },
} as const

const NAMES = ['points', 'fee', 'landed', 'proceeds'] as const
const SHOWN_MAX = 20

/** What a change would do to what was really sold and is really offered. */
export function PreviewShown({ preview }: { readonly preview: Preview }) {
  const t = useText(SENTENCES)
  const { orders, listings, changes } = preview
  const refused = listings.listings.filter((one) => one.refused !== null).length
  const changed = orders.lines.filter(differs)
  return (
    <SpaceBetween size="m">
      <Changes changes={changes} />
      <Sums name={t('orders')} total={orders} />
      <Sums name={t('listings')} total={listings} />
      {refused > 0 && <Box color="text-status-warning">{t('refused', { n: refused })}</Box>}
      <Table
        variant="embedded"
        header={<Header variant="h3">{t('lines')}</Header>}
        ariaLabels={{ tableLabel: t('lines') }}
        items={changed.slice(0, SHOWN_MAX)}
        trackBy={({ order, line }) => `${order} ${line}`}
        empty={t('nothing')}
        columnDefinitions={withNumbers<Line>(
          [
            {
              id: 'line',
              header: t('line'),
              isRowHeader: true,
              cell: ({ order, sku }) => (
                <>
                  <To href={`/operator/orders/${encodeURIComponent(order)}`}>{order}</To> {sku}
                </>
              ),
            },
            ...NAMES.map((name) => ({
              id: name,
              header: t(name),
              cell: (line: Line) => <Moved line={line} figure={name} />,
            })),
          ],
          ...NAMES,
        )}
      />
    </SpaceBetween>
  )
}

type Line = Preview['orders']['lines'][number]

/** A figure of a line before and after, each with its reason; once where it stays. */
function Moved({ line, figure }: { readonly line: Line; readonly figure: keyof Figures }) {
  const t = useText(SENTENCES)
  const { order, before, after } = line
  const write = figure === 'points' ? pt : yen
  const Amount = figure === 'points' ? Pt : Yen
  const why = (when: 'before' | 'after') => ({
    title: `${t(figure)} – ${t(when)}`,
    rule: `${t(`${figure}Rule`)} ${t('lineRule')}`,
    parts: [
      { label: t('before'), text: write(before[figure]) },
      { label: t('after'), text: write(after[figure]) },
      { label: t('price'), text: `${yen(line.price)} × ${count(line.quantity)}` },
    ],
    order,
    link: { text: t('open'), href: `/operator/orders/${encodeURIComponent(order)}` },
  })
  if (before[figure] === after[figure]) {
    return <Amount amount={after[figure]} why={why('after')} />
  }
  return (
    <>
      <Amount amount={before[figure]} why={why('before')} /> →{' '}
      <Amount amount={after[figure]} why={why('after')} />
    </>
  )
}

const differs = ({ before, after }: { readonly before: Figures; readonly after: Figures }) =>
  NAMES.some((name) => before[name] !== after[name])

interface SumsProps {
  readonly name: string
  readonly total: {
    readonly count: number
    readonly changed: number
    readonly before: Figures
    readonly after: Figures
  }
}

function Sums({ name, total }: SumsProps) {
  const t = useText(SENTENCES)
  const { before, after } = total
  const facts = { count: count(total.count), changed: count(total.changed) }
  const amount = (figure: (typeof NAMES)[number], value: number, column: string) => {
    const why = { title: `${name}: ${t(figure)} – ${column}`, rule: t('rule') }
    return figure === 'points' ? <Pt amount={value} why={why} /> : <Yen amount={value} why={why} />
  }
  const columns: TableProps.ColumnDefinition<(typeof NAMES)[number]>[] = [
    { id: 'what', header: t('what'), cell: (figure) => t(figure), isRowHeader: true },
    { id: 'before', header: t('before'), cell: (one) => amount(one, before[one], t('before')) },
    { id: 'after', header: t('after'), cell: (one) => amount(one, after[one], t('after')) },
    {
      id: 'change',
      header: t('change'),
      cell: (one) => amount(one, after[one] - before[one], t('change')),
    },
  ]
  return (
    <Table
      variant="embedded"
      header={
        <Header variant="h3" description={t('of', facts)}>
          {name}
        </Header>
      }
      ariaLabels={{ tableLabel: name }}
      items={NAMES}
      columnDefinitions={withNumbers(columns, 'before', 'after', 'change')}
    />
  )
}
