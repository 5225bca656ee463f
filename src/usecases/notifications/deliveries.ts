import type { Accepted } from '../../ledger/command.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'

export const DELIVERY_STATES = ['waiting', 'delivered', 'dead'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** A notification on its way to one destination, and how far it came. */
export interface Delivery {
  readonly id: number
  readonly notification: string
  readonly subscription: string
  readonly destination: string
  readonly type: string
  readonly state: DeliveryState
  readonly attempts: number
  /** What came of the last attempt: a status, or why there was none. */
  readonly answer: string | null
  readonly dueAt: Instant
  readonly triedAt: Instant | null
  readonly at: Instant
  readonly body: object
}

export interface DeliveriesAsk {
  /** Whose: a seller sees those about itself, an operator all of them. */
  readonly seller: number | null
  readonly state?: DeliveryState
  readonly destination?: string
  /** The oldest one already seen. */
  readonly before?: number
  /** 50 unless named. */
  readonly limit?: number
}

/** Deliveries, newest first; not those to a command that listens, which nobody subscribed to. */
export async function listDeliveries(
  engine: Engine,
  { seller, state, destination, before, limit = 50 }: DeliveriesAsk,
): Promise<readonly Delivery[]> {
  const { rows } = await engine.pool.query<Delivery>({
    name: 'deliveries',
    text: `select d.id, d.notification_id as notification, d.subscription_id as subscription,
        d.destination_id as destination, d.type, d.state, d.attempts, d.answer,
        d.due_at as "dueAt", d.tried_at as "triedAt", d.event_at as at, d.body
      from delivery d join subscription u on u.id = d.subscription_id
      where u.owner not like 'listener:%'
        and ($1::bigint is null or u.seller_id = $1) and ($2::text is null or d.state::text = $2)
        and ($3::text is null or d.destination_id = $3) and ($4::bigint is null or d.id < $4)
      order by d.id desc limit $5`,
    values: [seller, state ?? null, destination ?? null, before ?? null, limit],
  })
  return rows
}

/**
 * Sends a notification again, delivered or dead, under the same id: at once, and whatever of its
 * thread has been sent since. Refusals: `delivery_not_found`, `destination_not_found` when it has
 * been taken away.
 */
export const resendDelivery = (
  engine: Engine,
  intent: Intent,
  seller: number | null,
  id: number,
): Promise<Refusal | Accepted<{ readonly id: number }>> =>
  once(engine, intent, 'delivery.resent', { seller, id }, async ({ sql, at }) => {
    const found = await sql.query<{ gone: boolean }>({
      name: 'delivery-to-resend',
      text: `select t.deleted_at is not null as gone
        from delivery d join subscription u on u.id = d.subscription_id
          join destination t on t.id = d.destination_id
        where d.id = $2 and ($1::bigint is null or u.seller_id = $1) for share of t`,
      values: [seller, id],
    })
    if (!found.rows[0]) return refuse('delivery_not_found')
    if (found.rows[0].gone) return refuse('destination_not_found')
    await sql.query({
      name: 'resend-delivery',
      text: `update delivery d set state = 'waiting', attempts = 0,
          due_at = to_timestamp($2::float8 / 1000), aggregated = false
        where d.id = $1`,
      values: [id, at],
    })
    return { id }
  })
