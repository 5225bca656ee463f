import './lines.css'
import { Link } from 'wouter'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { Totals } from '../checkout/totals.tsx'
import { useQuote } from '../checkout/use-quote.ts'
import { Empty, Page } from '../frame/page.tsx'
import { CartRow } from './cart-row.tsx'
import { useCheckedCart } from './checked-cart.ts'

const SENTENCES = {
  title: { ja: 'カート', en: 'Cart' },
  empty: { ja: 'カートは空です。', en: 'Your cart is empty.' },
  look: { ja: '商品を見る', en: 'Look around' },
  lines: { ja: 'カートの商品', en: 'Items in the cart' },
  checkout: { ja: '購入手続きへ進む', en: 'Go to checkout' },
  some: {
    ja: '購入できない商品が含まれています。条件を確認するか、削除してください。',
    en: 'Some items can not be ordered as they are. Look at them, or remove them.',
  },
} as const

/** What is to be bought: each line as it stands now, and what all of it comes to. */
export default function CartPage() {
  const t = useText(SENTENCES)
  const { lines, orderable, names, isKnown, error, refetch } = useCheckedCart()
  const quote = useQuote(orderable, 0, undefined)
  if (lines.length === 0) {
    return (
      <Page title={t('title')}>
        <Empty>
          <p>{t('empty')}</p>
          <Link href="/" className="kit-primary">
            {t('look')}
          </Link>
        </Empty>
      </Page>
    )
  }
  const whole = isKnown && orderable.length === lines.length
  return (
    <Page title={t('title')}>
      <div className="with-aside">
        <ul className="lines" aria-label={t('lines')}>
          {lines.map((standing) => (
            <CartRow key={`${standing.line.seller} ${standing.line.sku}`} standing={standing} />
          ))}
        </ul>
        <aside className="card totals">
          {error && <Failure error={error} retry={refetch} />}
          {quote.error && <Failure error={quote.error} retry={quote.refetch} />}
          {quote.data && orderable.length > 0 && <Totals quote={quote.data} names={names} />}
          {isKnown && !whole && <p className="warn">{t('some')}</p>}
          {whole && (
            <Link href="/checkout" className="kit-primary">
              {t('checkout')}
            </Link>
          )}
        </aside>
      </div>
    </Page>
  )
}
