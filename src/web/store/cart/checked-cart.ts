import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '../../kit/api.ts'
import { useLanguage } from '../../kit/language.ts'
import { titleOf } from '../../kit/product-words.ts'
import type { Checked } from '../answers.ts'
import { asAsk, type CartLine, isSame, useCart } from './cart.ts'

/** A line of the cart with how it stands now; undefined until the server has said. */
export interface Standing {
  readonly line: CartLine
  readonly now: Checked | undefined
}

/** The cart, each line as it stands now. */
export function useCheckedCart() {
  const cart = useCart()
  const language = useLanguage()
  const { data, error, refetch } = useQuery({
    queryKey: ['cart-lines', cart, language],
    queryFn: async ({ signal }) => {
      const body = { lines: cart.map(asAsk) }
      const { items } = await api<{ readonly items: readonly Checked[] }>('/v1/cart-lines', {
        ...{ method: 'POST' as const, body, signal },
      })
      return cart.map((line, index) => ({ line, now: items[index] }))
    },
    enabled: cart.length > 0,
    placeholderData: keepPreviousData,
  })
  // While a change is being looked at, the others stay as they were last seen.
  const lines = cart.map((line): Standing => {
    const known = data?.find((one) => isSame(one.line, line))
    return { line, now: known?.now }
  })
  const good = lines.filter(({ now }) => now && now.no === null)
  const orderable = good.map(({ line }) => line)
  const names = good.map(({ now }) => (now?.product ? titleOf(now.product, language) : ''))
  const isKnown = lines.every(({ now }) => now !== undefined)
  return { lines, orderable, names, isKnown, error, refetch: () => void refetch() }
}
