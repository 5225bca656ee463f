import type { PoolClient, Sql } from '../../database/connect.ts'
import { numbers } from '../../ledger/arrays.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { readOn } from '../events/read-on.ts'
import type { LoggedEvent } from '../events/reader.ts'
import { type ChangedOrder, type OwnLine, orderChanged } from './payloads/orders.ts'
import { type Notification, queueNotifications, type Subscriber, subscribersOf } from './queue.ts'
import type { NotificationType } from './types.ts'
import { wanted } from './wanted.ts'

/** Which event is told as which notification. */
const TOLD: Readonly<Record<string, NotificationType>> = {
  'order.placed': 'ORDER_CHANGE',
  'order.cancelled': 'ORDER_CHANGE',
  'order.quantity_changed': 'ORDER_CHANGE',
  'order.shipped': 'ORDER_CHANGE',
  'listing.points_reset': 'POINTS_RESET',
  'policy.announced': 'POINTS_POLICY_CHANGE',
  'policy.in_force': 'POINTS_POLICY_CHANGE',
  'points.expiring': 'POINTS_EXPIRING',
  'feed.finished': 'FEED_PROCESSING_FINISHED',
  'report.finished': 'REPORT_PROCESSING_FINISHED',
}

const PAGE = 1_000

/**
 * Follows the log of events and queues what subscribers are to be told of, offers apart: those are
 * told of where their change is recorded. Returns how many events it came on.
 */
export const followEvents = (engine: Engine): Promise<number> =>
  readOn(engine, {
    name: 'notifications',
    types: Object.keys(TOLD),
    page: PAGE,
    react: async (sql, events) => {
      const types = [...new Set(events.map(({ type }) => TOLD[type] as NotificationType))]
      const subscribers = await subscribersOf(sql, types, 'all')
      if (subscribers.length === 0) return {}
      const notifications = await notificationsOf(sql, events, subscribers)
      await queueNotifications(sql, wanted(notifications), engine.clock.now())
      return {}
    },
  })

async function notificationsOf(
  sql: PoolClient,
  events: readonly LoggedEvent[],
  subscribers: readonly Subscriber[],
): Promise<readonly Notification[]> {
  const byType = Map.groupBy(subscribers, ({ type }) => type)
  const orders = await ordersOf(sql, events)
  const resets = await resetSkus(sql, events)
  return events.flatMap((event) => {
    const type = TOLD[event.type] as NotificationType
    const told = byType.get(type) ?? []
    return told.flatMap((to) => {
      const fact = factOf(event, to, orders, resets)
      return fact ? [{ to, at: event.at, ...fact }] : []
    })
  })
}

type Fact = Pick<Notification, 'thread' | 'payload'>

/** What a subscriber is told of an event; undefined when it does not concern it. */
function factOf(
  event: LoggedEvent,
  to: Subscriber,
  orders: Orders,
  resets: ReadonlyMap<number, readonly string[]>,
): Fact | undefined {
  const payload = event.payload ?? {}
  const own = to.seller === null || payload.seller === to.reference
  switch (to.type) {
    case 'ORDER_CHANGE':
      return orderFact(event, to, orders)
    case 'POINTS_RESET':
      if (!own) return undefined
      return {
        thread: String(payload.seller),
        payload: {
          sellerId: payload.seller,
          changedBy: payload.by,
          source: payload.source,
          skus: resets.get(event.id) ?? [],
        },
      }
    case 'POINTS_POLICY_CHANGE':
      return {
        thread: 'policy',
        payload: { ...payload, inForce: event.type === 'policy.in_force' },
      }
    case 'POINTS_EXPIRING':
      return {
        thread: `book ${event.bookId}`,
        payload: { ...payload, buyer: orders.buyers.get(event.bookId ?? 0) ?? null },
      }
    case 'FEED_PROCESSING_FINISHED':
      return own ? processed('feed', payload, to) : undefined
    case 'REPORT_PROCESSING_FINISHED':
      return own ? processed('report', payload, to) : undefined
    default:
      return undefined
  }
}

