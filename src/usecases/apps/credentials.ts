import { newKey, newSecret } from '../../ids/ids.ts'
import type { Accepted } from '../../ledger/command.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import { after, DAY, type Instant } from '../../rules/time/instant.ts'
import { digestOfSecret } from '../auth/secrets.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { findProvider } from '../sellers/providers.ts'

/** How a provider's program proves that it is the provider's. */
export interface Credentials {
  readonly provider: string
  readonly clientId: string
  /** Shown once: null when the request is repeated. */
  readonly clientSecret: string | null
  /** Until when the secret that it replaces is good, too; null for the first. */
  readonly oldSecretUntil: Instant | null
}

/** So long a program may go on with the secret that was replaced: Amazon's seven days. */
const OVERLAP = 7 * DAY

/**
 * Makes the credentials of a service provider's program. Asked again under another key, it keeps
 * the client id and rotates the secret: the one before is good for seven days more, by the
 * machine's time `machineNow`; the one before that is refused at once. Access tokens live out their
 * hour. Refusal: `provider_not_found`.
 */
export async function issueCredentials(
  engine: Engine,
  intent: Intent,
  ask: { readonly provider: string },
  machineNow: Instant,
): Promise<Refusal | Accepted<Credentials>> {
  const secret = `amzn1.oa2-cs.v1.${newSecret()}`
  const issued = await once(engine, intent, 'app.credentials', ask, async ({ sql, now }) => {
    const provider = await findProvider(sql, ask.provider)
    if (!provider) return refuse('provider_not_found')
    const { rows } = await sql.query<Pick<Credentials, 'clientId' | 'oldSecretUntil'>>(
      `insert into app_client (provider_id, client_id, secret, created_at)
        values ($1, $2, decode($3, 'hex'), to_timestamp($4::float8 / 1000))
        on conflict (provider_id) do update set secret = excluded.secret,
          old_secret = app_client.secret, old_until = to_timestamp($5::float8 / 1000)
        returning client_id as "clientId", old_until as "oldSecretUntil"`,
      [provider.id, newClientId(), digestOfSecret(secret), now, after(machineNow, OVERLAP)],
    )
    const [row] = rows
    if (!row) throw new Error('credentials went missing')
    return { provider: provider.reference, ...row }
  })
  if (issued.refused !== undefined) return issued
  const clientSecret = issued.replayed ? null : secret
  return { ...issued, outcome: { ...issued.outcome, clientSecret } }
}

const newClientId = (): string => `amzn1.application-oa2-client.${newKey().replaceAll('-', '')}`
