import type { BuyerId, OrderId } from '../../rules/ids.ts'
import { points } from '../../rules/money/amount.ts'
import { lineOf, type Order, withLines } from '../../rules/orders/order.ts'
import type { BuyerBook } from '../../rules/points/book.ts'
import type { Ripening, VestingLine } from '../../rules/points/mature.ts'
import type { Timeline } from '../../rules/policy/timeline.ts'
import type { Instant } from '../../rules/time/instant.ts'

/** An accepted command found in the journal. */
export interface Past {
  readonly fingerprint: string
  /** Which book it changed. */
  readonly book: number
  readonly outcome: object
}

/** A book while a batch works on it. */
export interface OpenBook {
  /** Its chain as the batch found it: writing replaces that book and no other. */
  readonly found: string
  book: BuyerBook
  version: number
  chain: string
  wakeAt: Instant | null
  changed: boolean
}

/** An order while a batch works on it. */
export interface OpenOrder {
  order: Order
  readonly reference: string
  readonly isNew: boolean
  /** Lines to write back; all of them when it is new. */
  readonly changed: number[]
}

/** What holds for the marketplace as a whole, at the time of a batch. */
export interface State {
  /** The books are closed up to here. */
  readonly closedTo: Instant
  /** Number of the newest policy version; null before the first. */
  readonly newest: number | null
  readonly timeline: Timeline
}

/** Everything a batch has found; decisions move it forward, writing takes the end. */
export interface Working {
  readonly books: Map<BuyerId, OpenBook>
  readonly orders: Map<OrderId, OpenOrder>
  readonly ordersOf: Map<BuyerId, OrderId[]>
  /** By caller and key. */
  readonly past: Map<string, Past>
  /** References of new orders that are in use already. */
  readonly taken: Set<string>
  readonly state: State
}

export const pastKey = (caller: string, key: string): string => `${caller}\n${key}`

export function addOrder(working: Working, open: OpenOrder): void {
  const { order } = open
  working.orders.set(order.id, open)
  const known = working.ordersOf.get(order.buyer)
  if (known) known.push(order.id)
  else working.ordersOf.set(order.buyer, [order.id])
}

/** Replaces an order by its successor and remembers which lines differ. */
export function changeOrder(open: OpenOrder, next: Order): void {
  for (const line of next.lines) {
    if (line === lineOf(open.order, line.line) || open.changed.includes(line.line)) continue
    open.changed.push(line.line)
  }
  open.order = next
}

/** The buyer's lines whose points wait for a moment to vest. */
export function vestingLines(working: Working, buyer: BuyerId): VestingLine[] {
  const waiting: VestingLine[] = []
  for (const id of working.ordersOf.get(buyer) ?? []) {
    for (const line of working.orders.get(id)?.order.lines ?? []) {
      if (line.unvested === 0 || line.vestAt === null) continue
      waiting.push({ order: id, line: line.line, points: line.unvested, vestAt: line.vestAt })
    }
  }
  return waiting
}

/** Marks the lines whose points vested. */
export function applyRipenings(working: Working, ripenings: readonly Ripening[]): void {
  for (const ripening of ripenings) {
    if (ripening.did !== 'vest') continue
    const open = working.orders.get(ripening.line.order)
    const line = open && lineOf(open.order, ripening.line.line)
    if (!open || !line) throw new Error('a line vested that was not loaded')
    changeOrder(open, withLines(open.order, [{ ...line, unvested: points(0), vestAt: null }]))
  }
}
