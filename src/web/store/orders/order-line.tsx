import { Link } from 'wouter'
import { Pt, type Reason, Yen } from '../../kit/amount.tsx'
import { moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { titleOf } from '../../kit/product-words.ts'
import type { OrderLine as Line, Order } from '../answers.ts'
import { pageOf } from '../products/product-page-of.ts'
import { ProductPicture } from '../products/product-picture.tsx'
import { openUnits } from './order-words.ts'

const SENTENCES = {
  soldBy: { ja: '販売：{seller}', en: 'Sold by {seller}' },
  units: { ja: '{n}点', en: '{n} unit|{n} units' },
  shipped: { ja: '発送済み{n}点', en: '{n} shipped' },
  open: { ja: '発送準備中{n}点', en: '{n} to ship' },
  cancelled: { ja: 'キャンセル{n}点', en: '{n} cancelled' },
  price: { ja: '価格', en: 'Price' },
  priceRule: {
    ja: '注文時に確定した1点あたりの価格です。あとで価格が変わっても変わりません。',
    en: 'The price of one unit, frozen when you ordered.',
  },
  points: { ja: '1点あたりのポイント', en: 'Points for one unit' },
  pointsRule: {
    ja: '注文時に確定した1点あたりのポイントです。',
    en: 'The points of one unit, frozen when you ordered.',
  },
  pending: { ja: '仮ポイント', en: 'Pending points' },
  pendingRule: {
    ja: '発送済みの商品のポイントで、確定を待っているものです。',
    en: 'Earned by what has shipped; they have yet to vest.',
  },
  vestsAt: { ja: 'は{when}に確定します。', en: 'vest on {when}.' },
  vestsLater: { ja: 'はお届けの確認後に確定します。', en: 'vest once the delivery is confirmed.' },
  refunded: { ja: '返金', en: 'Refunded' },
  refundedRule: {
    ja: 'この商品の返金です。ポイントで支払った分はポイントで、残りは現金でお返しします。',
    en: 'What was paid with points comes back as points, the rest as money.',
  },
} as const

/** One item of an order: how far it has come, what it cost, what it earned. */
export function OrderLine({ order, line }: { readonly order: Order; readonly line: Line }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { order: reference, policyVersion } = order
  const explanation = `/v1/orders/${encodeURIComponent(reference)}/explanation`
  const why = (title: string, rule: string, figure: string): Reason => ({
    ...{ title, rule, order: reference, policyVersion },
    from: `${explanation}?figure=${figure}&line=${line.line}`,
  })
  const refunded = line.refundedPrincipal + line.refundedShipping
  const product = { ...line, titleJa: line.titleJa ?? line.sku }
  const states = [
    ['shipped', line.shippedQuantity],
    ['open', openUnits(line)],
    ['cancelled', line.cancelledQuantity],
  ] as const
  return (
    <li className="card line">
      <ProductPicture product={product} />
      <div className="body">
        <h2>
          <Link href={pageOf(line)}>{titleOf(product, language)}</Link>
        </h2>
        <p className="soft small">{t('soldBy', { seller: line.sellerName })}</p>
        <p className="terms">
          <span className="amount">
            <Yen amount={line.price} why={why(t('price'), t('priceRule'), 'principal')} />
          </span>{' '}
          × {t('units', { n: line.quantity })}{' '}
          {line.pointsPerUnit > 0 && (
            <span className="points">
              <Pt amount={line.pointsPerUnit} why={why(t('points'), t('pointsRule'), 'granted')} />
            </span>
          )}
        </p>
        <p className="states">
          {states
            .filter(([, n]) => n > 0)
            .map(([state, n]) => (
              <span key={state} className={`badge ${state}`}>
                {t(state, { n })}
              </span>
            ))}
        </p>
        {line.pending > 0 && (
          <p className="points">
            <Pt amount={line.pending} why={why(t('pending'), t('pendingRule'), 'granted')} />{' '}
            {line.vestAt === null
              ? t('vestsLater')
              : t('vestsAt', { when: moment(line.vestAt, language) })}
          </p>
        )}
        {refunded > 0 && (
          <p>
            {t('refunded')}{' '}
            <Yen amount={refunded} why={why(t('refunded'), t('refundedRule'), 'refunded')} />
          </p>
        )}
      </div>
    </li>
  )
}
