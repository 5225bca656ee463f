import { newKey } from '../../ids/ids.ts'
import type { Accepted } from '../../ledger/command.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import { type Instant, MINUTE } from '../../rules/time/instant.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import type { DeliveryState } from './deliveries.ts'
import { readFilter } from './filter-expression.ts'
import { kindOf, type NotificationType, type Owner, ownerKey } from './types.ts'

/** Amazon's; the last is of a type of notification that there is none of here. */
type EventFilterType = 'ANY_OFFER_CHANGED' | 'ORDER_CHANGE' | 'SHIPMENT_TRACKING_MILESTONE_CHANGED'
type OrderChangeType = 'BuyerRequestedChange' | 'DeliveryTipChange' | 'OrderStatusChange'

/** How a subscription narrows or gathers what it gets: Amazon's event filter. */
export interface EventFilter {
  readonly eventFilterType: EventFilterType
  readonly marketplaceIds?: readonly string[]
  readonly aggregationSettings?: { readonly aggregationTimePeriod: 'FiveMinutes' | 'TenMinutes' }
  readonly orderChangeTypes?: readonly OrderChangeType[]
}

export interface Directive {
  readonly eventFilter?: EventFilter
  /** Instead of a filter: only payloads of which this expression of CEL is true. */
  readonly filterExpression?: string
}

export interface Subscription {
  readonly id: string
  readonly type: NotificationType
  readonly destination: string
  readonly payloadVersion: string
  readonly directive: Directive | null
  readonly createdAt: Instant
}

export interface SubscriptionAsk {
  readonly type: NotificationType
  readonly destination: string
  readonly payloadVersion: string
  readonly directive?: Directive
}

const PERIODS = { FiveMinutes: 5 * MINUTE, TenMinutes: 10 * MINUTE } as const

/**
 * Subscribes an owner to one type of notification about a seller; null: about everybody.
 * Refusals, in order: `value_unknown` for the version, `event_filter_invalid`, `filter_expression_invalid`,
 * `notification_not_yours`, `destination_not_found`, `subscription_exists`.
 */
export const createSubscription = (
  engine: Engine,
  intent: Intent,
  owner: Owner,
  seller: number | null,
  ask: SubscriptionAsk,
): Promise<Refusal | Accepted<Subscription>> =>
  once(engine, intent, 'subscription.created', { owner, seller, ask }, async ({ sql, at }) => {
    const { type, destination, payloadVersion, directive = null } = ask
    const no = unfit(seller, ask)
    if (no) return no
    const found = await sql.query(
      'select from destination where id = $1 and owner = $2 and deleted_at is null for share',
      [destination, ownerKey(owner)],
    )
    if (found.rowCount === 0) return refuse('destination_not_found')
    const id = newKey()
    const period = directive?.eventFilter?.aggregationSettings?.aggregationTimePeriod
    const { rowCount } = await sql.query({
      name: 'create-subscription',
      text: `insert into subscription (id, owner, type, seller_id, destination_id, payload_version,
          directive, aggregation_ms, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9::float8 / 1000))
        on conflict do nothing`,
      values: [
        ...[id, ownerKey(owner), type, seller, destination, payloadVersion],
        ...[directive && JSON.stringify(directive), period ? PERIODS[period] : null, at],
      ],
    })
    if (rowCount === 0) return refuse('subscription_exists', { type })
    return { id, type, destination, payloadVersion, directive, createdAt: at }
  })

function unfit(seller: number | null, { type, payloadVersion, directive }: SubscriptionAsk) {
  const { versions, filter, to } = kindOf(type)
  if (!versions.includes(payloadVersion)) {
    return refuse('value_unknown', { field: 'payloadVersion', allowed: versions.join(', ') })
  }
  const asked = directive?.eventFilter
  if (asked) {
    const { eventFilterType, aggregationSettings, orderChangeTypes } = asked
    const foreign =
      (aggregationSettings && type !== 'ANY_OFFER_CHANGED') ||
      (orderChangeTypes && type !== 'ORDER_CHANGE')
    if (filter === undefined || eventFilterType !== filter || foreign) {
      return refuse('event_filter_invalid', { type })
    }
  }
  const expression = directive?.filterExpression
  if (expression !== undefined) {
    if (asked) return refuse('event_filter_invalid', { type })
    if (!readFilter(expression)) return refuse('filter_expression_invalid')
  }
  const asker = seller === null ? 'operators' : 'sellers'
  if (!to.includes(asker)) return refuse('notification_not_yours', { type })
  return undefined
}

const COLUMNS = `id, type, destination_id as destination, payload_version as "payloadVersion",
  directive, created_at as "createdAt"`

