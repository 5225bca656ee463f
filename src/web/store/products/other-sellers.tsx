import { Pt, Yen } from '../../kit/amount.tsx'
import { type Sentences, useLanguage, useText } from '../../kit/language.ts'
import { CONDITIONS, wordOf } from '../../kit/product-words.ts'
import { useSaid } from '../../kit/said.tsx'
import type { Offer, Offers } from '../answers.ts'
import { AddToCart } from '../cart/add-to-cart.tsx'
import { useAgainst, useOfferReasons } from './price.tsx'

const SENTENCES = {
  title: { ja: '他の出品者', en: 'Other sellers' },
  order: { ja: '実質価格の安い順', en: 'Lowest landed price first' },
  none: { ja: '他の出品はありません。', en: 'There are no other offers.' },
  price: { ja: '価格', en: 'Price' },
  shipping: { ja: '配送料', en: 'Shipping' },
  points: { ja: 'ポイント', en: 'Points' },
  noPoints: { ja: 'なし', en: 'None' },
  free: { ja: '無料', en: 'Free' },
  landed: { ja: '実質価格', en: 'Landed price' },
} as const

/** Why an offer is not the featured one. */
const REASONS: Sentences = {
  higher_landed_price: {
    ja: '実質価格がおすすめ出品より{by}高い',
    en: '{by} above the featured landed price',
  },
  fewer_points: {
    ja: '実質価格は同じ、ポイント分が{by}少ない',
    en: 'Same landed price, {by} fewer points',
  },
  higher_outlay: { ja: '支払額が{by}高い', en: '{by} more to pay first' },
  listed_later: { ja: '条件は同じ、出品が後', en: 'Same terms, listed later' },
  later_in_order: { ja: '条件は同じ', en: 'Same terms' },
  out_of_stock: { ja: '在庫切れ', en: 'Out of stock' },
  // The best of another group of conditions.
  only_eligible_offer: { ja: 'この状態で唯一の出品', en: 'The only one in this condition' },
  lowest_landed_price: { ja: 'この状態で最安', en: 'Lowest in this condition' },
  more_points: { ja: 'この状態で最もお得', en: 'Best in this condition' },
  lower_outlay: { ja: 'この状態で最もお得', en: 'Best in this condition' },
  listed_earlier: { ja: 'この状態でのおすすめ', en: 'First in this condition' },
  earlier_in_order: { ja: 'この状態でのおすすめ', en: 'First in this condition' },
}

interface Props {
  readonly asin: string
  readonly offers: readonly Offer[]
  /** All of them, by their conditions, best first. */
  readonly groups: Offers['groups']
  readonly policyVersion: number
}

/** Everybody else who sells it, by landed price, with why each is not in front. */
export function OtherSellers({ asin, offers, groups, policyVersion }: Props) {
  const t = useText(SENTENCES)
  const sorted = offers.toSorted(
    (a, b) => Number(b.inStock) - Number(a.inStock) || a.landed - b.landed,
  )
  return (
    <section className="others">
      <h2>{t('title')}</h2>
      {sorted.length === 0 ? (
        <p className="soft">{t('none')}</p>
      ) : (
        <>
          <p className="soft small">{t('order')}</p>
          <ol>
            {sorted.map((offer) => (
              <Row
                key={`${offer.seller} ${offer.sku}`}
                {...{ asin, offer, policyVersion }}
                other={comparedWith(offer, groups)}
              />
            ))}
          </ol>
        </>
      )}
    </section>
  )
}

/** Against which offer the server says by how much: the featured one, or for that the next. */
function comparedWith(offer: Offer, groups: Offers['groups']): Offer | undefined {
  const own = groups.find(({ offers }) => offers.includes(offer))?.offers ?? []
  const place = offer.place === 'featured' ? 'behind' : 'featured'
  return own.find((other) => other.place === place)
}

function Row(props: {
  readonly asin: string
  readonly offer: Offer
  readonly other: Offer | undefined
  readonly policyVersion: number
}) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { asin, offer } = props
  const { reasons } = useOfferReasons(props)
  const said = useSaid(REASONS)
  const by = useAgainst(props)
  return (
    <li className="card offer">
      <div className="who">
        <h3>{offer.sellerName}</h3>
        <p className="soft small">
          {wordOf(CONDITIONS, offer.condition, language)}
          {REASONS[offer.because] && <> · {said(offer.because, { by })}</>}
        </p>
      </div>
      <dl className="facts">
        <div>
          <dt>{t('price')}</dt>
          <dd>
            <Yen amount={offer.price} why={reasons.price} />
          </dd>
        </div>
        <div>
          <dt>{t('shipping')}</dt>
          <dd>
            {offer.shipping === 0 ? (
              t('free')
            ) : (
              <Yen amount={offer.shipping} why={reasons.shipping} />
            )}
          </dd>
        </div>
        <div>
          <dt>{t('points')}</dt>
          <dd className={offer.shown ? 'points' : 'soft'}>
            {offer.shown ? (
              <Pt amount={offer.points} bps={offer.shown.bps} why={reasons.points} />
            ) : (
              t('noPoints')
            )}
          </dd>
        </div>
        <div className="strong">
          <dt>{t('landed')}</dt>
          <dd>
            <Yen amount={offer.landed} why={reasons.landed} />
          </dd>
        </div>
      </dl>
      <AddToCart asin={asin} offer={offer} />
    </li>
  )
}
