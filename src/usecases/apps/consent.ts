import { newSecret } from '../../ids/ids.ts'
import type { Accepted } from '../../ledger/command.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import { digestOfSecret } from '../auth/secrets.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'

export interface Consent {
  readonly seller: string
  readonly provider: string
  /** Shown once: null when the request is repeated. */
  readonly refreshToken: string | null
}

/**
 * Gives a provider that the seller has authorised a refresh token, with which its program gets
 * access to the seller's account within the scopes of the moment. Earlier ones stay good; all end
 * with the authorisation. Refusal: `provider_not_authorised`.
 */
export async function issueRefreshToken(
  engine: Engine,
  intent: Intent,
  ask: { readonly seller: string; readonly provider: string },
): Promise<Refusal | Accepted<Consent>> {
  const token = `Atzr|${newSecret()}`
  const issued = await once(engine, intent, 'app.consent', ask, async ({ sql, now }) => {
    const { rowCount } = await sql.query(
      `insert into app_consent (digest, seller_id, provider_id, created_at)
        select decode($1, 'hex'), a.seller_id, a.provider_id, to_timestamp($2::float8 / 1000)
        from seller_provider a join seller s on s.id = a.seller_id
          join service_provider p on p.id = a.provider_id
        where s.reference = $3 and p.reference = $4 and a.revoked_at is null
        for share of a`,
      [digestOfSecret(token), now, ask.seller, ask.provider],
    )
    if (rowCount === 0) return refuse('provider_not_authorised')
    return { seller: ask.seller, provider: ask.provider }
  })
  if (issued.refused !== undefined) return issued
  const refreshToken = issued.replayed ? null : token
  return { ...issued, outcome: { ...issued.outcome, refreshToken } }
}
