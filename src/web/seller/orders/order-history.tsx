import '../common/seller.css'
import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import { Yen } from '../../kit/amount.tsx'
import { moment } from '../../kit/format.ts'
import { type Sentences, useLanguage, useText } from '../../kit/language.ts'
import { Failure, isLost } from '../../kit/problem.tsx'
import { Loading } from '../common/loading.tsx'
import { explanationOf, type Happening, type Order, titleOf } from './answers.ts'
import { useOrderHistory } from './use-history.ts'
import { CAUSES } from './words.tsx'

const WHAT: Sentences = {
  'order.placed': { ja: '注文', en: 'Ordered' },
  'order.quantity_changed': { ja: '数量の変更', en: 'Quantity changed' },
  'order.cancelled': { ja: 'キャンセル', en: 'Cancelled' },
  'order.shipped': { ja: '発送を確認', en: 'Shipment confirmed' },
  'order.delivered': { ja: '配達完了', en: 'Delivered' },
  'order.refunded': { ja: '返金', en: 'Refunded' },
  'order.returned': { ja: '返品', en: 'Returned' },
  'order.claimed': { ja: '保証申請（A-to-z）', en: 'Guarantee claim (A-to-z)' },
  'order.charged_back': { ja: 'チャージバック', en: 'Chargeback' },
}

const SENTENCES = {
  units: { ja: '{title} × {n}', en: '{title} × {n}' },
  refunded: { ja: '返金額', en: 'Refunded' },
  refundedRule: {
    ja: '購入者に返した商品代金と配送料です。',
    en: 'What was given back of price and shipping.',
  },
  points: { ja: 'ポイント原資の返還', en: 'Points returned to you' },
  pointsRule: {
    ja: '返金した割合で、付与したポイントの原資が売上金に戻ります。',
    en: 'The points of the refunded share come back to your proceeds.',
  },
  fee: { ja: '販売手数料の返還', en: 'Fee credited' },
  feeRule: {
    ja: '計上済みの手数料と、残った売上に対する手数料との差額です。',
    en: 'The fee charged less the fee on what remains sold.',
  },
  claim: {
    ja: '保証申請では、付与したポイントの原資は戻りません。',
    en: 'With a guarantee claim the points are not returned to the seller.',
  },
  reason: { ja: '理由：{reason}', en: 'Reason: {reason}' },
} as const

/** Everything that happened to an order, oldest first; a claim is shown as one. */
export function OrderHistory({ order }: { readonly order: Order }) {
  const language = useLanguage()
  const { data, error, refetch } = useOrderHistory(order.order)
  if (isLost(data, error)) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  return (
    <ol className="desk-history">
      {data.map((one, index) => (
        <li key={`${one.at} ${one.what} ${index.toString()}`}>
          <time dateTime={one.at}>{moment(one.at, language)}</time>
          <div>
            <Title one={one} />
            <Details one={one} order={order} />
          </div>
        </li>
      ))}
    </ol>
  )
}

function Title({ one }: { readonly one: Happening }) {
  const language = useLanguage()
  const said = WHAT[one.what]?.[language] ?? one.what
  if (one.what === 'order.claimed' || one.what === 'order.charged_back') {
    return <Badge color="red">{said}</Badge>
  }
  return <strong>{one.cause && one.cause !== 'refund' ? CAUSES[one.cause][language] : said}</strong>
}

function Details({ one, order }: { readonly one: Happening; readonly order: Order }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const lineOf = (line: number) => order.lines.find((other) => other.line === line)
  const title = (line: number) => {
    const found = lineOf(line)
    return found ? titleOf(found, language) : String(line)
  }
  const parcel = [one.carrier, one.tracking].filter(Boolean).join(' ')
  return (
    <>
      {one.lines.map(({ line, quantity, refunded, pointsToSeller, feeCredit }) => (
        <Box key={line} color="text-body-secondary">
          {quantity === null ? title(line) : t('units', { title: title(line), n: quantity })}
          {refunded !== null && (
            <dl className="desk-amounts">
              <Amount order={order} line={line} name="refunded" figure="refunded" of={-refunded} />
              <Amount
                order={order}
                line={line}
                name="points"
                figure="returned"
                of={pointsToSeller ?? 0}
              />
              <Amount order={order} line={line} name="fee" figure="fee" of={feeCredit ?? 0} />
            </dl>
          )}
        </Box>
      ))}
      {one.what === 'order.claimed' && <Box variant="small">{t('claim')}</Box>}
      {parcel && <Box color="text-body-secondary">{parcel}</Box>}
      {one.reason && <Box color="text-body-secondary">{t('reason', { reason: one.reason })}</Box>}
    </>
  )
}

function Amount({
  order: { order, policyVersion },
  line,
  name,
  figure,
  of,
}: {
  readonly order: Order
  readonly line: number
  readonly name: 'refunded' | 'points' | 'fee'
  readonly figure: string
  readonly of: number
}) {
  const t = useText(SENTENCES)
  const why = { title: t(name), rule: t(`${name}Rule`), order, policyVersion }
  return (
    <div>
      <dt>{t(name)}</dt>
      <dd>
        <Yen amount={of} why={{ ...why, from: explanationOf(order, figure, line) }} />
      </dd>
    </div>
  )
}