/** An owner's subscriptions about a seller, oldest first. */
export async function listSubscriptions(
  engine: Engine,
  owner: Owner,
  seller: number | null,
): Promise<readonly Subscription[]> {
  const { rows } = await engine.pool.query<Subscription>({
    name: 'subscriptions',
    text: `select ${COLUMNS} from subscription
      where owner = $1 and seller_id is not distinct from $2 and deleted_at is null
      order by created_at, id`,
    values: [ownerKey(owner), seller],
  })
  return rows
}

/** A subscription about a seller, whoever asked for it, with how it fares. */
export interface SubscriptionAbout extends Omit<Subscription, 'destination' | 'directive'> {
  /** The app that asked for it; null: the seller itself. */
  readonly app: { readonly reference: string; readonly name: string } | null
  /** Of the seller's own alone: an app's are the app's to name. */
  readonly destination: { readonly id: string; readonly name: string } | null
  /** Notifications that wait, up to a thousand, and the newest one. */
  readonly waiting: number
  readonly last: {
    readonly state: DeliveryState
    readonly attempts: number
    readonly answer: string | null
    readonly at: Instant
  } | null
}

interface AboutRow extends Omit<SubscriptionAbout, 'app' | 'destination' | 'last'> {
  readonly reference: string | null
  readonly name: string | null
  readonly destination: string
  readonly destination_name: string | null
  readonly state: DeliveryState | null
  readonly attempts: number
  readonly answer: string | null
  readonly last_at: Instant
}

/** Everything that somebody is told about a seller, oldest first. Refusal: `seller_not_found`. */
export async function subscriptionsAbout(
  { pool, directory }: Engine,
  reference: string,
): Promise<Refusal | readonly SubscriptionAbout[]> {
  const seller = await directory.seller(reference)
  if (seller === undefined) return refuse('seller_not_found')
  const { rows } = await pool.query<AboutRow>({
    name: 'subscriptions-about',
    text: `select u.id, u.type, u.payload_version as "payloadVersion", u.created_at as "createdAt",
        p.reference, p.name, u.destination_id as destination, t.name as destination_name,
        (select count(*) from (select from delivery w where w.destination_id = u.destination_id
          and w.state = 'waiting' and w.subscription_id = u.id limit 1000) as w) as waiting,
        d.state, d.attempts, d.answer, d.event_at as last_at
      from subscription u
      left join service_provider p on 'provider:' || p.reference = u.owner
      left join destination t on t.id = u.destination_id and t.owner = u.owner and u.owner = $2
      left join lateral (select * from delivery d where d.subscription_id = u.id
        order by d.id desc limit 1) d on true
      where u.seller_id = $1 and u.deleted_at is null and u.owner not like 'listener:%'
      order by u.created_at, u.id`,
    values: [seller, ownerKey({ as: 'seller', id: seller })],
  })
  return rows.map(aboutOf)
}

function aboutOf({
  reference,
  name,
  destination_name,
  state,
  ...row
}: AboutRow): SubscriptionAbout {
  const { destination, attempts, answer, last_at: at, ...rest } = row
  return {
    ...rest,
    app: reference === null ? null : { reference, name: name ?? reference },
    destination: destination_name === null ? null : { id: destination, name: destination_name },
    last: state === null ? null : { state, attempts, answer, at },
  }
}

/** One of an owner's subscriptions. Refusal: `subscription_not_found`. */
export async function findSubscription(
  engine: Engine,
  owner: Owner,
  id: string,
): Promise<Refusal | (Subscription & { readonly refused?: never })> {
  const { rows } = await engine.pool.query<Subscription>({
    name: 'subscription',
    text: `select ${COLUMNS} from subscription
      where id = $2 and owner = $1 and deleted_at is null`,
    values: [ownerKey(owner), id],
  })
  return rows[0] ?? refuse('subscription_not_found')
}

/** Ends a subscription; what is on its way still comes. Refusal: `subscription_not_found`. */
export const deleteSubscription = (
  engine: Engine,
  intent: Intent,
  owner: Owner,
  id: string,
): Promise<Refusal | Accepted<{ readonly id: string }>> =>
  once(engine, intent, 'subscription.deleted', { owner, id }, async ({ sql, at }) => {
    const { rowCount } = await sql.query(
      `update subscription set deleted_at = to_timestamp($3::float8 / 1000)
        where id = $1 and owner = $2 and deleted_at is null`,
      [id, ownerKey(owner), at],
    )
    return rowCount === 0 ? refuse('subscription_not_found') : { id }
  })
