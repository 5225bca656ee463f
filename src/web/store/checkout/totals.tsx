import { Pt, Yen } from '../../kit/amount.tsx'
import { pt, yen } from '../../kit/format.ts'
import { useText } from '../../kit/language.ts'
import type { Quote } from '../answers.ts'

const SENTENCES = {
  items: { ja: '商品の合計', en: 'Items' },
  itemsRule: { ja: '価格に数量を掛けた金額の合計です。', en: 'Prices times quantities.' },
  shipping: { ja: '配送料', en: 'Shipping' },
  shippingRule: { ja: '各商品の配送料の合計です。', en: 'The shipping of each item.' },
  total: { ja: '注文合計', en: 'Order total' },
  totalRule: { ja: '商品と配送料の合計です。', en: 'Items and shipping.' },
  redeemed: { ja: 'ポイント利用', en: 'Paid with points' },
  redeemedRule: {
    ja: 'ポイントは1ポイント＝1円のお支払いとして、価格や手数料の計算後に充当されます。',
    en: 'Points are a payment: one pays one yen, after prices are computed.',
  },
  cash: { ja: 'お支払い金額', en: 'To pay' },
  cashRule: {
    ja: '注文合計から利用ポイントを差し引いた金額です。',
    en: 'The order total less the points you pay with.',
  },
  promised: { ja: '獲得予定ポイント', en: 'Points you will earn' },
  promisedRule: {
    ja: '商品ごとに1点あたりのポイントへ数量を掛けた合計です。商品の発送後に確定します。',
    en: 'Of each item, the points for one unit times its quantity; yours when it ships.',
  },
} as const

interface Props {
  readonly quote: Quote
  /** What the lines are called, in their order. */
  readonly names: readonly string[]
}

/** What a cart comes to; every number opens to its parts. */
export function Totals({ quote, names }: Props) {
  const t = useText(SENTENCES)
  const { lines, total, redeemed, cash, promised, policyVersion } = quote
  const items = lines.reduce((sum, line) => sum + line.principal, 0)
  const shipping = total - items
  const each = (of: 'principal' | 'shipping' | 'promised', write: (amount: number) => string) =>
    lines.map((line, index) => ({ label: names[index] ?? '', text: write(line[of]) }))
  return (
    <dl className="facts sums">
      <div>
        <dt>{t('items')}</dt>
        <dd>
          <Yen
            amount={items}
            why={{
              ...{ title: t('items'), rule: t('itemsRule'), policyVersion },
              parts: each('principal', yen),
            }}
          />
        </dd>
      </div>
      <div>
        <dt>{t('shipping')}</dt>
        <dd>
          <Yen
            amount={shipping}
            why={{
              ...{ title: t('shipping'), rule: t('shippingRule'), policyVersion },
              parts: each('shipping', yen),
            }}
          />
        </dd>
      </div>
      <div>
        <dt>{t('total')}</dt>
        <dd>
          <Yen
            amount={total}
            why={{
              ...{ title: t('total'), rule: t('totalRule'), policyVersion },
              parts: [
                { label: t('items'), text: yen(items) },
                { label: t('shipping'), text: yen(shipping) },
              ],
            }}
          />
        </dd>
      </div>
      {redeemed > 0 && (
        <div>
          <dt>{t('redeemed')}</dt>
          <dd className="points">
            −{' '}
            <Pt
              amount={redeemed}
              why={{ title: t('redeemed'), rule: t('redeemedRule'), policyVersion }}
            />
          </dd>
        </div>
      )}
      <div className="strong">
        <dt>{t('cash')}</dt>
        <dd>
          <Yen
            amount={cash}
            why={{
              ...{ title: t('cash'), rule: t('cashRule'), policyVersion },
              parts: [
                { label: t('total'), text: yen(total) },
                ...(redeemed > 0 ? [{ label: t('redeemed'), text: `− ${pt(redeemed)}` }] : []),
              ],
            }}
          />
        </dd>
      </div>
      <div className="earned">
        <dt>{t('promised')}</dt>
        <dd className="points">
          <Pt
            amount={promised}
            why={{
              ...{ title: t('promised'), rule: t('promisedRule'), policyVersion },
              parts: each('promised', pt),
            }}
          />
        </dd>
      </div>
    </dl>
  )
}
