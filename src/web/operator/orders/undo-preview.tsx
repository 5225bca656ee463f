import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { useQuery } from '@tanstack/react-query'
import { Pt, Yen } from '../../kit/amount.tsx'
import { api } from '../../kit/api.ts'
import { useText } from '../../kit/language.ts'
import { Answered } from '../common/answered.tsx'
import type { Refunded } from './answers.ts'
import type { LinesAsk } from './extent.tsx'

const SENTENCES = {
  refunded: { ja: '返金の合計', en: 'Refunded in all' },
  cash: { ja: '購入者への現金', en: 'Cash to the buyer' },
  pointsBack: { ja: '購入者に返却するポイント', en: 'Spent points given back' },
  clawedBack: { ja: '購入者から取り消すポイント', en: 'Granted points taken back' },
  shortfall: { ja: '返金から控除する不足分', en: 'Shortfall, out of the cash' },
  pointsToSeller: { ja: '出品者に返るポイント原資', en: 'Points back to the seller' },
  toOperator: { ja: '運営に残るポイント原資', en: 'Points the operator keeps' },
  feeCredit: { ja: '出品者に返る手数料', en: 'Fee credited to the seller' },
  sellerPays: { ja: '出品者の負担', en: 'The seller pays' },
  refundedRule: {
    ja: '返金する商品代金と配送料の合計です。',
    en: 'What is refunded of price and shipping.',
  },
  cashRule: {
    ja: '返金のうち現金で支払われた割合から、不足分を引いた額です。',
    en: 'The share of the refund that was paid in cash, less the shortfall.',
  },
  pointsBackRule: {
    ja: '返金のうちポイントで支払われた割合です。',
    en: 'The share of the refund that was paid with points.',
  },
  clawedBackRule: {
    ja: 'この販売で付与したポイントのうち、残高から取り消す分です。',
    en: 'Points granted with this sale that are taken out of the balance.',
  },
  shortfallRule: {
    ja: '付与ポイントがすでに使われていて残高から取り消せない分です。',
    en: 'Granted points that the buyer has spent already.',
  },
  pointsToSellerRule: {
    ja: '出品者が負担した原資のうち返還される分です。保証とチャージバックでは、ルールで定めた先に帰属します。',
    en:
      'Of the points the seller paid for, what goes back. ' +
      'In claims and chargebacks the rules say who keeps them.',
  },
  toOperatorRule: {
    ja: '取り消したポイントと不足分の原資のうち、出品者に返らない分です。',
    en: 'The yen of points taken back, shortfall included, that do not go to the seller.',
  },
  feeCreditRule: {
    ja: '返金した分の販売手数料です。',
    en: 'The referral fee on what is refunded.',
  },
  sellerPaysRule: {
    ja: '返金の合計から、返るポイント原資と手数料を引いた額です。',
    en: 'The refund less the points and the fee that come back.',
  },
} as const

const YEN = ['refunded', 'cash', 'feeCredit'] as const
const PT = ['pointsBack', 'clawedBack', 'shortfall', 'pointsToSeller'] as const

interface Props {
  readonly order: string
  readonly cause: string
  readonly ask: LinesAsk
}

/** Exactly who pays what, and who keeps the points, if this were done now. */
export function UndoPreview({ order, cause, ask }: Props) {
  const { data, error, refetch } = useQuery({
    queryKey: ['refund-preview', order, cause, ask],
    queryFn: () =>
      api<Refunded>(`/v1/orders/${encodeURIComponent(order)}/refund-previews`, {
        method: 'POST',
        body: { cause, ...ask },
      }),
    gcTime: 0,
    staleTime: 0,
  })
  return (
    <Answered answer={{ data, error, retry: () => void refetch() }}>
      {(preview) => <Payers preview={preview} order={order} />}
    </Answered>
  )
}

function Payers({ preview, order }: { readonly preview: Refunded; readonly order: string }) {
  const t = useText(SENTENCES)
  const { refunded, clawedBack, shortfall, pointsToSeller, feeCredit } = preview
  const why = (name: (typeof YEN)[number] | (typeof PT)[number] | 'toOperator' | 'sellerPays') => ({
    title: t(name),
    rule: t(`${name}Rule`),
    order,
  })
  const kept = clawedBack + shortfall - pointsToSeller
  return (
    <KeyValuePairs
      columns={3}
      items={[
        ...YEN.map((name) => ({
          label: t(name),
          value: <Yen amount={preview[name]} why={why(name)} />,
        })),
        ...PT.map((name) => ({
          label: t(name),
          value: <Pt amount={preview[name]} why={why(name)} />,
        })),
        { label: t('toOperator'), value: <Pt amount={kept} why={why('toOperator')} /> },
        {
          label: t('sellerPays'),
          value: <Yen amount={refunded - pointsToSeller - feeCredit} why={why('sellerPays')} />,
        },
      ]}
    />
  )
}
