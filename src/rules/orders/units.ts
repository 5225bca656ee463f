import { nextPartWithin } from '../money/prorate.ts'
import type { Rounding } from '../money/ratio.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { costOf, lineOf, lineTotal, type Order, type OrderLine, openQuantity } from './order.ts'

/** Some units of one line. */
export interface Units {
  readonly line: number
  readonly quantity: number
}

/**
 * The lines a command names with the units it takes of each; all that is open when it names none.
 * Refusals, in order: unknown line, line named twice, quantity out of range, nothing open,
 * more than is open.
 */
export function openUnits(
  order: Order,
  ask: readonly Units[] | 'all',
): Refusal | readonly { readonly line: OrderLine; readonly quantity: number }[] {
  if (ask === 'all') {
    const open = order.lines.filter((line) => openQuantity(line) > 0)
    if (open.length === 0) return refuse('nothing_open')
    return open.map((line) => ({ line, quantity: openQuantity(line) }))
  }
  if (ask.length === 0) return refuse('nothing_open')
  const seen = new Set<number>()
  const units = []
  for (const { line: number, quantity } of ask) {
    const line = lineOf(order, number)
    if (!line) return refuse('line_not_found', { line: number })
    if (seen.has(number)) return refuse('line_named_twice', { line: number })
    seen.add(number)
    if (!Number.isSafeInteger(quantity) || quantity < 1) {
      return refuse('quantity_out_of_range', { maximum: openQuantity(line) })
    }
    if (quantity > openQuantity(line)) {
      return refuse('quantity_above_open', { line: number, open: openQuantity(line) })
    }
    units.push({ line, quantity })
  }
  return units
}

/**
 * The share of a line's held points that its next `quantity` units take with them, whether they
 * ship or are cancelled: cumulative by value, so that the last unit takes exactly the rest.
 */
export function heldShare(line: OrderLine, quantity: number, rounding: Rounding): number {
  const before = line.shippedQuantity + line.cancelledQuantity
  const cost = costOf(line, before + quantity)
  const taken = line.released + line.captured
  const worth = cost - costOf(line, before)
  return nextPartWithin(worth, line.redeemed, cost, lineTotal(line), taken, rounding)
}
