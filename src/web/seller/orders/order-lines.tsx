import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { withNumbers } from '../../console/numbers.tsx'
import { Pt, Yen } from '../../kit/amount.tsx'
import { count } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import {
  explanationOf,
  type Happening,
  type Order,
  type OrderLine,
  openUnits,
  titleOf,
} from './answers.ts'
import { useOrderHistory } from './use-history.ts'

const SENTENCES = {
  item: { ja: '商品', en: 'Item' },
  units: { ja: '数量', en: 'Units' },
  shipped: { ja: '発送済み{n}', en: '{n} shipped' },
  open: { ja: '未発送{n}', en: '{n} to ship' },
  cancelled: { ja: 'キャンセル{n}', en: '{n} cancelled' },
  price: { ja: '価格', en: 'Price' },
  priceRule: {
    ja: '注文時に確定した1点あたりの価格です。',
    en: 'The price of one unit, fixed when it was ordered.',
  },
  principal: { ja: '商品代金', en: 'Product sales' },
  principalRule: {
    ja: '発送を確認した数量×価格が、発送のたびに売上金へ計上されます。',
    en: 'The price of the units that shipped, credited parcel by parcel.',
  },
  shipping: { ja: '配送料', en: 'Shipping' },
  shippingRule: {
    ja: '配送料は発送した数量の割合で計上され、合計は注文時の配送料と一致します。',
    en: 'Shipping is credited with the share of units that shipped; the parts sum to the whole.',
  },
  granted: { ja: 'ポイント付与', en: 'Points granted' },
  grantedRule: {
    ja: '発送した商品のポイントです。1ポイントにつき1円が売上金から差し引かれます。',
    en: 'The points of what shipped. Each is debited from your proceeds as one yen.',
  },
  returned: { ja: 'ポイント原資の返還', en: 'Points returned' },
  returnedRule: {
    ja: '返金した商品代金の割合で、付与したポイントの原資が戻ります。',
    en: 'With a refund, the points of its share of the price come back to you.',
  },
  fee: { ja: '販売手数料', en: 'Referral fee' },
  feeRule: {
    ja: '（商品代金＋配送料−ポイント）×料率です。返金時には、残った売上の手数料との差額が戻ります。',
    en:
      '(Price + shipping − points) × the rate. ' +
      'A refund credits what is above the fee on the rest.',
  },
  refunded: { ja: '返金', en: 'Refunded' },
  refundedRule: {
    ja: '購入者に返した商品代金と配送料の合計です。',
    en: 'What was given back of price and shipping.',
  },
} as const

type Name = keyof typeof SENTENCES
const FIGURES = ['principal', 'shipping', 'granted', 'returned', 'fee', 'refunded'] as const
type Figure = (typeof FIGURES)[number]

/** Each item with what it brought and cost so far. */
export function OrderLines({ order, label }: { readonly order: Order; readonly label: string }) {
  const { data: history } = useOrderHistory(order.order)
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { order: reference, policyVersion } = order
  const why = (figure: Figure, line: OrderLine) => ({
    ...{ title: t(figure), rule: t(`${figure}Rule`), order: reference, policyVersion },
    from: explanationOf(reference, figure, line.line),
  })
  const money = (figure: Figure, amount: (line: OrderLine) => number, sign: 1 | -1 = 1) => ({
    id: figure,
    header: t(figure),
    minWidth: 76,
    cell: (line: OrderLine) => <Yen amount={sign * amount(line)} why={why(figure, line)} />,
  })
  const columns: TableProps.ColumnDefinition<OrderLine>[] = [
    {
      id: 'item',
      header: t('item'),
      isRowHeader: true,
      minWidth: 145,
      cell: (line) => (
        <>
          {titleOf(line, language)}
          <Box variant="small" display="block">
            {line.sku}
          </Box>
        </>
      ),
    },
    {
      id: 'units',
      header: t('units'),
      minWidth: 90,
      cell: (line) => <Units line={line} t={t} />,
    },
    {
      id: 'price',
      header: t('price'),
      cell: (line) => (
        <Yen
          amount={line.price}
          why={{ title: t('price'), rule: t('priceRule'), order: reference, policyVersion }}
        />
      ),
    },
    money('principal', (line) => line.principal),
    money('shipping', (line) => line.shippingCharged),
    {
      id: 'granted',
      header: t('granted'),
      minWidth: 76,
      cell: (line) => <Pt amount={line.pointsGranted} why={why('granted', line)} />,
    },
    {
      id: 'returned',
      header: t('returned'),
      minWidth: 80,
      cell: (line) => <Yen amount={returnedTo(line, history)} why={why('returned', line)} />,
    },
    money('fee', (line) => line.feeCharged - line.feeCredited, -1),
    money('refunded', (line) => line.refundedPrincipal + line.refundedShipping, -1),
  ]
  return (
    <Table
      variant="container"
      header={<Header variant="h2">{label}</Header>}
      ariaLabels={{ tableLabel: label } as TableProps.AriaLabels<OrderLine>}
      items={order.lines}
      trackBy={(line) => String(line.line)}
      wrapLines
      columnDefinitions={withNumbers(columns, 'price', ...FIGURES)}
    />
  )
}

/** Yen of points that came back to the seller; with a claim none do, although points are gone. */
const returnedTo = ({ line }: OrderLine, history: readonly Happening[] = []): number =>
  history
    .flatMap(({ lines }) => lines.filter((one) => one.line === line))
    .reduce((sum, { pointsToSeller }) => sum + (pointsToSeller ?? 0), 0)

function Units({
  line,
  t,
}: {
  readonly line: OrderLine
  readonly t: (name: Name, facts?: { readonly n: number }) => string
}) {
  const parts = [
    [line.shippedQuantity, 'shipped'],
    [openUnits(line), 'open'],
    [line.cancelledQuantity, 'cancelled'],
  ] as const
  return (
    <>
      {count(line.quantity)}
      <Box variant="small" display="block">
        {parts
          .filter(([n]) => n > 0)
          .map(([n, name]) => t(name, { n }))
          .join(' · ')}
      </Box>
    </>
  )
}
