import type { Accepted } from '../../ledger/command.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { findProvider } from '../sellers/providers.ts'
import { badText, LONGEST } from '../text.ts'
import { partyOf, type RoleAsk } from './people.ts'
import type { Principal, Role } from './principal.ts'
import { isScope, type Scope } from './scopes.ts'
import { digestOfSecret, newToken } from './secrets.ts'

/** An app's token, without its secret. */
export interface AccessToken {
  readonly id: number
  readonly name: string
  readonly role: Role
  readonly buyer: string | null
  readonly seller: string | null
  readonly provider: string | null
  readonly scopes: readonly Scope[]
  readonly createdAt: Instant
  readonly expiresAt: Instant | null
  readonly revokedAt: Instant | null
}

export interface TokenAsk extends RoleAsk {
  readonly name: string
  readonly scopes: readonly string[]
  /** The service provider it is for; the seller must have authorised it. */
  readonly provider?: string
  readonly expiresAt?: Instant
}

const TOKEN = `select t.id, t.name, t.role, b.reference as buyer, s.reference as seller,
    v.reference as provider, t.scopes, t.created_at as "createdAt", t.expires_at as "expiresAt",
    t.revoked_at as "revokedAt"
  from access_token t
    left join buyer b on b.id = t.buyer_id left join seller s on s.id = t.seller_id
  left join service_provider v on v.id = t.provider_id`

/**
 * Makes a token for an app. Its secret is in this answer only: a repetition of the request is
 * answered without it. Refusals: `text_out_of_range`, `value_unknown`, those of `partyOf`,
 * `provider_not_found`, `provider_not_authorised`.
 */
export async function issueToken(
  engine: Engine,
  intent: Intent,
  by: Principal,
  ask: TokenAsk,
): Promise<Refusal | Accepted<AccessToken & { readonly secret: string | null }>> {
  const secret = newToken()
  const issued = await once(engine, intent, 'token.issued', ask, async ({ sql, now }) => {
    const bad = badText({ name: [ask.name, LONGEST.name] })
    if (bad) return bad
    const unknown = ask.scopes.find((scope) => !isScope(scope))
    if (unknown !== undefined) return refuse('value_unknown', { field: 'scopes', allowed: '' })
    const party = await partyOf(sql, ask)
    if (isRefusal(party)) return party
    const provider = ask.provider === undefined ? null : await findProvider(sql, ask.provider)
    if (provider === undefined || (provider && !party.seller)) return refuse('provider_not_found')
    if (provider) {
      const authorised = await sql.query(
        'select from seller_provider where seller_id = $1 and provider_id = $2 and revoked_at is null',
        [party.seller, provider.id],
      )
      if (authorised.rowCount === 0) return refuse('provider_not_authorised')
    }
    const { rows } = await sql.query<{ id: number }>(
      `insert into access_token (digest, name, role, buyer_id, seller_id, provider_id, scopes,
          created_by, created_at, expires_at)
        values (decode($1, 'hex'), $2, $3, $4, $5, $6, $7, $8, to_timestamp($9::float8 / 1000),
          to_timestamp($10::float8 / 1000)) returning id`,
      [
        ...[digestOfSecret(secret), ask.name, ask.role, party.buyer, party.seller],
        ...[provider?.id ?? null, [...new Set(ask.scopes)], by.person, now, ask.expiresAt ?? null],
      ],
    )
    const made = await sql.query<AccessToken>(`${TOKEN} where t.id = $1`, [rows[0]?.id])
    return made.rows[0] as AccessToken
  })
  if (issued.refused !== undefined) return issued
  return { ...issued, outcome: { ...issued.outcome, secret: issued.replayed ? null : secret } }
}

/** Whose tokens: a seller's, a buyer's, or all of them. */
export interface TokenOwner {
  readonly buyer: number | null
  readonly seller: number | null
}

const OWNED = '($1::bigint is null or t.buyer_id = $1) and ($2::bigint is null or t.seller_id = $2)'

/** Tokens in the order they were made, from after `after`. */
export async function listTokens(
  engine: Engine,
  { buyer, seller }: TokenOwner,
  after: number,
  limit: number,
): Promise<AccessToken[]> {
  const { rows } = await engine.pool.query<AccessToken>(
    `${TOKEN} where ${OWNED} and t.id > $3 order by t.id limit $4`,
    [buyer, seller, after, limit],
  )
  return rows
}

/** Ends a token at once. Refusal: `token_not_found`, also for somebody else's. */
export const revokeToken = (
  engine: Engine,
  intent: Intent,
  { buyer, seller }: TokenOwner,
  token: number,
): Promise<Refusal | Accepted<AccessToken>> =>
  once(engine, intent, 'token.revoked', { token }, async ({ sql, now }) => {
    await sql.query(
      `update access_token t set revoked_at = coalesce(revoked_at, to_timestamp($4::float8 / 1000))
        where ${OWNED} and t.id = $3`,
      [buyer, seller, token, now],
    )
    const { rows } = await sql.query<AccessToken>(`${TOKEN} where ${OWNED} and t.id = $3`, [
      ...[buyer, seller, token],
    ])
    return rows[0] ?? refuse('token_not_found')
  })
