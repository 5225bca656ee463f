import { basisPoints } from '../../console/basis-points.ts'
import { wholeNumber } from '../../kit/format.ts'
import { type LineAsk, type Order, type OrderLine, refundable } from './answers.ts'

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
export function askOf(choice: LineChoice, line: OrderLine): LineAsk | null | undefined {
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
export function bodyOf(order: Order, choices: Choices): RefundBody | undefined {
  const asks = order.lines.map((line) => ({
    line: line.line,
    ask: askOf(choices[line.line] ?? NOTHING, line),
  }))
  if (asks.some(({ ask }) => ask === undefined)) return undefined
  const lines = asks.flatMap(({ line, ask }) => (ask ? [{ line, ask }] : []))
  return lines.length === 0 ? undefined : { lines }
}
