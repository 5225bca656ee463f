import type { Accepted } from '../../ledger/command.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { LONGEST } from '../text.ts'

/** As many as one app may have. */
export const REDIRECTS_MAX = 10

/** The refusal of the first address that sellers can not be sent back to. */
export function badRedirectUri(uris: readonly string[]): Refusal | undefined {
  const bad = uris.find((uri) => !isRedirectUri(uri))
  return bad === undefined ? undefined : refuse('redirect_uri_invalid', { uri: bad.slice(0, 200) })
}

/** https anywhere, http on the machine of whoever writes the program. */
function isRedirectUri(text: string): boolean {
  const url = text.length <= LONGEST.url ? URL.parse(text) : null
  if (!url) return false
  if (url.hash !== '' || url.username !== '' || url.password !== '') return false
  if (url.protocol === 'https:') return true
  return url.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
}

/**
 * Replaces where an app has sellers sent back to.
 * Refusals: `redirect_uri_invalid`, `provider_not_found`.
 */
export const setRedirectUris = (
  engine: Engine,
  intent: Intent,
  ask: { readonly provider: string; readonly redirectUris: readonly string[] },
): Promise<Refusal | Accepted<{ readonly applicationId: string }>> =>
  once(engine, intent, 'provider.redirects', ask, async ({ sql }) => {
    const bad = badRedirectUri(ask.redirectUris)
    if (bad) return bad
    const { rows } = await sql.query<{ applicationId: string }>(
      `update service_provider set redirect_uris = $2 where reference = $1
        returning application_id as "applicationId"`,
      [ask.provider, [...ask.redirectUris]],
    )
    return rows[0] ?? refuse('provider_not_found')
  })
