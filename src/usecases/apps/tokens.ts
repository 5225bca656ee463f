import { newSecret } from '../../ids/ids.ts'
import { after, HOUR, type Instant } from '../../rules/time/instant.ts'
import { digestOfSecret } from '../auth/secrets.ts'
import type { Engine } from '../engine.ts'

/** How long an access token is good for, in seconds. */
export const TOKEN_SECONDS = 3_600

/** What a token without a seller can be asked for. */
export const GRANTLESS_SCOPES = [
  'sellingpartnerapi::notifications',
  'sellingpartnerapi::client_credential:rotation',
] as const

export type GrantlessScope = (typeof GRANTLESS_SCOPES)[number]

/** One kind of request that a restricted data token is good for. */
export interface RestrictedResource {
  readonly method: string
  /** As asked: with values, or with names in braces for any value. */
  readonly path: string
  readonly dataElements: readonly string[]
}

interface Client {
  readonly clientId: string
  readonly clientSecret: string
}

/**
 * Deletes tokens that expired a day ago; until then an answer can say that they have expired.
 * `$2` is when the new token expires, an hour from now.
 */
const FORGET = `with forgotten as (
  delete from app_token where expires_at < to_timestamp($2::float8 / 1000) - interval '25 hours')`

export type TokenRefusal = 'invalid_client' | 'invalid_grant'

/** An access token for the seller behind a refresh token. `now` is the machine's own time. */
export async function tokenForSeller(
  engine: Engine,
  client: Client,
  refreshToken: string,
  now: Instant,
): Promise<TokenRefusal | string> {
  const provider = await authenticate(engine, client, now)
  if (provider === undefined) return 'invalid_client'
  const token = `Atza|${newSecret()}`
  const { rowCount } = await engine.pool.query({
    name: 'token-for-seller',
    text: `${FORGET} insert into app_token (digest, provider_id, seller_id, expires_at)
      select decode($1, 'hex'), c.provider_id, c.seller_id, to_timestamp($2::float8 / 1000)
      from app_consent c join seller_provider a using (seller_id, provider_id)
      where c.digest = decode($3, 'hex') and c.provider_id = $4 and a.revoked_at is null`,
    values: [digestOfSecret(token), after(now, HOUR), digestOfSecret(refreshToken), provider],
  })
  return rowCount === 1 ? token : 'invalid_grant'
}

/** What a code is changed for. */
export interface TokenPair {
  readonly token: string
  readonly refreshToken: string
}

/**
 * A refresh token, and a first access token, for the code that a seller brought back to the app.
 * A code is good once; `redirectUri` has to be the one it was given for, where the app names it.
 */
export async function tokensForCode(
  engine: Engine,
  client: Client,
  { code, redirectUri }: { readonly code: string; readonly redirectUri: string | undefined },
  now: Instant,
): Promise<TokenRefusal | TokenPair> {
  const provider = await authenticate(engine, client, now)
  if (provider === undefined) return 'invalid_client'
  const pair: TokenPair = { token: `Atza|${newSecret()}`, refreshToken: `Atzr|${newSecret()}` }
  const { rowCount } = await engine.pool.query({
    name: 'tokens-for-code',
    text: `with expired as (
        delete from app_code where expires_at < to_timestamp($5::float8 / 1000) - interval '1 day'
      ), used as (
        delete from app_code c using seller_provider a
        where c.digest = decode($1, 'hex') and c.provider_id = $2
          and c.expires_at > to_timestamp($5::float8 / 1000)
          and ($6::text is null or c.redirect_uri = $6)
          and a.seller_id = c.seller_id and a.provider_id = c.provider_id and a.revoked_at is null
        returning c.seller_id, c.provider_id
      ), consented as (
        insert into app_consent (digest, seller_id, provider_id, created_at)
        select decode($3, 'hex'), seller_id, provider_id, to_timestamp($5::float8 / 1000) from used
      )
      insert into app_token (digest, provider_id, seller_id, expires_at)
      select decode($4, 'hex'), provider_id, seller_id, to_timestamp($7::float8 / 1000) from used`,
    values: [
      ...[digestOfSecret(code), provider],
      ...[digestOfSecret(pair.refreshToken), digestOfSecret(pair.token)],
      ...[now, redirectUri ?? null, after(now, HOUR)],
    ],
  })
  return rowCount === 1 ? pair : 'invalid_grant'
}

/** An access token that acts for no seller, for operations that need none. */
export async function tokenWithoutSeller(
  engine: Engine,
  client: Client,
  scope: GrantlessScope,
  now: Instant,
): Promise<TokenRefusal | string> {
  const provider = await authenticate(engine, client, now)
  if (provider === undefined) return 'invalid_client'
  const token = `Atza|${newSecret()}`
  await engine.pool.query({
    name: 'token-without-seller',
    text: `${FORGET} insert into app_token (digest, provider_id, grantless, expires_at)
      values (decode($1, 'hex'), $3, $4, to_timestamp($2::float8 / 1000))`,
    values: [digestOfSecret(token), after(now, HOUR), provider, scope],
  })
  return token
}

/** A token for the same provider and seller, good only for the resources named. */
export async function restrictedToken(
  engine: Engine,
  caller: { readonly provider: string; readonly seller: { readonly id: number } },
  resources: readonly RestrictedResource[],
  now: Instant,
): Promise<string> {
  const token = `Atz.sprdt|${newSecret()}`
  await engine.pool.query({
    name: 'restricted-token',
    text: `insert into app_token (digest, provider_id, seller_id, restricted, expires_at)
      select decode($1, 'hex'), id, $3, $4, to_timestamp($5::float8 / 1000)
      from service_provider where reference = $2`,
    values: [
      ...[digestOfSecret(token), caller.provider, caller.seller.id],
      ...[JSON.stringify(resources), after(now, HOUR)],
    ],
  })
  return token
}

/** The provider behind a client id and its secret. */
async function authenticate(
  engine: Engine,
  client: Client,
  now: Instant,
): Promise<number | undefined> {
  const { rows } = await engine.pool.query<{ provider: number }>({
    name: 'authenticate-client',
    text: `select provider_id as provider from app_client
      where client_id = $1 and (secret = decode($2, 'hex')
        or old_secret = decode($2, 'hex') and old_until > to_timestamp($3::float8 / 1000))`,
    values: [client.clientId, digestOfSecret(client.clientSecret), now],
  })
  return rows[0]?.provider
}
