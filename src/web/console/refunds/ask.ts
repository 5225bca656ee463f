import { wholeNumber } from '../../kit/format.ts'
import { basisPoints } from '../basis-points.ts'

/** What a refund has to know of a line of an order. */
export interface RefundableLine {
  readonly line: number
  readonly price: number
  readonly principal: number
  readonly shippingCharged: number
  readonly refundedPrincipal: number
  readonly refundedShipping: number
}

export type LineAsk =
  | { readonly of: 'full' }
  | { readonly of: 'amount'; readonly principal: number; readonly shipping: number }
  | { readonly of: 'percentage'; readonly bps: number; readonly shipping: boolean }
  | { readonly of: 'quantity'; readonly quantity: number; readonly shipping: boolean }

/** Yen of the line that can still be given back. */
export const refundable = (line: RefundableLine): { principal: number; shipping: number } => ({
  principal: line.principal - line.refundedPrincipal,
  shipping: line.shippingCharged - line.refundedShipping,
})

/** Whether anything of it can be. */
export const isRefundable = (line: RefundableLine): boolean => {
  const { principal, shipping } = refundable(line)
  return principal + shipping > 0
}

/** How much of a line goes back, as somebody chose and typed it. */
export interface LineChoice {
  readonly of: 'none' | 'full' | 'amount' | 'percentage' | 'quantity'
  readonly principal: string
  readonly shipping: string
  readonly percent: string
  readonly quantity: string
  readonly withShipping: boolean
}

export const NOTHING: LineChoice = {
  ...{ of: 'none', principal: '', shipping: '', percent: '10', quantity: '1' },
  withShipping: false,
}

export type Choices = Readonly<Record<number, LineChoice>>

export interface RefundBody {
  readonly lines: readonly { readonly line: number; readonly ask: LineAsk }[]
}

/** What a choice asks for; null for nothing, undefined where what was typed can not be that. */
export function askOf(choice: LineChoice, line: RefundableLine): LineAsk | null | undefined {
  const left = refundable(line)
  switch (choice.of) {
    case 'none':
      return null
    case 'full':
      return { of: 'full' }
    case 'amount': {
      const principal = yenIn(choice.principal, left.principal)
      const shipping = yenIn(choice.shipping, left.shipping)
      if (principal === undefined || shipping === undefined || principal + shipping === 0) {
        return undefined
      }
      return { of: 'amount', principal, shipping }
    }
    case 'percentage': {
      const bps = basisPoints(choice.percent)
      if (bps === undefined || bps < 1 || bps > 10_000) return undefined
      return { of: 'percentage', bps, shipping: choice.withShipping }
    }
    case 'quantity': {
      const quantity = wholeNumber(choice.quantity)
      const most = Math.floor(left.principal / line.price)
      if (quantity === undefined || quantity < 1 || quantity > most) return undefined
      return { of: 'quantity', quantity, shipping: choice.withShipping }
    }
    default:
      return choice.of satisfies never
  }
}

export const yenIn = (text: string, most: number): number | undefined => {
  const amount = text.trim() === '' ? 0 : wholeNumber(text)
  return amount !== undefined && amount >= 0 && amount <= most ? amount : undefined
}

/** The whole refund; undefined while nothing is chosen or something can not be. */
export function bodyOf(
  order: { readonly lines: readonly RefundableLine[] },
  choices: Choices,
): RefundBody | undefined {
  const asks = order.lines.map((line) => ({
    line: line.line,
    ask: askOf(choices[line.line] ?? NOTHING, line),
  }))
  if (asks.some(({ ask }) => ask === undefined)) return undefined
  const lines = asks.flatMap(({ line, ask }) => (ask ? [{ line, ask }] : []))
  return lines.length === 0 ? undefined : { lines }
}
