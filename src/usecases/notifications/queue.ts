import type { Sql } from '../../database/connect.ts'
import { newKey } from '../../ids/ids.ts'
import { numbers, texts } from '../../ledger/arrays.ts'
import { flag, json, moment, text } from '../../ledger/batch/columns.ts'
import { inserter } from '../../ledger/batch/statements.ts'
import { after, formatUtc, type Instant, instantOf } from '../../rules/time/instant.ts'
import type { Directive } from './subscriptions.ts'
import { kindOf, type NotificationType } from './types.ts'

/** A subscription as far as notifications are made for it. */
export interface Subscriber {
  readonly id: string
  readonly type: NotificationType
  readonly seller: number | null
  /** The seller's own reference; null for the operator's subscriptions. */
  readonly reference: string | null
  readonly marketplace: string | null
  readonly destination: string
  readonly application: string
  readonly payloadVersion: string
  readonly aggregation: number | null
  readonly directive: Directive | null
}

/** Who wants notifications of some types about some sellers, and the operator's about everybody. */
export async function subscribersOf(
  sql: Sql,
  types: readonly NotificationType[],
  sellers: readonly number[] | 'all',
): Promise<readonly Subscriber[]> {
  const { rows } = await sql.query<Subscriber>({
    name: 'subscribers',
    text: `select u.id, u.type, u.seller_id as seller, s.reference, s.marketplace,
        u.destination_id as destination, u.owner as application,
        u.payload_version as "payloadVersion", u.aggregation_ms as aggregation, u.directive
      from subscription u left join seller s on s.id = u.seller_id
      where u.deleted_at is null and u.type = any($1::text[])
        and ($2::bigint[] is null or u.seller_id is null or u.seller_id = any($2::bigint[]))
      order by u.id`,
    values: [texts(types), sellers === 'all' ? null : numbers(sellers)],
  })
  return rows
}

/** Something to be told to a subscriber. */
export interface Notification {
  readonly to: Subscriber
  /** Those of one subscriber and thread are told in order: a product, an order. */
  readonly thread: string
  readonly payload: object
  readonly at: Instant
}

interface Row {
  readonly id: string
  readonly body: string
  readonly due: Instant
  readonly notification: Notification
  readonly now: Instant
}

/**
 * Queues notifications for delivery, in the transaction of what they tell. A subscription that
 * gathers has one for each thread and period: the last one counts, and leaves when it is over.
 */
export async function queueNotifications(
  sql: Sql,
  notifications: readonly Notification[],
  now: Instant,
): Promise<number> {
  const rows = new Map<string, Row>()
  for (const notification of notifications) {
    const { to, thread } = notification
    const id = newKey()
    const due = dueAt(to, now)
    // Of what is gathered, the last one of this very batch counts, too.
    const key = to.aggregation === null ? id : `${to.id} ${thread} ${due}`
    rows.set(key, { id, body: bodyOf(notification, id, now), due, notification, now })
  }
  return insertDeliveries(sql, [...rows.values()])
}

function dueAt({ aggregation }: Subscriber, now: Instant): Instant {
  if (aggregation === null) return now
  return after(instantOf(now - (now % aggregation)), aggregation)
}

/** The envelope that all notifications have. */
function bodyOf({ to, payload, at }: Notification, id: string, now: Instant): string {
  const metadata = {
    ApplicationId: to.application,
    SubscriptionId: to.id,
    PublishTime: formatUtc(now),
    NotificationId: id,
  }
  const envelope = {
    NotificationVersion: '1.0',
    NotificationType: to.type,
    PayloadVersion: to.payloadVersion,
    EventTime: formatUtc(at),
    Payload: payload,
    NotificationMetadata: kindOf(to.type).capitals ? metadata : small(metadata),
  }
  return JSON.stringify(kindOf(to.type).capitals ? envelope : small(envelope))
}

/** With small first letters, as Amazon's newer notifications are. */
const small = (fields: object): object =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
      value,
    ]),
  )

const insertDeliveries = inserter<Row>(
  'delivery',
  [
    text('notification_id', ({ id }) => id),
    text('subscription_id', ({ notification }) => notification.to.id),
    text('destination_id', ({ notification }) => notification.to.destination),
    text('type', ({ notification }) => notification.to.type),
    text('thread', ({ notification: { to, thread } }) => `${to.id} ${thread}`),
    json('body', ({ body }) => body),
    flag('aggregated', ({ notification }) => notification.to.aggregation !== null),
    moment('due_at', ({ due }) => due),
    moment('event_at', ({ notification }) => notification.at),
    moment('created_at', ({ now }) => now),
  ],
  `on conflict (thread, due_at) where aggregated and state = 'waiting' and attempts = 0
    do update set body = excluded.body, notification_id = excluded.notification_id,
      event_at = excluded.event_at`,
)
