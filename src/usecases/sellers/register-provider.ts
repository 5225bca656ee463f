import { newKey } from '../../ids/ids.ts'
import type { Accepted } from '../../ledger/command.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { badText, LONGEST } from '../text.ts'
import type { ServiceProvider } from './providers.ts'
import { badRedirectUri } from './redirect-uris.ts'

export interface ProviderAsk extends ServiceProvider {
  /** Where its website has sellers sent back to after they consented. */
  readonly redirectUris?: readonly string[]
}

/**
 * Makes an app known, which states whether it supports points.
 * Refusals: `text_out_of_range`, `redirect_uri_invalid`, `provider_exists`.
 */
export const registerProvider = (
  engine: Engine,
  intent: Intent,
  ask: ProviderAsk,
): Promise<Refusal | Accepted<{ readonly provider: string; readonly applicationId: string }>> =>
  once(engine, intent, 'provider.registered', ask, async ({ sql, now }) => {
    const { reference, name, supportsPoints, redirectUris = [] } = ask
    const bad =
      badText({ reference: [reference, LONGEST.reference], name: [name, LONGEST.name] }) ??
      badRedirectUri(redirectUris)
    if (bad) return bad
    const applicationId = `amzn1.sp.solution.${newKey()}`
    const { rowCount } = await sql.query(
      `insert into service_provider (reference, name, supports_points, application_id,
          redirect_uris, created_at)
        values ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000))
        on conflict (reference) do nothing`,
      [reference, name, supportsPoints, applicationId, [...redirectUris], now],
    )
    return rowCount === 1
      ? { provider: reference, applicationId }
      : refuse('provider_exists', { provider: reference })
  })
