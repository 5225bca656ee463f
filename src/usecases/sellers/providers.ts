import type { Sql } from '../../database/connect.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'

/** What a seller can let a service provider do on its behalf. */
export const SCOPES = [
  'listings',
  'pricing',
  'orders',
  'finances',
  'reports',
  'notifications',
] as const

export type Scope = (typeof SCOPES)[number]

/** An app that works on sellers' accounts. */
export interface ServiceProvider {
  readonly reference: string
  readonly name: string
  /** Whether it says that it can read and set points. */
  readonly supportsPoints: boolean
}

/** An app as its makers registered it. */
export interface Application extends ServiceProvider {
  /** By which its website sends sellers here to consent. */
  readonly applicationId: string
  /** Where they may be sent back to; the first unless one is named. */
  readonly redirectUris: readonly string[]
}

/** A seller's app, as its console shows it. */
export interface ConnectedProvider extends ServiceProvider {
  readonly scopes: readonly Scope[]
  readonly authorisedAt: Instant
  readonly revokedAt: Instant | null
  /** Listings whose points it reset, and that still are without. */
  readonly pointsReset: number
}

export async function findProvider(
  sql: Sql,
  reference: string,
): Promise<(ServiceProvider & { readonly id: number }) | undefined> {
  const { rows } = await sql.query<ServiceProvider & { id: number }>({
    name: 'find-provider',
    text: `select id, reference, name, supports_points as "supportsPoints" from service_provider
      where reference = $1`,
    values: [reference],
  })
  return rows[0]
}

/** The app behind an application id. Refusal: `provider_not_found`. */
export async function findApplication(
  sql: Sql,
  applicationId: string,
): Promise<Refusal | (Application & { readonly refused?: never })> {
  const { rows } = await sql.query<Application>({
    name: 'find-application',
    text: `select reference, name, supports_points as "supportsPoints",
        application_id as "applicationId", redirect_uris as "redirectUris"
      from service_provider where application_id = $1`,
    values: [applicationId],
  })
  return rows[0] ?? refuse('provider_not_found')
}

/** Every app that a seller has ever authorised, those in force first. */
export async function connectedProviders(
  engine: Engine,
  reference: string,
): Promise<Refusal | readonly ConnectedProvider[]> {
  const seller = await engine.directory.seller(reference)
  if (seller === undefined) return refuse('seller_not_found')
  const { rows } = await engine.pool.query<ConnectedProvider>({
    name: 'connected-providers',
    text: `select p.reference, p.name, p.supports_points as "supportsPoints", a.scopes,
        a.authorised_at as "authorisedAt", a.revoked_at as "revokedAt",
        (select count(*) from listing l where l.seller_id = a.seller_id
          and l.points_reset_at is not null and l.points_reset_by = p.reference) as "pointsReset"
      from seller_provider a join service_provider p on p.id = a.provider_id
      where a.seller_id = $1 order by a.revoked_at is not null, p.reference`,
    values: [seller],
  })
  return rows
}

/** What a service provider may do for a seller now; empty when nothing. */
export async function scopesOf(
  engine: Engine,
  seller: string,
  provider: string,
): Promise<readonly Scope[]> {
  const { rows } = await engine.pool.query<{ scopes: Scope[] }>({
    name: 'scopes-of',
    text: `select a.scopes from seller_provider a
      join seller s on s.id = a.seller_id join service_provider p on p.id = a.provider_id
      where s.reference = $1 and p.reference = $2 and a.revoked_at is null`,
    values: [seller, provider],
  })
  return rows[0]?.scopes ?? []
}
