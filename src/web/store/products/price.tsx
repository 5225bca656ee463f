import type { ReactNode } from 'react'
import { Pt, type Reason, Yen } from '../../kit/amount.tsx'
import { percent, pt, yen } from '../../kit/format.ts'
import { useText } from '../../kit/language.ts'
import type { Offer } from '../answers.ts'

const SENTENCES = {
  price: { ja: '価格', en: 'Price' },
  priceRule: {
    ja: '出品者「{seller}」が設定した、1点あたりの価格です。',
    en: 'What {seller} asks for one unit.',
  },
  points: { ja: '獲得ポイント', en: 'Points earned' },
  pointsRule: {
    ja: '出品者「{seller}」が価格の{percent}を付与します。1点ごとに計算し、商品の発送後に確定します。',
    en: '{seller} gives {percent} of the price, computed for one unit; yours when it ships.',
  },
  shipping: { ja: '配送料', en: 'Shipping' },
  shippingRule: {
    ja: '出品者「{seller}」が設定した、1点あたりの配送料です。',
    en: 'What {seller} asks for shipping one unit.',
  },
  free: { ja: '送料無料', en: 'Free shipping' },
  landed: { ja: '実質価格', en: 'Landed price' },
  landedRule: {
    ja: '価格に配送料を加え、獲得ポイントを差し引いた金額です。出品の比較に使います。',
    en: 'Price and shipping, less the points you earn. Offers are compared by it.',
  },
  by: { ja: '出品どうしの差', en: 'Between two offers' },
  byLanded: {
    ja: '2つの出品の実質価格の差です。実質価格の安い出品が優先されます。',
    en: 'The difference of their landed prices. The lower one comes first.',
  },
  byPoints: {
    ja: '実質価格が同じ出品の、ポイントを差し引いた金額の差です。',
    en: 'Of the same landed price, the difference after points.',
  },
  byOutlay: {
    ja: '実質価格もポイントの分も同じ出品の、お支払い額の差です。',
    en: 'All else the same, the difference of what is paid first.',
  },
  landedRuleGross: {
    ja: '価格に配送料を加えた金額です。出品の比較に使います。',
    en: 'Price and shipping. Offers are compared by it.',
  },
} as const

interface Props {
  readonly asin: string
  readonly offer: Offer
  readonly policyVersion?: number | undefined
}

/** Why the numbers of an offer are what they are. */
export function useOfferReasons({ asin, offer, policyVersion }: Props) {
  const t = useText(SENTENCES)
  const { sellerName: seller, price, shipping, points, landed } = offer
  const where = `seller=${encodeURIComponent(offer.seller)}&sku=${encodeURIComponent(offer.sku)}`
  const version = policyVersion === undefined ? {} : { policyVersion }
  const reasons: Readonly<Record<'price' | 'points' | 'shipping' | 'landed', Reason>> = {
    price: { ...version, title: t('price'), rule: t('priceRule', { seller }) },
    points: {
      ...version,
      title: t('points'),
      rule: t('pointsRule', { seller, percent: percent(offer.shown?.bps ?? 0) }),
      from: `/v1/products/${encodeURIComponent(asin)}/explanation?${where}`,
    },
    shipping: { ...version, title: t('shipping'), rule: t('shippingRule', { seller }) },
    landed: {
      ...version,
      title: t('landed'),
      // A policy may rank by what is paid, before points.
      rule: landed === price + shipping - points ? t('landedRule') : t('landedRuleGross'),
      parts: [
        { label: t('price'), text: yen(price) },
        { label: t('shipping'), text: yen(shipping) },
        ...(landed < price + shipping ? [{ label: t('points'), text: `− ${pt(points)}` }] : []),
      ],
    },
  }
  return { reasons, t }
}

interface AgainstProps {
  readonly offer: Offer
  /** The one it is compared with; undefined where there is none to see. */
  readonly other: Offer | undefined
  readonly policyVersion: number
}

/** By how much an offer is before or behind another, and why it is that much. */
export function useAgainst({ offer, other, policyVersion }: AgainstProps): ReactNode {
  const t = useText(SENTENCES)
  if (offer.by === null) return null
  const [of, rule] = COMPARED_BY[offer.because] ?? COMPARED_BY.higher_landed_price
  const part = (one: Offer) => ({ label: one.sellerName, text: yen(of(one)) })
  const parts = other ? [part(offer), part(other)] : [part(offer)]
  return <Yen amount={offer.by} why={{ title: t('by'), rule: t(rule), parts, policyVersion }} />
}

const netOf = ({ price, shipping, points }: Offer) => price + shipping - points
const byLanded = [({ landed }: Offer) => landed, 'byLanded'] as const
const byPoints = [netOf, 'byPoints'] as const
const byOutlay = [({ price, shipping }: Offer) => price + shipping, 'byOutlay'] as const

/** What two offers are compared by, as the reason names it; see `rankOffers` of the rules. */
const COMPARED_BY: Readonly<Record<string, typeof byLanded | typeof byPoints | typeof byOutlay>> &
  Readonly<Record<'higher_landed_price', typeof byLanded>> = {
  higher_landed_price: byLanded,
  lowest_landed_price: byLanded,
  fewer_points: byPoints,
  more_points: byPoints,
  higher_outlay: byOutlay,
  lower_outlay: byOutlay,
}

/** The price, and under it the points that come with it. */
export function Price(props: Props) {
  const { reasons, t } = useOfferReasons(props)
  const { offer } = props
  return (
    <div className="price">
      <div className="amount">
        <Yen amount={offer.price} why={reasons.price} />
      </div>
      {offer.shown && (
        <div className="points">
          <Pt amount={offer.points} bps={offer.shown.bps} why={reasons.points} />
        </div>
      )}
      <div className="soft small">
        {offer.shipping === 0 ? (
          t('free')
        ) : (
          <>
            {t('shipping')} <Yen amount={offer.shipping} why={reasons.shipping} />
          </>
        )}
      </div>
    </div>
  )
}
