import { newSecret } from '../../ids/ids.ts'
import type { Accepted } from '../../ledger/command.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import { after, type Instant, MINUTE } from '../../rules/time/instant.ts'
import { digestOfSecret } from '../auth/secrets.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { authorise } from '../sellers/authorise-provider.ts'
import { findApplication, type Scope } from '../sellers/providers.ts'
import { badText } from '../text.ts'

export interface CodeConsentAsk {
  readonly seller: string
  readonly applicationId: string
  readonly scopes: readonly Scope[]
  /** One of those that the app registered; the first of them unless named. */
  readonly redirectUri?: string
  /** The app's own, handed back to it as it came. */
  readonly state?: string
}

export interface CodeConsent {
  readonly provider: string
  /** Where the seller goes with the code. Shown once: null when the request is repeated. */
  readonly redirect: string | null
}

/** How long a code is good, by the machine's time: Amazon's five minutes. */
export const CODE_TIME = 5 * MINUTE

/** Longest state that is handed back. */
export const STATE_MAX = 2_000

/**
 * Lets an app that sent the seller here act for it within scopes, and says where the seller goes
 * back to, with a code that the app changes for a refresh token. `now` is the machine's own time.
 * Refusals, in order: `text_out_of_range`, `provider_not_found`, `redirect_uri_not_registered`,
 * those of `authoriseProvider`.
 */
export async function consentByCode(
  engine: Engine,
  intent: Intent,
  ask: CodeConsentAsk,
  now: Instant,
): Promise<Refusal | Accepted<CodeConsent>> {
  const code = newSecret()
  const given = await once(engine, intent, 'app.consent_by_code', ask, async (work) => {
    const no = badText({ state: [ask.state, STATE_MAX] })
    if (no) return no
    const app = await findApplication(work.sql, ask.applicationId)
    if (isRefusal(app)) return app
    const uri = ask.redirectUri ?? app.redirectUris[0] ?? ''
    if (!app.redirectUris.includes(uri)) return refuse('redirect_uri_not_registered', { uri })
    const { seller, scopes } = ask
    const authorised = await authorise(work, { seller, scopes, provider: app.reference })
    if (isRefusal(authorised)) return authorised
    await work.sql.query(
      `insert into app_code (digest, seller_id, provider_id, redirect_uri, expires_at)
        select decode($1, 'hex'), s.id, p.id, $4, to_timestamp($5::float8 / 1000)
        from seller s, service_provider p where s.reference = $2 and p.reference = $3`,
      [digestOfSecret(code), seller, app.reference, uri, after(now, CODE_TIME)],
    )
    return { provider: app.reference, uri }
  })
  if (isRefusal(given)) return given
  const { provider, uri } = given.outcome
  const redirect = given.replayed ? null : redirectOf(uri, code, ask)
  return { outcome: { provider, redirect }, replayed: given.replayed }
}

/** The app's address with what Amazon appends to it. */
function redirectOf(uri: string, code: string, { seller, state }: CodeConsentAsk): string {
  const url = new URL(uri)
  url.searchParams.set('spapi_oauth_code', code)
  if (state !== undefined) url.searchParams.set('state', state)
  url.searchParams.set('selling_partner_id', seller)
  return url.href
}
