import { useId } from 'react'
import { Link } from 'wouter'
import { Pt, Yen } from '../../kit/amount.tsx'
import { useLanguage, useText } from '../../kit/language.ts'
import { titleOf } from '../../kit/product-words.ts'
import { useSaid } from '../../kit/said.tsx'
import type { Offer, Product } from '../answers.ts'
import { useOfferReasons } from '../products/price.tsx'
import { pageOf } from '../products/product-page-of.ts'
import { ProductPicture } from '../products/product-picture.tsx'
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
  beforeRule: {
    ja: 'カートに入れた時に画面に表示されていた条件です。ご注文には現在の条件への同意が必要です。',
    en: 'What the screen said when you added it. You order at today’s terms, if you agree.',
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
        {no?.code === 'offer_changed' && offer && product ? (
          <Changed line={line} offer={offer} product={product} />
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
function Changed({
  line,
  offer,
  product,
}: {
  readonly line: CartLine
  readonly offer: Offer
  readonly product: Product
}) {
  const t = useText(SENTENCES)
  const said = useSaid(SENTENCES)
  const { reasons } = useOfferReasons({ asin: product.asin, offer })
  const then = (name: 'price' | 'shipping' | 'points') => ({
    title: `${t('before')} – ${reasons[name].title}`,
    rule: t('beforeRule'),
  })
  const say = ({ price, shipping, points }: Seen, why: typeof then) =>
    said('terms', {
      price: <Yen amount={price} why={why('price')} />,
      shipping: <Yen amount={shipping} why={why('shipping')} />,
      points: <Pt amount={points} why={why('points')} />,
    })
  return (
    <div className="warn">
      <p>{t('changed')}</p>
      <dl className="facts">
        <div>
          <dt>{t('before')}</dt>
          <dd>{say(line.seen, then)}</dd>
        </div>
        <div className="strong">
          <dt>{t('now')}</dt>
          <dd>{say(offer, (name) => reasons[name])}</dd>
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
