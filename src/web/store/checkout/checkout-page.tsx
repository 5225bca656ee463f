import '../cart/lines.css'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { useDraft } from '../../kit/draft.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import type { Payment } from '../answers.ts'
import { CartRow } from '../cart/cart-row.tsx'
import { useCheckedCart } from '../cart/checked-cart.ts'
import { ForBuyers } from '../frame/for-buyers.tsx'
import { Empty, Loading, Page } from '../frame/page.tsx'
import { Buy } from './buy.tsx'
import { Redemption, redeemOf } from './redemption.tsx'
import { Totals } from './totals.tsx'
import { useQuote } from './use-quote.ts'

const SENTENCES = {
  title: { ja: 'ご購入手続き', en: 'Checkout' },
  empty: { ja: 'カートは空です。', en: 'Your cart is empty.' },
  look: { ja: '商品を見る', en: 'Look around' },
  items: { ja: 'ご注文の商品', en: 'Your items' },
  payment: { ja: 'お支払い方法', en: 'Payment' },
  prepaid: { ja: '前払い', en: 'Pay now' },
  cod: { ja: '代金引換', en: 'Cash on delivery' },
  some: {
    ja: '条件が変わった商品、または購入できない商品があります。確認してください。',
    en: 'Some items have changed or can not be ordered. Look at them first.',
  },
  summary: { ja: 'ご注文内容', en: 'Summary' },
} as const

/** Buying what is in the cart: points, payment, the exact sums, and the button. */
export default function CheckoutPage() {
  const t = useText(SENTENCES)
  return (
    <Page title={t('title')}>
      <ForBuyers>{(buyer) => <Checkout buyer={buyer} />}</ForBuyers>
    </Page>
  )
}

/** Sums are asked for when the buyer has stopped choosing. */
const PAUSE_MS = 150

function usePaused<T>(value: T): T {
  const [paused, setPaused] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return paused
}

function Checkout({ buyer }: { readonly buyer: string }) {
  const t = useText(SENTENCES)
  const { lines, orderable, names, isKnown, error, refetch } = useCheckedCart()
  const [text, setText, forgetText] = useDraft('redeem', '')
  const [payment, setPayment] = useDraft<Payment>('payment', 'prepaid')
  // Without points first: it tells how many this order takes, whatever has been typed.
  const plain = useQuote(orderable, 0, buyer)
  const most = plain.data?.redeemable ?? 0
  const redeem = redeemOf(text, most)
  const asked = usePaused(redeem ?? 0)
  const quote = useQuote(orderable, asked, buyer)
  if (lines.length === 0) {
    return (
      <Empty>
        <p>{t('empty')}</p>
        <Link href="/" className="kit-primary">
          {t('look')}
        </Link>
      </Empty>
    )
  }
  if (error && !isKnown) return <Failure error={error} retry={refetch} />
  if (!isKnown) return <Loading />
  const failed = plain.error ?? quote.error
  const exact =
    quote.data && !quote.isOld && quote.data.redeemed === redeem && !failed ? quote.data : undefined
  const whole = orderable.length === lines.length
  return (
    <div className="with-aside">
      <div className="stack">
        <section aria-label={t('items')}>
          <ul className="lines">
            {lines.map((standing) => (
              <CartRow key={`${standing.line.seller} ${standing.line.sku}`} standing={standing} />
            ))}
          </ul>
        </section>
        {plain.data && (
          <Redemption
            {...{ buyer, text, most, onText: setText }}
            available={plain.data.available}
            policyVersion={plain.data.policyVersion}
          />
        )}
        <PaymentChoice payment={payment} onPayment={setPayment} />
      </div>
      <aside className="card totals" aria-label={t('summary')}>
        {failed && <Failure error={failed} retry={plain.error ? plain.refetch : quote.refetch} />}
        {quote.data && orderable.length > 0 && (
          <div aria-busy={exact === undefined}>
            <Totals quote={quote.data} names={names} />
          </div>
        )}
        {!whole && <p className="warn">{t('some')}</p>}
        <Buy
          buyer={buyer}
          lines={orderable}
          exact={whole ? exact : undefined}
          payment={payment}
          onBought={forgetText}
        />
      </aside>
    </div>
  )
}

function PaymentChoice(props: {
  readonly payment: Payment
  readonly onPayment: (payment: Payment) => void
}) {
  const t = useText(SENTENCES)
  return (
    <fieldset className="card">
      <legend>{t('payment')}</legend>
      {(['prepaid', 'cod'] as const).map((way) => (
        <label key={way} className="choice">
          <input
            type="radio"
            name="payment"
            checked={props.payment === way}
            onChange={() => props.onPayment(way)}
          />{' '}
          {t(way)}
        </label>
      ))}
    </fieldset>
  )
}
