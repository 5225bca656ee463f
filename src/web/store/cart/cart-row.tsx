import { useId } from 'react'
import { Link } from 'wouter'
import { Pt, Yen } from '../../kit/amount.tsx'
import { pt, yen } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import type { Offer, Product } from '../answers.ts'
import { useOfferReasons } from '../products/price.tsx'
import { ProductPicture } from '../products/product-picture.tsx'
import { pageOf, titleOf } from '../products/product-words.ts'
import { type CartLine, changeLine, QUANTITIES, removeLine, type Seen, seenOf } from './cart.ts'
import type { Standing } from './checked-cart.ts'

const SENTENCES = {
  quantity: { ja: '数量', en: 'Quantity' },
  remove: { ja: '削除', en: 'Remove' },
  removeNamed: { ja: '「{title}」を削除', en: 'Remove “{title}”' },
  soldBy: { ja: '販売：{seller}', en: 'Sold by {seller}' },
  each: { ja: '1点', en: 'each' },
  shipping: { ja: '配送料', en: 'Shipping' },
  changed: {
    ja: 'カートに入れた後に条件が変わりました。',
    en: 'The terms have changed since you put it into the cart.',
  },
  before: { ja: 'カートに入れた時', en: 'When you added it' },
  now: { ja: '現在', en: 'Now' },
  terms: {
    ja: '{price}、配送料{shipping}、{points}',
    en: '{price}, shipping {shipping}, {points}',
  },
  accept: { ja: '現在の条件で購入する', en: 'Buy at today’s terms' },
  gone: { ja: 'この商品', en: 'This item' },
} as const

/** One line: what it is, how many, what it costs and earns, and what has changed about it. */
export function CartRow({ standing: { line, now } }: { readonly standing: Standing }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { product, offer, no } = now ?? {}
  const title = product ? titleOf(product, language) : t('gone')
  return (
    <li className="card line">
      {product && <ProductPicture product={product} />}
      <div className="body">
        <h2>{product ? <Link href={pageOf(product)}>{title}</Link> : (now && title) || '…'}</h2>
        {offer && product && <Terms product={product} offer={offer} />}
        {no?.code === 'offer_changed' && offer ? (
          <Changed line={line} offer={offer} />
        ) : (
          no && <p className="warn">{no.sentence}</p>
        )}
        <div className="row">
          <Quantity line={line} />
          <button
            type="button"
            className="plain"
            aria-label={t('removeNamed', { title })}
            onClick={() => removeLine(line)}
          >
            {t('remove')}
          </button>
        </div>
      </div>
    </li>
  )
}

function Terms({ product, offer }: { readonly product: Product; readonly offer: Offer }) {
  const t = useText(SENTENCES)
  const { reasons } = useOfferReasons({ asin: product.asin, offer })
  return (
    <>
      <p className="soft small">{t('soldBy', { seller: offer.sellerName })}</p>
      <p className="terms">
        <span className="amount">
          <Yen amount={offer.price} why={reasons.price} />
        </span>{' '}
        <span className="soft small">{t('each')}</span>{' '}
        {offer.shown && (
          <span className="points">
            <Pt amount={offer.points} bps={offer.shown.bps} why={reasons.points} />
          </span>
        )}{' '}
        {offer.shipping > 0 && (
          <span className="soft small">
            {t('shipping')} <Yen amount={offer.shipping} why={reasons.shipping} />
          </span>
        )}
      </p>
    </>
  )
}

/** Then and now beside each other; neither is lost until the buyer has chosen. */
function Changed({ line, offer }: { readonly line: CartLine; readonly offer: Offer }) {
  const t = useText(SENTENCES)
  const say = ({ price, shipping, points }: Seen) =>
    t('terms', { price: yen(price), shipping: yen(shipping), points: pt(points) })
  return (
    <div className="warn">
      <p>{t('changed')}</p>
      <dl className="facts">
        <div>
          <dt>{t('before')}</dt>
          <dd>{say(line.seen)}</dd>
        </div>
        <div className="strong">
          <dt>{t('now')}</dt>
          <dd>{say(offer)}</dd>
        </div>
      </dl>
      <button
        type="button"
        className="quiet"
        onClick={() => changeLine(line, { seen: seenOf(offer) })}
      >
        {t('accept')}
      </button>
    </div>
  )
}

function Quantity({ line }: { readonly line: CartLine }) {
  const t = useText(SENTENCES)
  const id = useId()
  const set = (quantity: number) => changeLine(line, { quantity })
  return (
    <div className="stepper">
      <label htmlFor={id}>{t('quantity')}</label>
      <select id={id} value={line.quantity} onChange={(event) => set(Number(event.target.value))}>
        {QUANTITIES.map((quantity) => (
          <option key={quantity}>{quantity}</option>
        ))}
      </select>
    </div>
  )
}
