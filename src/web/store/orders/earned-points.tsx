import type { ReactNode } from 'react'
import { Pt, type Reason } from '../../kit/amount.tsx'
import { useText } from '../../kit/language.ts'
import type { Order } from '../answers.ts'
import { pointsOf } from './order-words.ts'

const SENTENCES = {
  promised: { ja: '獲得予定（仮ポイント）', en: 'Pending until it ships' },
  promisedRule: {
    ja: '未発送の商品の、1点あたりのポイント×数量です。商品の発送後に付与されます。',
    en: 'For what has not shipped: the points of one unit times the units. Yours when it ships.',
  },
  unvested: { ja: '確定待ち（仮ポイント）', en: 'Pending until they vest' },
  unvestedRule: {
    ja: '発送済みの商品のポイントです。まもなく確定し、ご利用いただけます。',
    en: 'Of what has shipped. They will soon be yours to spend.',
  },
  vested: { ja: '確定ポイント', en: 'Vested' },
  vestedRule: {
    ja: '商品の発送により確定したポイントから、返金により取り消された分を除いた数です。',
    en: 'Points that the shipment made yours, less what refunds took back.',
  },
  returned: { ja: '返金による取消', en: 'Taken back by refunds' },
  returnedRule: {
    ja: '返金額に応じて付与ポイントを取り消しました。残高で不足する分は返金額から差し引かれます。',
    en: 'In proportion to the refund. What the balance could not cover reduced the cash.',
  },
} as const

const FIGURES = {
  promised: 'granted',
  unvested: 'granted',
  vested: 'granted',
  returned: 'returned',
} as const

/** What has become of the points of an order: pending, vested, taken back. */
export function EarnedPoints(props: { readonly order: Order; readonly none?: ReactNode }) {
  const { order, none } = props
  const t = useText(SENTENCES)
  const points = pointsOf(order)
  const { order: reference, policyVersion } = order
  const why = (state: keyof typeof FIGURES): Reason => ({
    ...{ title: t(state), rule: t(`${state}Rule`), order: reference, policyVersion },
    from: `/v1/orders/${encodeURIComponent(reference)}/explanation?figure=${FIGURES[state]}`,
  })
  const states = (['promised', 'unvested', 'vested', 'returned'] as const).filter(
    (state) => points[state] > 0,
  )
  if (states.length === 0) return none
  return (
    <>
      {states.map((state) => (
        <span key={state} className={state === 'returned' ? 'soft' : 'points'}>
          {t(state)} <Pt amount={points[state]} why={why(state)} />
        </span>
      ))}
    </>
  )
}
