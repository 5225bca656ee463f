import type { OrderKey } from '../../ledger/directory.ts'
import {
  type EventMovement,
  type EventPlace,
  type MovedTogether,
  readSellerEvents,
} from '../../ledger/seller-events.ts'
import type { PostingKind } from '../../rules/book/posting.ts'
import type { SellerId } from '../../rules/ids.ts'
import { causeOf, type ProceedsCause } from '../../rules/settlement/cause.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { isPointsFeeShown } from './points-fee.ts'

/** What became of one order item in an event. Signed yen: what the seller got is positive. */
export interface EventItem {
  readonly line: number
  readonly sku: string
  readonly asin: string
  /** Units that shipped with it; null for what is no shipment. */
  readonly quantity: number | null
  readonly principal: number
  readonly shipping: number
  /** The cost of points granted: never positive. */
  readonly pointsGranted: number
  readonly pointsReturned: number
  /**
   * The part of the returned points that came out of the buyer's refund; 0 unless this is shown,
   * and then `pointsReturned` has it.
   */
  readonly pointsFee: number
  /** A fee that was charged is negative, a fee credited positive. */
  readonly fee: number
  readonly other: number
}

/** Something that moved a seller's proceeds: a parcel, a refund, a claim. */
export interface SellerEvent {
  readonly id: string
  readonly cause: ProceedsCause
  readonly postedAt: Instant
  /** Null for what is about no order. */
  readonly order: { readonly id: number; readonly reference: string } | null
  readonly items: readonly EventItem[]
  /** What is about no order item. */
  readonly other: number
  readonly total: number
}

export interface SellerEventsAsk {
  readonly seller: SellerId
  readonly from: Instant
  /** Not later than now, unless named. */
  readonly before?: Instant
  readonly order?: OrderKey
  readonly after?: EventPlace
  readonly limit: number
}

export interface SellerEventPage {
  readonly events: readonly SellerEvent[]
  /** Where the next page begins; null on the last. */
  readonly next: EventPlace | null
}

const FOR_EVER = Number.MAX_SAFE_INTEGER as Instant

/** A seller's events in the order they were posted, those of an order or of a stretch of time. */
export async function sellerEvents(
  engine: Engine,
  { seller, from, before = FOR_EVER, order, after, limit }: SellerEventsAsk,
): Promise<SellerEventPage> {
  const place = after ?? { postedAt: from, seen: 0 }
  const of = order ? { from: place, order } : { from: place, before: asTime(before) }
  const found = await readSellerEvents(engine.pool, seller, of, limit + 1)
  const shown = found.slice(0, limit)
  const pointsFee = await isPointsFeeShown(engine)
  return {
    events: shown.map((event) => eventOf(event, pointsFee)),
    next: found.length > limit ? placeAfter(place, shown) : null,
  }
}

/** PostgreSQL knows no later moment than this that a number of ours can hold. */
const LATEST = 9_000_000_000_000_000 / 1_000
const asTime = (at: Instant): Instant => Math.min(at, LATEST * 1_000) as Instant

function placeAfter(before: EventPlace, shown: readonly MovedTogether[]): EventPlace {
  const { postedAt } = shown.at(-1) as MovedTogether
  const same = shown.filter((event) => event.postedAt === postedAt).length
  return { postedAt, seen: same + (before.postedAt === postedAt ? before.seen : 0) }
}

type Amount =
  | 'principal'
  | 'shipping'
  | 'pointsGranted'
  | 'pointsReturned'
  | 'pointsFee'
  | 'fee'
  | 'other'

const AMOUNT_OF: Readonly<Partial<Record<PostingKind, Amount>>> = {
  principal: 'principal',
  refund_principal: 'principal',
  claim_principal: 'principal',
  chargeback_principal: 'principal',
  shipping: 'shipping',
  refund_shipping: 'shipping',
  claim_shipping: 'shipping',
  chargeback_shipping: 'shipping',
  points_granted: 'pointsGranted',
  points_returned: 'pointsReturned',
  points_shortfall: 'pointsFee',
  referral_fee: 'fee',
  referral_fee_credit: 'fee',
}

function eventOf(event: MovedTogether, pointsFeeShown: boolean): SellerEvent {
  const { id, postedAt, reference, movements } = event
  const sum = (of: readonly EventMovement[]) => of.reduce((all, { amount }) => all + amount, 0)
  const byLine = Map.groupBy(movements, ({ line, sku }) => (sku === null ? null : line))
  const items = [...byLine].flatMap(([line, own]) =>
    line === null ? [] : [itemOf(line, own, pointsFeeShown)],
  )
  return {
    ...{ id, postedAt, items },
    cause: causeOf(movements.map(({ kind }) => kind)),
    order: event.order === null || reference === null ? null : { id: event.order, reference },
    other: sum(byLine.get(null) ?? []),
    total: sum(movements),
  }
}

function itemOf(line: number, own: readonly EventMovement[], pointsFeeShown: boolean): EventItem {
  const amounts = {
    ...{ principal: 0, shipping: 0, pointsGranted: 0, pointsReturned: 0 },
    ...{ pointsFee: 0, fee: 0, other: 0 },
  }
  for (const { kind, amount } of own) {
    const named = AMOUNT_OF[kind] ?? 'other'
    amounts[named === 'pointsFee' && !pointsFeeShown ? 'pointsReturned' : named] += amount
  }
  const { sku, asin, price } = own[0] as EventMovement
  const sold = own.find(({ kind }) => kind === 'principal')
  const quantity = sold && price ? sold.amount / price : null
  return { line, sku: sku ?? '', asin: asin ?? '', quantity, ...amounts }
}
