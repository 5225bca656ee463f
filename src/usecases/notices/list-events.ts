import { numbers } from '../../ledger/arrays.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { buyerFacts, type SellerLine, sellerFacts } from './event-views.ts'

/** Who is looking: an operator sees everything, others what concerns them. */
export type Viewer =
  | { readonly as: 'operator' }
  | { readonly as: 'seller'; readonly seller: string }
  | { readonly as: 'buyer'; readonly buyer: string }

export interface EventsAsk {
  readonly viewer: Viewer
  /** The last event already seen; absent, from the beginning. */
  readonly after?: number
  readonly limit?: number
  /** Only these types, such as `order.shipped`. */
  readonly types?: readonly string[]
}

/** Something that happened, in the words of whoever looks at it. */
export interface ListedEvent {
  /** Grows from event to event; the same event always has the same id. */
  readonly id: number
  readonly type: string
  readonly at: Instant
  readonly recordedAt: Instant
  readonly order: string | null
  /** Only for operators. */
  readonly buyer?: string
  readonly facts: Readonly<Record<string, unknown>>
}

export interface EventPage {
  readonly refused?: never
  readonly events: readonly ListedEvent[]
  /** To be given as `after`: there may be more when the page is full. */
  readonly next: number
}

const LIMIT = { usual: 100, maximum: 1_000 }

/**
 * Events in the order they were relayed, from `after` on. Nothing is missed by going on from
 * `next`: an event never appears before one that was already seen.
 * Refusals: `seller_not_found`, `buyer_not_found`, `page_size_out_of_range`.
 */
export async function listEvents(engine: Engine, ask: EventsAsk): Promise<Refusal | EventPage> {
  const { viewer, after = 0, limit = LIMIT.usual, types = null } = ask
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT.maximum) {
    return refuse('page_size_out_of_range', { maximum: LIMIT.maximum })
  }
  const party = await partyOf(engine, viewer)
  if (party === undefined) return refuse(`${viewer.as as 'seller' | 'buyer'}_not_found`)
  const { rows } = await engine.pool.query<EventRow>({
    name: `events-of-${viewer.as}`,
    text: EVENTS[viewer.as],
    values: [after, limit, types, ...(party === null ? [] : [party])],
  })
  const lines = viewer.as === 'seller' ? await linesOf(engine, party as number, rows) : NO_LINES
  return {
    events: rows.map((row) => listed(row, viewer, lines)),
    next: rows.at(-1)?.id ?? after,
  }
}

async function partyOf(engine: Engine, viewer: Viewer): Promise<number | null | undefined> {
  if (viewer.as === 'operator') return null
  if (viewer.as === 'seller') return engine.directory.seller(viewer.seller)
  return engine.directory.buyer(viewer.buyer)
}

interface EventRow {
  readonly id: number
  readonly type: string
  readonly book_id: number | null
  readonly order_id: number | null
  readonly event_at: Instant
  readonly recorded_at: Instant
  readonly order: string | null
  readonly buyer: string | null
  readonly facts: Readonly<Record<string, unknown>> | null
}

/** The page's events first, then what belongs to them: so that only a page is joined. */
const events = (from: string): string => `
  with page as materialized (
    select e.* from ${from} and e.id > $1 and ($3::text[] is null or e.type = any($3))
    order by e.id limit $2)
  select p.id, p.type, p.book_id, p.order_id, p.event_at, p.recorded_at, o.reference as order,
    b.reference as buyer, coalesce(p.payload, j.outcome) as facts
  from page p
    left join journal j on p.payload is null and j.book_id = p.book_id and j.version = p.version
    left join orders o on o.buyer_id = p.book_id and o.id = p.order_id
    left join buyer b on b.id = p.book_id
  order by p.id`

const EVENTS: Readonly<Record<Viewer['as'], string>> = {
  operator: events('event e where true'),
  seller: events(
    'event_seller s join event e on e.id = s.event_id where s.seller_id = $4 and s.event_id > $1',
  ),
  buyer: events('event e where e.book_id = $4'),
}

type Lines = ReadonlyMap<number, readonly SellerLine[]>
const NO_LINES: Lines = new Map()

/** The seller's own lines in the orders of a page, by order. */
async function linesOf(engine: Engine, seller: number, rows: readonly EventRow[]): Promise<Lines> {
  const orders = rows.filter((row) => row.order_id !== null)
  if (orders.length === 0) return NO_LINES
  const { rows: lines } = await engine.pool.query<SellerLine & { order_id: number }>({
    name: 'event-lines',
    text: `select order_id, line, sku, asin, quantity, price, shipping,
        points_per_unit as "pointsPerUnit"
      from (select distinct b, o from unnest($1::bigint[], $2::bigint[]) as n (b, o)) as n
      join order_line on buyer_id = b and order_id = o where seller_id = $3 order by line`,
    values: [
      numbers(orders.map((row) => row.book_id)),
      numbers(orders.map((row) => row.order_id)),
      seller,
    ],
  })
  const byOrder = new Map<number, SellerLine[]>()
  for (const { order_id, ...line } of lines) {
    byOrder.set(order_id, [...(byOrder.get(order_id) ?? []), line])
  }
  return byOrder
}

function listed(row: EventRow, viewer: Viewer, lines: Lines): ListedEvent {
  const { id, type, event_at: at, recorded_at: recordedAt, order, buyer } = row
  const facts = row.facts ?? {}
  const event = { id, type, at, recordedAt, order }
  switch (viewer.as) {
    case 'operator':
      return { ...event, ...(buyer === null ? {} : { buyer }), facts }
    case 'buyer':
      return { ...event, facts: buyerFacts(type, facts) }
    case 'seller':
      return { ...event, facts: sellerFacts(type, facts, lines.get(row.order_id ?? 0) ?? []) }
    default:
      return viewer satisfies never
  }
}
