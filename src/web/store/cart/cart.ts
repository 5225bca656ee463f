import { kept } from '../../kit/shared.ts'
import type { Offer } from '../answers.ts'

/** What one unit cost and earned when the buyer saw it. */
export interface Seen {
  readonly price: number
  readonly shipping: number
  readonly points: number
}

/** Units of one offer, with its terms as the buyer saw them. */
export interface CartLine {
  readonly seller: string
  readonly sku: string
  readonly asin: string
  readonly quantity: number
  readonly seen: Seen
}

const QUANTITY_MAX = 99

/** How many of one offer a cart can hold. */
export const QUANTITIES = Array.from({ length: QUANTITY_MAX }, (_, index) => index + 1)

const isWhole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0

const cart = kept<readonly CartLine[]>('cart', (text) => {
  try {
    const lines = JSON.parse(text ?? '[]')
    return Array.isArray(lines) ? lines.filter(isLine) : []
  } catch {
    return []
  }
})

function isLine(value: unknown): value is CartLine {
  const { seller, sku, asin, quantity, seen } = (value ?? {}) as Partial<CartLine>
  const texts = [seller, sku, asin].every((text) => typeof text === 'string' && text !== '')
  const numbers = [quantity, seen?.price, seen?.shipping, seen?.points].every(isWhole)
  return texts && numbers
}

export const useCart = cart.use

type Named = Pick<CartLine, 'seller' | 'sku'>

export const isSame = (a: Named, b: Named): boolean => a.seller === b.seller && a.sku === b.sku

export const seenOf = ({ price, shipping, points }: Offer): Seen => ({ price, shipping, points })

/** Puts units into the cart, at the terms that are on the screen. */
export function addToCart(asin: string, offer: Offer, quantity: number): void {
  const { seller, sku } = offer
  const before = cart.get().find((line) => isSame(line, offer))
  const units = Math.min((before?.quantity ?? 0) + quantity, QUANTITY_MAX)
  const line = { seller, sku, asin, quantity: units, seen: seenOf(offer) }
  cart.set([...cart.get().filter((other) => !isSame(other, line)), line])
}

export function changeLine(
  line: Named,
  change: Partial<Pick<CartLine, 'quantity' | 'seen'>>,
): void {
  cart.set(cart.get().map((other) => (isSame(other, line) ? { ...other, ...change } : other)))
}

export function removeLine(line: Named): void {
  cart.set(cart.get().filter((other) => !isSame(other, line)))
}

/** Takes out what was ordered; what came in meanwhile, in another tab, stays. */
export function takeOut(ordered: readonly CartLine[]): void {
  cart.set(cart.get().filter((line) => !ordered.some((other) => isSame(line, other))))
}

/** A line as the API takes it. */
export const asAsk = ({ seller, sku, quantity, seen }: CartLine) => ({
  seller,
  sku,
  quantity,
  seen,
})
