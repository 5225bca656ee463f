import { Pt, type Reason, Yen } from '../../kit/amount.tsx'
import { pt, yen } from '../../kit/format.ts'
import { useText } from '../../kit/language.ts'
import type { Order } from '../answers.ts'
import { EarnedPoints } from './earned-points.tsx'

const SENTENCES = {
  total: { ja: '注文合計', en: 'Order total' },
  totalRule: {
    ja: '発送済みとこれから発送する商品の、価格と配送料の合計です。キャンセル分は含みません。',
    en: 'Prices and shipping of what has shipped and of what still will.',
  },
  redeemed: { ja: 'ポイント利用', en: 'Paid with points' },
  redeemedRule: {
    ja: 'ご注文時に確保し、発送時に充当されるポイントです。1ポイント＝1円です。',
    en: 'Set aside when you ordered, spent as items ship. One point pays one yen.',
  },
  back: { ja: '返却されたポイント', en: 'Points given back' },
  backRule: {
    ja: '返金のうち、ポイントで支払った割合に応じてポイントでお返しした分です。',
    en: 'The share of the refunds that you had paid with points.',
  },
  cash: { ja: 'お支払い金額', en: 'To pay' },
  cashRule: {
    ja: '注文合計から利用ポイントを差し引いた金額です。',
    en: 'The order total less the points you paid with.',
  },
  refunded: { ja: '返金合計', en: 'Refunded' },
  refundedRule: {
    ja: '価格と配送料の返金の合計です。',
    en: 'What was refunded of prices and shipping.',
  },
  points: { ja: 'この注文のポイント', en: 'Points of this order' },
  none: { ja: 'ポイントはありません。', en: 'There are none.' },
} as const

/** What an order came to, what was paid how, and what became of its points. */
export function OrderSums({ order }: { readonly order: Order }) {
  const t = useText(SENTENCES)
  const { order: reference, policyVersion, total, redeemed, cash, lines } = order
  const sum = (of: (line: Order['lines'][number]) => number) =>
    lines.reduce((all, line) => all + of(line), 0)
  const why = (title: string, rule: string, figure: string, more: Partial<Reason> = {}) => ({
    ...{ title, rule, order: reference, policyVersion, ...more },
    from: `/v1/orders/${encodeURIComponent(reference)}/explanation?figure=${figure}`,
  })
  const refunded = sum((line) => line.refundedPrincipal + line.refundedShipping)
  const back = sum((line) => line.pointsBack)
  const rows = [
    ['total', total, 'total', 'yen'],
    ['redeemed', redeemed, 'redeemed', 'pt'],
    ['cash', cash, 'total', 'yen'],
    ['refunded', refunded, 'refunded', 'yen'],
    ['back', back, 'refunded', 'pt'],
  ] as const
  const parts = [
    { label: t('total'), text: yen(total) },
    ...(redeemed > 0 ? [{ label: t('redeemed'), text: `− ${pt(redeemed)}` }] : []),
  ]
  return (
    <>
      <dl className="facts sums">
        {rows
          .filter(([name, amount]) => amount > 0 || name === 'total' || name === 'cash')
          .map(([name, amount, figure, unit]) => {
            const reason = why(
              ...([t(name), t(`${name}Rule`), figure] as const),
              name === 'cash' ? { parts } : {},
            )
            return (
              <div key={name} className={name === 'cash' ? 'strong' : undefined}>
                <dt>{t(name)}</dt>
                <dd className={unit === 'pt' ? 'points' : undefined}>
                  {unit === 'pt' ? (
                    <Pt amount={amount} why={reason} />
                  ) : (
                    <Yen amount={amount} why={reason} />
                  )}
                </dd>
              </div>
            )
          })}
      </dl>
      <h2>{t('points')}</h2>
      <p className="states stacked">
        <EarnedPoints order={order} none={<span className="soft">{t('none')}</span>} />
      </p>
    </>
  )
}
