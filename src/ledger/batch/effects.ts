import type { Posting } from '../../rules/book/posting.ts'
import { lineOf, type Order } from '../../rules/orders/order.ts'
import type { Ripening } from '../../rules/points/mature.ts'
import { formatUtc } from '../../rules/time/instant.ts'
import type { JournalEntry } from '../journal.ts'
import type { Working } from './working.ts'

/** A row for the outbox: something that happened to a book, and whom it concerns. */
export interface Effect {
  readonly topic: string
  readonly order: number | null
  /** The sellers whose lines changed. */
  readonly sellers: readonly number[]
  /** JSON; null where the journal's outcome says it all. */
  readonly payload: string | null
  readonly at: number
}

/** What an accepted command tells the world: first what time had done, then what it did itself. */
export function effectsOf(
  entry: JournalEntry,
  ripenings: readonly Ripening[],
  decided: readonly Posting[],
  sellers: readonly number[],
  working: Working,
): Effect[] {
  const { kind: topic, order, eventAt: at } = entry
  const own = { topic, order, sellers, payload: null, at }
  const isAlone = ripenings.length === 0 && !decided.some(isLapse)
  if (isAlone) return [own]
  const before = ripenings.map((ripening) => ripeningEffect(ripening, working))
  return [...before, own, ...lapseEffects(own, decided)]
}

const isLapse = ({ credit }: Posting): boolean => credit === 'expired'

/** Points that a command brought back after their time, and that lapsed with it. */
function lapseEffects(own: Effect, decided: readonly Posting[]): Effect[] {
  const lapsed = decided.filter(isLapse)
  if (lapsed.length === 0) return []
  const points = lapsed.reduce((sum, { amount }) => sum + amount, 0)
  return [{ ...own, topic: 'points.expired', sellers: [], payload: JSON.stringify({ points }) }]
}

function ripeningEffect(ripening: Ripening, working: Working): Effect {
  const effect = (topic: string, facts: object, order: number | null = null): Effect => ({
    topic,
    order,
    sellers: [],
    payload: JSON.stringify(facts),
    at: ripening.at,
  })
  switch (ripening.did) {
    case 'vest': {
      const { order, line, points } = ripening.line
      const facts = { points, order: working.orders.get(order)?.reference, line }
      return effect('points.vested', facts, order)
    }
    case 'expire':
      return effect('points.expired', { points: ripening.points })
    case 'remind': {
      const { points, expiresAt } = ripening
      return effect('points.expiring', { points, expiresAt: formatUtc(expiresAt) })
    }
    default:
      return ripening satisfies never
  }
}

/** The sellers of the lines that a decision made or changed. */
export function sellersConcerned(before: Order | undefined, after: Order | undefined): number[] {
  if (!after) return []
  const sellers: number[] = []
  for (const line of after.lines) {
    const isChanged = before === undefined || line !== lineOf(before, line.line)
    if (isChanged && !sellers.includes(line.seller)) sellers.push(line.seller)
  }
  return sellers
}
