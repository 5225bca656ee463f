import type { Units } from '../../rules/orders/units.ts'
import type { LineStory } from './line-story.ts'
import type { EntryRow } from './rows.ts'

/** The outcome of `order.placed`: the terms frozen at purchase. */
export interface PlacedTerms {
  readonly order: string
  readonly total: number
  readonly redeemed: number
  readonly lines: readonly PlacedLine[]
}

export interface PlacedLine {
  readonly line: number
  readonly seller: number
  readonly sku: string
  readonly quantity: number
  readonly price: number
  readonly shipping: number
  readonly points: number
  readonly redeemed: number
}

/** Follows what the outcome of an entry says of its order's units and parcels. */
export function followUnits(
  entry: EntryRow,
  lineOf: (line: number) => LineStory | undefined,
  lines: Iterable<LineStory>,
  at: number,
): void {
  switch (entry.kind) {
    case 'order.shipped':
    case 'order.cancelled': {
      const { units } = JSON.parse(entry.outcome) as { units: readonly Units[] }
      const counter = entry.kind === 'order.shipped' ? 'shipped' : 'cancelled'
      for (const { line, quantity } of units) {
        const story = lineOf(line)
        if (story) story[counter] += quantity
      }
      break
    }
    case 'order.quantity_changed': {
      const { line, quantity } = JSON.parse(entry.outcome) as Units
      const story = lineOf(line)
      if (!story) break
      const current = story.ordered - story.cancelled
      if (quantity > current) story.ordered = quantity
      else story.cancelled += current - quantity
      break
    }
    case 'order.delivered': {
      const { lines: named } = JSON.parse(entry.outcome) as { lines: readonly number[] | 'all' }
      for (const story of lines) {
        const isNamed = named === 'all' || named.includes(story.row.line)
        if (isNamed && story.sums.unvested > 0) story.deliveredAt = at
      }
      break
    }
    default:
  }
}