function processed(
  what: 'feed' | 'report',
  { seller, type, status, document, ...ids }: Readonly<Record<string, unknown>>,
  to: Subscriber,
): Fact {
  const id = String(ids[what])
  const documentName = what === 'feed' ? 'resultFeedDocumentId' : 'reportDocumentId'
  const facts = {
    sellerId: seller,
    accountId: `amzn1.merchant.o.${to.reference ?? String(seller)}`,
    [`${what}Id`]: id,
    [`${what}Type`]: type,
    processingStatus: String(status).toUpperCase(),
    ...(document == null ? {} : { [documentName]: String(document) }),
  }
  return { thread: `${what} ${id}`, payload: { [`${what}ProcessingFinishedNotification`]: facts } }
}

interface Orders {
  readonly lines: ReadonlyMap<number, readonly (OwnLine & { readonly seller: number })[]>
  readonly orders: ReadonlyMap<number, Omit<ChangedOrder, 'lines'>>
  /** References by book. */
  readonly buyers: ReadonlyMap<number, string>
}

function orderFact(
  event: LoggedEvent,
  to: Subscriber,
  { lines, orders }: Orders,
): Fact | undefined {
  const id = event.orderId ?? 0
  const order = orders.get(id)
  const own = (lines.get(id) ?? []).filter(({ seller }) => seller === to.seller)
  if (!order || own.length === 0) return undefined
  const asked = event.type === 'order.quantity_changed' || event.type === 'order.cancelled'
  const changeType = asked ? 'BuyerRequestedChange' : 'OrderStatusChange'
  const wanted = to.directive?.eventFilter?.orderChangeTypes
  if (wanted && !wanted.includes(changeType)) return undefined
  const payload = orderChanged({ ...order, lines: own }, to, event.at, changeType)
  return { thread: `order ${order.reference}`, payload }
}

interface LineRow extends OwnLine {
  readonly order_id: number
  readonly seller: number
  readonly reference: string
  readonly placed_at: Instant
}

/** The orders of events with their lines as they are now, and the buyers of others. */
async function ordersOf(sql: Sql, events: readonly LoggedEvent[]): Promise<Orders> {
  const ordered = events.filter(({ type }) => TOLD[type] === 'ORDER_CHANGE')
  const { rows } = await sql.query<LineRow>({
    name: 'orders-told',
    text: `select l.order_id, l.seller_id as seller, l.line, l.sku, l.quantity, o.reference,
        l.shipped_quantity as shipped, l.cancelled_quantity as cancelled, o.placed_at
      from (select distinct b, o from unnest($1::bigint[], $2::bigint[]) as n (b, o)) as n
        join orders o on o.buyer_id = b and o.id = n.o
        join order_line l on l.buyer_id = b and l.order_id = n.o order by l.order_id, l.line`,
    values: [
      numbers(ordered.map(({ bookId }) => bookId)),
      numbers(ordered.map(({ orderId }) => orderId)),
    ],
  })
  const expiring = events.filter(({ type }) => type === 'points.expiring')
  const buyers = await sql.query<{ id: number; reference: string }>({
    name: 'buyers-told',
    text: 'select id, reference from buyer where id = any($1::bigint[])',
    values: [numbers(expiring.map(({ bookId }) => bookId))],
  })
  return {
    lines: Map.groupBy(rows, ({ order_id }) => order_id),
    orders: new Map(
      rows.map(({ order_id, reference, placed_at }) => [
        order_id,
        { id: order_id, reference, placedAt: placed_at },
      ]),
    ),
    buyers: new Map(buyers.rows.map(({ id, reference }) => [id, reference])),
  }
}

/** The SKUs whose points an event says were reset, by event. */
async function resetSkus(
  sql: Sql,
  events: readonly LoggedEvent[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const resets = events
    .filter(({ type }) => type === 'listing.points_reset')
    .flatMap(({ id, payload }) =>
      ((payload?.listings ?? []) as [number, number][]).map(([listing]) => ({ id, listing })),
    )
  if (resets.length === 0) return new Map()
  const { rows } = await sql.query<{ event: number; skus: string[] }>({
    name: 'reset-skus',
    text: `select n.event, array_agg(l.sku order by l.sku) as skus
      from unnest($1::bigint[], $2::bigint[]) as n (event, listing)
        join listing l on l.id = n.listing group by n.event`,
    values: [numbers(resets.map(({ id }) => id)), numbers(resets.map(({ listing }) => listing))],
  })
  return new Map(rows.map(({ event, skus }) => [event, skus]))
}
