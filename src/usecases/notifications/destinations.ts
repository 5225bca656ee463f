import type { Sql } from '../../database/connect.ts'
import { newKey, newSecret } from '../../ids/ids.ts'
import type { Accepted } from '../../ledger/command.ts'
import { mayReach, type Reach } from '../../net/addresses.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { badText, LONGEST } from '../text.ts'
import { type Owner, ownerKey } from './types.ts'

/** Where notifications go. */
export type Resource =
  | { readonly kind: 'sqs'; readonly arn: string }
  | {
      readonly kind: 'event_bridge'
      readonly region: string
      readonly accountId: string
      readonly name: string
    }
  | { readonly kind: 'webhook'; readonly url: string }

export type ResourceAsk =
  | Extract<Resource, { kind: 'sqs' | 'webhook' }>
  | Omit<Extract<Resource, { kind: 'event_bridge' }>, 'name'>

export interface Destination {
  readonly id: string
  readonly name: string
  readonly resource: Resource
  /** Attempts in a row without an answer, and until when it is left alone because of them. */
  readonly failures: number
  readonly restUntil: Instant | null
  readonly createdAt: Instant
}

/** With what a webhook's notifications are signed; shown when it is made. */
export interface NewDestination extends Destination {
  readonly secret: string | null
}

export const SQS_ARN =
  /^arn:aws:sqs:([a-z]{2}(?:-[a-z]+)+-\d):(\d{12}):([A-Za-z0-9_-]{1,80}(?:\.fifo)?)$/
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/
const ACCOUNT = /^\d{12}$/

/**
 * Makes a destination. `reach` says which webhooks are allowed; a name is judged again whenever it
 * is connected to. Refusals: `text_out_of_range`, `destination_invalid`, `address_not_allowed`.
 */
export const createDestination = (
  engine: Engine,
  intent: Intent,
  owner: Owner,
  ask: { readonly name: string; readonly resource: ResourceAsk },
  reach: Reach,
): Promise<Refusal | Accepted<NewDestination>> =>
  once(engine, intent, 'destination.created', { owner, ask }, async ({ sql, at }) => {
    const { name } = ask
    const no = badText({ name: [name, 256] }) ?? badResource(ask.resource, reach)
    if (no) return no
    const id = newKey()
    const resource = named(ask.resource, id)
    const secret = resource.kind === 'webhook' ? `whsec_${newSecret()}` : null
    await sql.query({
      name: 'create-destination',
      text: `insert into destination (id, owner, name, kind, resource, secret, created_at)
        values ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000))`,
      values: [id, ownerKey(owner), name, resource.kind, JSON.stringify(resource), secret, at],
    })
    return { id, name, resource, secret, failures: 0, restUntil: null, createdAt: at }
  })

const named = (resource: ResourceAsk, id: string): Resource =>
  resource.kind === 'event_bridge'
    ? { ...resource, name: `aws.partner/sellingpartnerapi.amazon.com/${resource.accountId}/${id}` }
    : resource

function badResource(resource: ResourceAsk, reach: Reach): Refusal | undefined {
  switch (resource.kind) {
    case 'sqs':
      return SQS_ARN.test(resource.arn)
        ? undefined
        : refuse('destination_invalid', { field: 'arn' })
    case 'event_bridge':
      if (!REGION.test(resource.region)) return refuse('destination_invalid', { field: 'region' })
      if (ACCOUNT.test(resource.accountId)) return undefined
      return refuse('destination_invalid', { field: 'accountId' })
    case 'webhook':
      return badUrl(resource.url, reach)
    default:
      return resource satisfies never
  }
}

/** https anywhere that may be reached; plain http only where this machine may be. */
function badUrl(text: string, reach: Reach): Refusal | undefined {
  const url = text.length <= LONGEST.url ? URL.parse(text) : null
  const schemes = reach === 'public' ? ['https:'] : ['https:', 'http:']
  if (!url || !schemes.includes(url.protocol) || url.username !== '' || url.password !== '') {
    return refuse('destination_invalid', { field: 'url' })
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isAddress = /^[\d.]+$|:/.test(host)
  if (isAddress && !mayReach(host, reach)) return refuse('address_not_allowed')
  if (reach === 'public' && /(^|\.)(localhost|local|internal)\.?$/.test(host)) {
    return refuse('address_not_allowed')
  }
  return undefined
}

export const DESTINATION_COLUMNS = `id, name, resource, failures, rest_until as "restUntil",
  created_at as "createdAt"`

/** An owner's destinations, oldest first. */
export async function listDestinations(
  engine: Engine,
  owner: Owner,
): Promise<readonly Destination[]> {
  const { rows } = await engine.pool.query<Destination>({
    name: 'destinations',
    text: `select ${DESTINATION_COLUMNS} from destination
      where owner = $1 and deleted_at is null order by created_at, id`,
    values: [ownerKey(owner)],
  })
  return rows
}

/** One of them. Refusal: `destination_not_found`. */
export async function findDestination(
  engine: Engine,
  owner: Owner,
  id: string,
): Promise<Refusal | (Destination & { readonly refused?: never })> {
  const found = (await listDestinations(engine, owner)).find((one) => one.id === id)
  return found ?? refuse('destination_not_found')
}

/**
 * Takes a destination away; what waits for it is dead. Refusals: `destination_not_found`,
 * `destination_in_use` while something is subscribed to.
 */
export const deleteDestination = (
  engine: Engine,
  intent: Intent,
  owner: Owner,
  id: string,
): Promise<Refusal | Accepted<{ readonly id: string }>> =>
  once(engine, intent, 'destination.deleted', { owner, id }, async ({ sql, at }) => {
    const { rowCount } = await sql.query(
      `select from destination where id = $1 and owner = $2 and deleted_at is null for update`,
      [id, ownerKey(owner)],
    )
    if (rowCount === 0) return refuse('destination_not_found')
    const used = await sql.query(
      'select from subscription where destination_id = $1 and deleted_at is null limit 1',
      [id],
    )
    if (used.rowCount !== 0) return refuse('destination_in_use')
    await dropDestination(sql, id, at)
    return { id }
  })

/** Ends a destination, and what still waits for it. */
export async function dropDestination(sql: Sql, id: string, at: Instant): Promise<void> {
  await sql.query(
    'update destination set deleted_at = to_timestamp($2::float8 / 1000) where id = $1',
    [id, at],
  )
  await sql.query(
    `update delivery set state = 'dead', answer = 'destination_deleted'
      where destination_id = $1 and state = 'waiting'`,
    [id],
  )
}
