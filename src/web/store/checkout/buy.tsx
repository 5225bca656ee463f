import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { api } from '../../kit/api.ts'
import { yen } from '../../kit/format.ts'
import { useIntent } from '../../kit/intent.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { useWrite } from '../../kit/write.ts'
import type { Payment, Quote } from '../answers.ts'
import { asAsk, type CartLine, takeOut } from '../cart/cart.ts'

const SENTENCES = {
  buy: { ja: '注文を確定する', en: 'Place the order' },
  buyFor: { ja: '{cash}で注文を確定する', en: 'Place the order for {cash}' },
  buying: { ja: '注文しています…', en: 'Ordering…' },
} as const

interface Props {
  readonly buyer: string
  readonly lines: readonly CartLine[]
  /** What will be paid and earned; undefined until it is exact, and while anything is unclear. */
  readonly exact: Quote | undefined
  readonly payment: Payment
  readonly onBought: () => void
}

/**
 * Places the order on the terms that are on the screen. Pressed twice, or again after an answer
 * got lost, it is one order: the same intent carries the same key.
 */
export function Buy({ buyer, lines, exact, payment, onBought }: Props) {
  const t = useText(SENTENCES)
  const [, go] = useLocation()
  const client = useQueryClient()
  const intent = useIntent()
  const order = useWrite({
    send: () => {
      const redeem = exact?.redeemed ?? 0
      const body = { buyer, lines: lines.map(asAsk), redeem, payment }
      return api<{ readonly order: string }>('/v1/orders', {
        ...{ method: 'POST' as const, body, key: intent.keyFor(body) },
      })
    },
    onSuccess: ({ order: reference }) => {
      intent.done()
      takeOut(lines)
      onBought()
      void client.invalidateQueries({ queryKey: ['points'] })
      void client.invalidateQueries({ queryKey: ['orders'] })
      go(`/orders/${encodeURIComponent(reference)}?placed`, { replace: true })
    },
    // What is on the screen may be old: the cart, the sums and the balance are looked at again.
    onError: () => {
      for (const queryKey of [['cart-lines'], ['quote'], ['points']]) {
        void client.invalidateQueries({ queryKey })
      }
    },
  })
  const ready = exact !== undefined && !order.isPending
  return (
    <>
      {order.error && <Failure error={order.error} />}
      <button
        type="button"
        className="kit-primary buy"
        aria-disabled={!ready}
        onClick={() => ready && order.write()}
      >
        {order.isPending ? t('buying') : exact ? t('buyFor', { cash: yen(exact.cash) }) : t('buy')}
      </button>
    </>
  )
}
