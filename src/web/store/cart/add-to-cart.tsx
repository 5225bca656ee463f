import { useId, useState } from 'react'
import { Link } from 'wouter'
import { useText } from '../../kit/language.ts'
import type { Offer } from '../answers.ts'
import { addToCart, QUANTITIES } from './cart.ts'

const SENTENCES = {
  quantity: { ja: '数量', en: 'Quantity' },
  add: { ja: 'カートに入れる', en: 'Add to cart' },
  addFrom: { ja: '{seller}の出品をカートに入れる', en: 'Add to cart, sold by {seller}' },
  added: { ja: 'カートに入れました。', en: 'It is in your cart.' },
  toCart: { ja: 'カートを見る', en: 'Go to the cart' },
  soldOut: { ja: '在庫切れ', en: 'Out of stock' },
} as const

const CHOICES = QUANTITIES.slice(0, 10)

interface Props {
  readonly asin: string
  readonly offer: Offer
  /** The featured offer lets one choose how many. */
  readonly main?: boolean
}

/** Puts an offer into the cart at the terms that are on the screen, and says so. */
export function AddToCart({ asin, offer, main = false }: Props) {
  const t = useText(SENTENCES)
  const id = useId()
  const [quantity, setQuantity] = useState(1)
  const [added, setAdded] = useState(0)
  if (!offer.inStock) return <p className="soft">{t('soldOut')}</p>
  const add = () => {
    addToCart(asin, offer, quantity)
    setAdded(added + 1)
  }
  return (
    <div className="add">
      {main && (
        <label htmlFor={id}>
          {t('quantity')}{' '}
          <select
            id={id}
            value={quantity}
            onChange={(event) => setQuantity(Number(event.target.value))}
          >
            {CHOICES.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
        </label>
      )}
      <button
        type="button"
        className={main ? 'kit-primary' : 'quiet'}
        aria-label={main ? undefined : t('addFrom', { seller: offer.sellerName })}
        onClick={add}
      >
        {t('add')}
      </button>
      <p role="status" className="said">
        {added > 0 && (
          <span key={added}>
            {t('added')} <Link href="/cart">{t('toCart')}</Link>
          </span>
        )}
      </p>
    </div>
  )
}
